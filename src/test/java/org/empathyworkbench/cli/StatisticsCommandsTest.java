package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.cli.Typed.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agreement of raters and tests of differences, as a terminal gives them. */
class StatisticsCommandsTest {
    @TempDir Path folder;

    @Test void agreementCountsWhatIsMissingAndSaysWhatEachFigureIsOf() throws IOException {
        Path file = Files.writeString(folder.resolve("ratings.csv"), "item,ann,ben,eve\n7,1,1,1\n8,1,2,\n9,2,2,2\n10,3,,\n");
        JsonObject all = Typed.run("agreement", file.toString(), "--json").json().getAsJsonObject();
        assertThat(all.get("items").getAsInt()).isEqualTo(4);
        assertThat(all.get("missing").getAsInt()).isEqualTo(3);
        assertThat(all.get("usableItems").getAsInt()).isEqualTo(3);
        assertThat(all.get("completeItems").getAsInt()).isEqualTo(2);
        assertThat(all.get("fleissKappa").getAsDouble()).isEqualTo(1);
        JsonObject two = Typed.run("agreement", file.toString(), "--raters", "ann,ben", "--json").json().getAsJsonObject();
        assertThat(two.getAsJsonObject("krippendorffAlpha").get("ordinal").getAsDouble()).isCloseTo(1 - 10.0 / 18, within(1e-12));
        assertThat(Typed.run("agreement", file.toString()).out()).contains("4 items, 3 raters (ann, ben, eve), 3 ratings missing")
                .contains("2 of 4 items, those that every rater rated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"item,a,b;1,2,x; | \"x\" is no rating", "item,a,b;1,2,NaN; | is no rating",
            "item,a,b;1,2,0x2p3; | is no rating", "item,a,b;1,2,3d; | is no rating",
            "item,a;1,2; | two raters at least", "item,a,b; | a header and no rows", "item,a,b;1,2; | 2 fields where the header has 3"})
    void aTableThatIsNoneIsRefusedWithItsPlace(String table, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("ratings.csv"), table.strip().replace(";", "\n"));
        Done done = Typed.run("agreement", file.toString());
        assertThat(done.status()).isNotZero();
        assertThat(done.err().replaceAll("\\s+", " ")).contains(said);
    }

    @Test void aColumnThatIsNotThereIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("ratings.csv"), "item,a,b\n1,2,2\n");
        assertThat(Typed.run("agreement", file.toString(), "--raters", "a,c").err()).contains("\"c\" is missing");
        assertThat(Typed.run("agreement", folder.resolve("none.csv").toString()).status()).isNotZero();
    }

    @Test void testsGiveTheirProbabilities() {
        JsonObject sign = Typed.run("test", "sign", "--wins", "42", "--losses", "35", "--json").json().getAsJsonObject();
        assertThat(sign.get("pTwoSided").getAsDouble()).isCloseTo(0.494382, within(5e-7));
        assertThat(Typed.run("test", "sign", "--wins", "42", "--losses", "35").out()).contains("p = 0.494382 two-sided");
        JsonObject student = Typed.run("test", "student", "--a", "1 2 3", "--b", "2, 4, 6", "--json").json().getAsJsonObject();
        assertThat(student.get("t").getAsDouble()).isCloseTo(-2 / Math.sqrt(5.0 / 3), within(1e-12));
        JsonObject paired = Typed.run("test", "paired", "--a=-1,0,2", "--b=0,2,3", "--json").json().getAsJsonObject();
        assertThat(paired.get("difference").getAsDouble()).isCloseTo(-4.0 / 3, within(1e-12));
        assertThat(paired.get("t").getAsDouble()).isCloseTo(-4, within(1e-12));
        JsonObject one = Typed.run("test", "one-sample", "--a", "1 2 3", "--number", "1", "--json").json().getAsJsonObject();
        assertThat(one.get("t").getAsDouble()).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(Typed.run("test", "welch", "--a", "1 2 3", "--b", "2 4 6").out()).contains("welch t-test: mean difference -2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"median --a 1,2 | KIND is sign", "sign --wins 3 | --wins and --losses",
            "sign --wins -3 --losses 2 | counts", "welch --a 1,2 | --a with --b",
            "welch --a 1,2 --b 3 | two figures at least", "welch --a 1,two --b 3,4 | \"two\" is no finite decimal number",
            "welch --a 1,0x10p1 --b 3,4 | \"0x10p1\" is no finite", "welch --a 1,2f --b 3,4 | \"2f\" is no finite",
            "paired --a 1,2,3 --b 2,3,4 | All differences are equal",
            "welch --a 2,2 --b 3,3 | no spread", "welch --a .1,.1,.1 --b .2,.2,.2 | no spread", "one-sample --a 1,1 --number 1 | no spread",
            "paired --a 1,2 --b 3,4,5 | as many figures", "one-sample --a 1,2 | one --number",
            "student --a 1,2 --b 3,4 --number 2 | --a with --b", "welch --a 1,NaN --b 3,4 | no finite decimal number",
            "welch --a 1,2 --b 2,3 --wins 3 | belong to the sign test"})
    void whatCannotBeTestedIsRefused(String arguments, String said) {
        String[] typed = ("test " + arguments.strip()).split(" ");
        Done done = Typed.run(typed);
        assertThat(done.status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(done.err().replaceAll("\\s+", " ")).contains(said);
    }
}
