package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All rows of one table of figures are of the same contexts (METHOD section 9). */
class SameContextsTest {
    @TempDir static Path folder;
    private static TinyWorkspace tiny;
    private static int available;

    @BeforeAll static void train() throws IOException {
        tiny = TinyWorkspace.in(folder);
        try (Workspace workspace = Workspace.open(tiny.folder())) {
            List<Example> test = workspace.datasets().examples("demo", Split.TEST);
            available = test.size();
            List<GivenResponse> all = new ArrayList<>();
            List<GivenResponse> some = new ArrayList<>();
            for (int i = test.size() - 1; i >= 0; i--) {          // in another order and writing than the dataset, as published files are
                Example example = test.get(i);
                GivenResponse given = new GivenResponse(example.emotion(),
                        example.context().stream().map(turn -> turn.toLowerCase(Locale.ROOT)).toList(),
                        example.response().toLowerCase(Locale.ROOT), i % 2 == 0 ? "that is sad ." : "why ?");
                all.add(given);
                if (i % 3 != 0) some.add(given);
            }
            workspace.responseSets().add("published", "a system", "a test", all);
            workspace.responseSets().add("incomplete", "a system", "a test", some);
        }
    }

    @Test void aLimitDrawsTheSameContextsForGeneratorsAndResponses() {
        String[] options = {"--dataset", "demo", "--identifiers", "readers", "--limit", "9", "--seed", "4", "--threads", "1", "--json"};
        JsonArray table = json("evaluate", options, "--model", "tiny", "--responses", "published", "--responses", "incomplete")
                .getAsJsonArray();
        JsonObject generator = table.get(0).getAsJsonObject();
        JsonObject published = table.get(1).getAsJsonObject();
        assertThat(figure(generator, "count-responses")).isEqualTo(9);
        assertThat(figure(published, "count-responses")).isEqualTo(9);
        assertThat(figure(published, "emp-f1-floor")).as("the targets are one").isCloseTo(figure(generator, "emp-f1-floor"), within(1e-9));
        JsonObject compared = json("compare", options, "--column", "responses:published").getAsJsonObject();
        JsonObject column = compared.getAsJsonArray("systems").get(1).getAsJsonObject();
        assertThat(figure(published, "emp-f1")).as("as compare has it").isCloseTo(column.get("empF1").getAsDouble(), within(1e-9));
        assertThat(figure(published, "reward")).isCloseTo(column.get("reward").getAsDouble(), within(1e-6));
        JsonObject incomplete = table.get(2).getAsJsonObject();
        int found = (int) figure(incomplete, "count-responses");
        assertThat(found).isLessThan(9).isPositive();
        assertThat(incomplete.getAsJsonArray("notes").toString())
                .contains("incomplete answers " + found + " of the 9 contexts").contains("lack the other " + (9 - found));
        assertThat(json("evaluate", options, "--model", "tiny", "--responses", "published").getAsJsonArray().get(1).toString())
                .as("equal seeds, equal rows").isEqualTo(published.toString());
    }

    @Test void bleuComparesWithTheReferenceAsTheSetWritesIt() {
        JsonArray alone = json("evaluate", new String[] {"--threads", "1", "--json"}, "--responses", "published").getAsJsonArray();
        JsonArray beside = json("evaluate", new String[] {"--dataset", "demo", "--threads", "1", "--json"}, "--responses", "published")
                .getAsJsonArray();
        for (String key : List.of("bleu-1", "rouge-l", "dist-1", "dist-2")) {
            assertThat(figure(beside.get(0).getAsJsonObject(), key)).as(key)
                    .isCloseTo(figure(alone.get(0).getAsJsonObject(), key), within(1e-9));
        }
        assertThat(figure(beside.get(0).getAsJsonObject(), "count-responses")).isEqualTo(available);
    }

    @Test void withoutADatasetTheFirstSetsContextsAreDrawn() {
        JsonArray table = json("evaluate", new String[] {"--limit", "8", "--threads", "1", "--json"},
                "--responses", "incomplete", "--responses", "published").getAsJsonArray();
        for (int i = 0; i < 2; i++) assertThat(figure(table.get(i).getAsJsonObject(), "count-responses")).isEqualTo(8);
        assertThat(figure(table.get(0).getAsJsonObject(), "dist-1")).as("equal texts to equal contexts")
                .isEqualTo(figure(table.get(1).getAsJsonObject(), "dist-1"));
    }

    @Test void aSetThatAnswersNoneOfTheContextsIsRefused() throws IOException {
        try (Workspace workspace = Workspace.open(tiny.folder())) {
            workspace.responseSets().add("foreign", "a system", "a test",
                    List.of(new GivenResponse("", List.of("Quite another thing."), "Indeed.", "Yes.")));
        }
        Done done = tiny.run("evaluate", "--dataset", "demo", "--responses", "foreign", "--threads", "1");
        assertThat(done.status()).isEqualTo(Main.FAILED);
        assertThat(done.err()).contains("answers none of the").contains("Nothing was evaluated.");
    }

    @Test void aPersonsLimitStandsInPlaceOfTheModelsOwnAndIsTold() {
        Done own = tiny.run("evaluate", "--dataset", "demo", "--model", "tiny", "--limit", "9", "--threads", "1");
        assertThat(own.out())
                .contains("tiny reads contexts up to 32 tokens, cut on the left; responses up to 16 (as the model was trained)");
        Done chosen = tiny.run("evaluate", "--dataset", "demo", "--model", "tiny", "--limit",
                "9", "--threads", "1", "--context-tokens", "10", "--context-cut", "right");
        assertThat(chosen.out()).contains("contexts up to 10 tokens, cut on the right")
                .contains("chosen in place of the model's own").contains("lose their newest words");
        assertThat(tiny.run("respond", "--model", "tiny", "--context", "I am sad.", "--threads", "1").err())
                .contains("contexts up to 32 tokens");
        Done refused = tiny.run("evaluate", "--dataset", "demo", "--model", "tiny", "--context-tokens", "0", "--threads", "1");
        assertThat(refused.status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(refused.err()).contains("--context-tokens lies between 1 and");
    }

    @Test void whatAPersonHadReadOtherwiseIsNotTakenForTheModelsOwnAnswers() {
        Done kept = tiny.run("respond", "--model", "tiny", "--dataset", "demo", "--limit",
                "3", "--save", "short", "--context-tokens", "6", "--threads", "1");
        assertThat(kept.status()).as(kept.err()).isZero();
        Done compared = tiny.run("compare", "--dataset", "demo", "--limit", "3", "--column", "tiny", "--threads", "1");
        assertThat(compared.err()).as("asked anew").contains("kept as the response set").doesNotContain("joined");
    }

    private static JsonElement json(String command, String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of(options));
        Done done = tiny.run(command, all.toArray(String[]::new));
        assertThat(done.status()).as(done.err()).isZero();
        return done.json();
    }

    private static double figure(JsonObject report, String key) { return report.getAsJsonObject("figures").get(key).getAsDouble(); }
}
