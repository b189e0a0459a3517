package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons as a terminal gives them. */
@Tag("slow")
class CompareCommandTest {
    @TempDir static Path folder;
    private static TinyWorkspace tiny;

    @BeforeAll static void train() throws IOException { tiny = TinyWorkspace.in(folder); }

    @Test void figuresAreThoseOfEvaluateAndNothingIsAskedTwice() {
        String[] asked = {"--dataset", "demo", "--column", "tiny", "--column",
                "checkpoint:tiny@2", "--identifiers", "readers", "--threads", "1", "--json"};
        Done first = tiny.run("compare", asked);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.err()).contains("kept as the response set tiny seed 1");
        List<ResponseSetInfo> sets = sets();
        JsonObject found = first.json().getAsJsonObject();
        for (JsonElement one : found.getAsJsonArray("systems")) {
            JsonObject system = one.getAsJsonObject();
            if (system.get("key").getAsString().equals("reference")) continue;
            String name = sets.stream()
                    .filter(set -> set.system().equals(system.get("system").getAsString())).findFirst().orElseThrow().name();
            JsonObject report = tiny.run("evaluate", "--responses", name, "--identifiers", "readers", "--threads", "1", "--json")
                    .json().getAsJsonArray().get(0).getAsJsonObject();
            assertThat(system.get("responses").getAsInt()).isEqualTo(found.get("contexts").getAsInt()).isPositive();
            JsonObject figures = report.getAsJsonObject("figures");
            assertThat(figures.get("count-responses").getAsInt()).isEqualTo(system.get("responses").getAsInt());
            for (String[] same : new String[][] {{"dist1", "dist-1"}, {"dist2", "dist-2"}, {"words", "mean-words"},
                    {"empF1", "emp-f1"}, {"majorityFloor", "emp-f1-floor"}, {"reward", "reward"}}) {
                assertThat(system.get(same[0]).getAsDouble()).as(name + ", " + same[1])
                        .isCloseTo(figures.get(same[1]).getAsDouble(), Assertions.within(1e-6));
            }
        }
        Done again = tiny.run("compare", asked);
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(again.err()).doesNotContain("kept as");
        assertThat(sets()).isEqualTo(sets);
    }

    @Test void theFileHoldsTheContextsThatTheFilterPicksInItsOrder() throws IOException {
        String[] asked = {"--dataset", "demo", "--column", "tiny", "--column",
                "checkpoint:tiny@4", "--identifiers", "readers", "--threads", "1", "--seed", "5"};
        Path all = folder.resolve("all.csv");
        assertThat(tiny.run("compare", with(asked, "--to", all.toString())).out())
                .contains("Written: " + all).contains("Reference").contains("tiny @ 4");
        Map<String, List<String[]>> contexts = contexts(all);
        Path risen = folder.resolve("risen.csv");
        tiny.run("compare", with(asked, "--show", "rise", "--to", risen.toString()));
        Map<String, Double> rises = new LinkedHashMap<>();
        contexts.forEach((id, lines) -> rises.put(id, reward(lines.get(2)) - reward(lines.get(1))));
        List<String> expected = rises.entrySet().stream().filter(one -> one.getValue() > 0)
                .sorted((a, b) -> Double.compare(b.getValue(), a.getValue())).map(Map.Entry::getKey).toList();
        assertThat(expected).isNotEmpty();
        assertThat(contexts(risen).keySet()).containsExactlyElementsOf(expected);
        assertThat(tiny.run("compare", with(asked, "--limit", "7", "--to", folder.resolve("few.html").toString())).out())
                .contains("7 of 7 contexts");
        assertThat(Files.readString(folder.resolve("few.html"))).contains("<html").contains("tiny @ 4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--dataset demo --column absent | no set of responses named",
        "--dataset demo --column checkpoint:tiny@3 | It has those of the steps 2, 4, 6",
        "--dataset demo --column checkpoint:tiny | RUN@STEP",
        "--dataset absent --column tiny | absent",
        "--column tiny | either --dataset or --contexts-of",
        "--dataset demo --column tiny --column generator:tiny | named twice",
        "--dataset demo --column tiny --show missed | name the --identifiers",
        "--dataset demo --column tiny --mechanism xx | er, ip or ex",
        "--dataset demo --column tiny --identifiers absent | absent",
        "--dataset demo --column tiny --to table.pdf | .csv, .md, .tex or .html",
        "--dataset demo --column a --column b --column c --column d --column e --column f --column g | at most 6"})
    void whatCannotBeComparedIsRefusedBeforeAnyoneIsAsked(String arguments, String said) {
        List<ResponseSetInfo> before = sets();
        Done done = tiny.run("compare", arguments.split(" "));
        assertThat(done.status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(done.err().replaceAll("\\s+", " ")).contains(said);
        assertThat(sets()).isEqualTo(before);
    }

    private static List<ResponseSetInfo> sets() {
        try (Workspace workspace = Workspace.open(tiny.folder())) {
            return workspace.responseSets().list();
        }
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /**
     * Lines of a file by context: the reference, then the systems. The corpus has no quotation marks or line
     * breaks inside cells that would break a line.
     */
    private static Map<String, List<String[]>> contexts(Path file) throws IOException {
        Map<String, List<String[]>> contexts = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            contexts.computeIfAbsent(cells[0], any -> new ArrayList<>()).add(cells);
        }
        assertThat(contexts.values()).allMatch(lines3 -> lines3.size() == 3);
        return contexts;
    }

    private static double reward(String[] cells) { return Double.parseDouble(cells[10]); }
}
