package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.evaluation.KrippendorffAlpha.Scale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agreement and tests against values of independent programs and by hand. */
class AgreementStatisticsTest {
    private static final double NONE = Double.NaN;
    private static JsonObject golden;

    @BeforeAll static void read() throws IOException {
        Path file = SharedData.shared().resolve("golden/more/statistics.json");
        golden = Files.exists(file) ? JsonParser.parseString(Files.readString(file)).getAsJsonObject() : null;
    }

    /**
     * Two raters, values 1 1 | 1 2 | 2 2 | 3 -: o11 = 2, o12 = o21 = 1, o22 = 2, n = 6; nominal 1 - 5 * 2
     * / (2 * 3 * 3). The lone 3 counts nowhere.
     */
    @Test void alphaOfFourItemsByHand() {
        double[][] ratings = {{1, 1}, {1, 2}, {2, 2}, {3, NONE}};
        assertThat(KrippendorffAlpha.of(ratings, Scale.NOMINAL)).isCloseTo(1 - 10.0 / 18, within(1e-12));
        assertThat(KrippendorffAlpha.of(ratings, Scale.INTERVAL)).isCloseTo(1 - 10.0 / 18, within(1e-12));
        assertThat(KrippendorffAlpha.of(ratings, Scale.ORDINAL)).isCloseTo(1 - 10.0 / 18, within(1e-12));
        assertThat(KrippendorffAlpha.of(new double[][] {{1, 1}, {5, 5}}, Scale.ORDINAL)).isEqualTo(1);
    }

    @Test void nothingToDisagreeOnGivesNoAlpha() {
        assertThat(KrippendorffAlpha.of(new double[][] {{2, 2}, {2, 2}}, Scale.ORDINAL)).isNaN();
        assertThat(KrippendorffAlpha.of(new double[][] {{1, NONE}, {NONE, 3}}, Scale.ORDINAL)).isNaN();
        assertThat(KrippendorffAlpha.of(new double[0][], Scale.NOMINAL)).isNaN();
    }

    @Test void ordinalDistancesCountTheValuesBetween() {
        double[][] near = {{1, 2}, {1, 1}, {2, 2}, {5, 5}, {3, 3}};
        double[][] far = {{1, 5}, {1, 1}, {2, 2}, {5, 5}, {3, 3}};
        assertThat(KrippendorffAlpha.of(near, Scale.ORDINAL)).isGreaterThan(KrippendorffAlpha.of(far, Scale.ORDINAL));
        double[][] renamed = {{1, 20}, {1, 1}, {20, 20}, {500, 500}, {30, 30}};
        assertThat(KrippendorffAlpha.of(renamed, Scale.ORDINAL)).as("order alone counts")
                .isCloseTo(KrippendorffAlpha.of(near, Scale.ORDINAL), within(1e-12));
        assertThat(KrippendorffAlpha.of(renamed, Scale.INTERVAL)).isNotCloseTo(KrippendorffAlpha.of(near, Scale.INTERVAL), within(1e-3));
    }

    @Test void alphaEqualsKrippendorffsExample() {
        assumeTrue(golden != null);
        JsonObject expected = golden.getAsJsonObject("krippendorff_alpha");
        double[][] observers = matrix(expected.getAsJsonArray("observers_by_units"));
        double[][] units = new double[observers[0].length][observers.length];
        for (int o = 0; o < observers.length; o++) for (int u = 0; u < units.length; u++) units[u][o] = observers[o][u];
        for (Scale scale : Scale.values()) {
            assertThat(KrippendorffAlpha.of(units, scale)).as(scale.name())
                    .isCloseTo(expected.get(scale.name().toLowerCase(Locale.ROOT)).getAsDouble(), within(1e-12));
        }
    }

    @Test void fleissKappaOfThePublishedCounts() {
        assumeTrue(golden != null);
        JsonObject expected = golden.getAsJsonObject("fleiss_kappa");
        double[][] counts = matrix(expected.getAsJsonArray("counts"));
        int[][] whole = Arrays.stream(counts).map(row -> Arrays.stream(row).mapToInt(value -> (int) value).toArray()).toArray(int[][]::new);
        assertThat(FleissKappa.ofCounts(whole)).isCloseTo(expected.get("kappa").getAsDouble(), within(1e-12));
    }

    @Test void signTestsEqualTheReference() {
        assertThat(new SignTest(42, 35).twoSided()).isCloseTo(0.494382, within(5e-7));
        assumeTrue(golden != null);
        for (JsonElement one : golden.getAsJsonObject("sign_test").getAsJsonArray("cases")) {
            JsonObject expected = one.getAsJsonObject();
            SignTest test = new SignTest(expected.get("wins").getAsInt(), expected.get("losses").getAsInt());
            assertThat(test.twoSided()).as(expected.toString()).isCloseTo(expected.get("two_sided").getAsDouble(), within(1e-10));
            assertThat(test.winsGreater()).as(expected.toString()).isCloseTo(expected.get("greater").getAsDouble(), within(1e-10));
        }
    }

    @Test void tTestsEqualTheReference() {
        assumeTrue(golden != null);
        JsonObject all = golden.getAsJsonObject("t_tests");
        for (String name : all.keySet()) {
            if (!all.get(name).isJsonObject() || !all.getAsJsonObject(name).has("a")) continue;
            JsonObject one = all.getAsJsonObject(name);
            double[] a = numbers(one.getAsJsonArray("a"));
            double[] b = numbers(one.getAsJsonArray("b"));
            check(TTest.welch(a, b), one.getAsJsonObject("welch"));
            if (one.has("paired")) check(TTest.paired(a, b), one.getAsJsonObject("paired"));
        }
    }

    /** a 1 2 3, b 2 4 6: pooled variance 2.5, t = -2 / sqrt(2.5 * 2 / 3), df 4. */
    @Test void studentsTestByHand() {
        TTest test = TTest.student(new double[] {1, 2, 3}, new double[] {2, 4, 6});
        assertThat(test.t()).isCloseTo(-2 / Math.sqrt(5.0 / 3), within(1e-12));
        assertThat(test.df()).isEqualTo(4);
        TTest unequal = TTest.student(new double[] {1, 3}, new double[] {2, 4, 6, 8});
        assertThat(unequal.t()).as("variances 2 and 20/3, weights 1 and 3").isCloseTo(-3 / Math.sqrt(22.0 / 4 * 0.75), within(1e-12));
    }

    @Test void itemsOfUnequalNumbersOfRatingsHaveNoKappa() {
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[][] {{2, 1}, {1, 1}})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same number of ratings");
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[][] {{1, 0}})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two raters");
        assertThatThrownBy(() -> FleissKappa.ofRatings(new int[][] {{1, 6}}, 1, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 6");
    }

    @Test void theOneSidedProbabilityFallsWithTheMean() {
        TTest above = TTest.oneSample(new double[] {1, 2, 3, 5}, 0);
        TTest below = TTest.oneSample(new double[] {-1, -2, -3, -5}, 0);
        assertThat(above.greater()).isCloseTo(above.twoSided() / 2, within(1e-12));
        assertThat(below.greater()).isCloseTo(1 - below.twoSided() / 2, within(1e-12)).isGreaterThan(0.5);
        assertThat(below.twoSided()).isCloseTo(above.twoSided(), within(1e-12));
    }

    @Test void pairsAreOfOneLength() {
        assertThatThrownBy(() -> TTest.paired(new double[] {1, 2}, new double[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }

    private static void check(TTest test, JsonObject expected) {
        assertThat(test.t()).isCloseTo(expected.get("t").getAsDouble(), within(1e-10));
        assertThat(test.df()).isCloseTo(expected.get("df").getAsDouble(), within(1e-8));
        assertThat(test.twoSided()).isCloseTo(expected.get("p").getAsDouble(), within(1e-10));
    }

    private static double[][] matrix(JsonArray rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(row -> numbers(row.getAsJsonArray())).toArray(double[][]::new);
    }

    private static double[] numbers(JsonArray row) {
        return StreamSupport.stream(row.spliterator(), false).mapToDouble(one -> one.isJsonNull() ? NONE : one.getAsDouble()).toArray();
    }
}
