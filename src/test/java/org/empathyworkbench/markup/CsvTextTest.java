package org.empathyworkbench.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.empathyworkbench.markup.CsvText.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @ParameterizedTest @ValueSource(strings = {"=1+1", "=HYPERLINK(\"http://example.org\",\"click\")", "+1 for you\u2019re brave",
            "-5 degrees", "@SUM(A1:A9)", "\t=1", "\r=1", "\n=1", "  =1+1",
        "\uff1d1+1", "\uff20SUM(A1)", "\uFEFF=1", "\u00a0=1", "-1+1|cmd", "+-1", "--", "=-1", "\tplain"})
    void aTextThatASpreadsheetWouldRunGetsAnApostrophe(String text) {
        assertThat(CsvText.safe(text)).isEqualTo("'" + text);
        assertThat(CsvText.commas(Cells.SAFE).row("a", text)).satisfiesAnyOf(row -> assertThat(row).startsWith("a,'"),
                row -> assertThat(row).startsWith("a,\"'"));
        assertThat(CsvText.tabs(Cells.SAFE).row("a", text)).startsWith("a\t'");
        assertThat(CsvText.commas(Cells.RAW).row(text)).doesNotContain("'" + text.charAt(0));
    }

    @ParameterizedTest @ValueSource(strings = {"", "plain", "a=b", "-1.5", "+2", "-1e-7", "-.5", "1.", "-", "'=1", "12:30", " plain ",
            "?!"})
    void numbersAndOtherTextsStayAsTheyAre(String text) {
        assertThat(CsvText.safe(text)).isEqualTo(text);
        assertThat(CsvText.commas(Cells.SAFE).row("a", text)).isEqualTo("a," + text + "\r\n");
    }

    @Test void cellsAreQuotedWhereTheyMustBe() {
        assertThat(CsvText.commas(Cells.SAFE).row("a,b", "c \"d\"", "e\nf", "g;h", -1.5, 3, null, Double.NaN))
                .isEqualTo("\"a,b\",\"c \"\"d\"\"\",\"e\nf\",\"g;h\",-1.5,3,,NaN\r\n");
        assertThat(CsvText.lines(Cells.SAFE).row(Arrays.asList("a", "=b,c"))).isEqualTo("a,\"'=b,c\"\n");
        assertThat(CsvText.tabs(Cells.SAFE).row("a\tb", "c\r\nd", "\"e\"")).isEqualTo("a b\tc d\t\"e\"\n");
    }
}
