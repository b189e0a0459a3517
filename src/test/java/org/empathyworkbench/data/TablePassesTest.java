package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Consumer;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;

/** However a table is filled, its rows are looked at a fixed number of times: a file must not keep the program busy for hours. */
class TablePassesTest {
    private static final Path FILE = Path.of("train.csv");
    private static final String HEADER = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n";
    /** Free text for a self-evaluation and a ninth field without a bar: whether the field belongs there is told by the other rows. */
    private static final String DOUBTFUL = "c%d,1,sad,It rains.,10,Oh no.,they were nice,<A>,one candidate\n";

    @Test void checkingDoubtfulRowsLooksAtEveryRowOnce() {
        CountedRows rows = new CountedRows(Csv.plain(FILE, HEADER + doubtful(500), ',').rows());
        Csv table = Csv.plain(FILE, HEADER + doubtful(1), ',').with(rows);
        Consumer<Csv.Row> check = new EmpatheticDialoguesLayout().rowCheck(table);
        rows.all.forEach(check);
        assertThat(rows.looks).isEqualTo(500);
    }

    @Test void aLargeTableOfDoubtfulRowsIsReadWhole() {
        ReadingNotes notes = new ReadingNotes();
        Csv table = TableForms.read(FILE, HEADER + doubtful(200_000), new EmpatheticDialoguesLayout(), notes);
        assertThat(table.rows()).hasSize(200_000);
        assertThat(table.rows().get(199_999).fields()).startsWith("c199999").endsWith("one candidate");
        assertThat(notes.sentences()).isEmpty();
    }

    @Test void aDoubtfulRowIsRefusedWhereMostRowsHaveNoNinthField() {
        String usual = "c0,1,sad,It rains.,10,Oh no.,5|5|5_4|4|4,\n";
        String text = HEADER + usual.repeat(3) + doubtful(2);
        assertThatThrownBy(() -> TableForms.read(FILE, text, new EmpatheticDialoguesLayout(), new ReadingNotes()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("line 5").hasMessageContaining("\"selfeval\"");
    }

    @Test void manyColumnsWithoutANameDoNotHideTheNinthField() {
        String header = HEADER.replace("\n", ",".repeat(5_000) + "\n");
        ReadingNotes notes = new ReadingNotes();
        Csv table = TableForms.read(FILE, header + doubtful(2_000), new EmpatheticDialoguesLayout(), notes);
        assertThat(table.names().named()).isEqualTo(8);
        assertThat(table.rows()).hasSize(2_000).allMatch(row -> "one candidate".equals(EmpatheticDialoguesLayout.candidates(table, row)));
    }

    @Test void anOpenQuoteIsNamedByItsCharacterInALineOfManyQuotedFields() {
        String line = "\"\uD83D\uDE00\",".repeat(20_000);
        assertThatThrownBy(() -> Csv.quoted(FILE, "a,b\n" + line + "\"open\nand on", ',')).isInstanceOf(UserInputException.class)
                .hasMessageContaining("A quote opens here").hasMessageContaining("line 2, character 80001");
    }

    private static String doubtful(int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) text.append(String.format(DOUBTFUL, i));
        return text.toString();
    }

    /** Counts how often a row is taken from it. */
    private static final class CountedRows extends AbstractList<Csv.Row> implements RandomAccess {
        private final List<Csv.Row> all;
        private int looks;

        CountedRows(List<Csv.Row> rows) { all = new ArrayList<>(rows); }

        @Override public Csv.Row get(int index) {
            looks++;
            return all.get(index);
        }

        @Override public int size() { return all.size(); }
    }
}
