package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.RecipeCommand;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Lists, marks, comparisons, commands, records, the trash and sweeps as a terminal gives them. */
@Tag("slow")
class RunAdminCommandsTest {
    private static final String TINY = """
            {"name": "tiny", "kind": "generator", "dataset": "demo", "threads": 1, "settings": {"contextTokens": 32, \
            "responseTokens": 16, "maximumSteps": 2, "batch": 8,
             "validationExamples": 8, "samples": 1, "pieces": 300, "dModel": 16, "dFf": 32, "encoderLayers": 1, "decoderLayers": 1, \
            "heads": 2}}
            """;

    @TempDir static Path folder;

    private static Done run(String command, String... more) { return Typed.in(folder.resolve("workspace"), command, more); }

    @BeforeAll static void fill() throws IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("demo", "a test", DemoCorpus.generate(3, 64));
        }
        Files.writeString(folder.resolve("tiny.json"), TINY);
    }

    private static RunInfo prepared(Recipe recipe) {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            return new RunExecution(workspace).prepare(recipe);
        }
    }

    @Test void marksAreSetListedAndTakenBack() {
        String id = prepared(Recipes.preset("demo-generator").recipe().withName("marked").withSettings(Map.of("batch", 7))).id();
        assertThat(run("runs", "tag", id, "good", "baseline").out()).contains("good, baseline");
        assertThat(run("runs", "star", id).status()).isZero();
        assertThat(run("runs", "note", id, "the", "reward rose").out()).contains("the reward rose");
        Done listed = run("runs", "list", "--tag", "good", "--starred", "--kind", "generator", "--json");
        JsonObject one = listed.json().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(listed.json().getAsJsonArray()).hasSize(1);
        assertThat(one.get("note").getAsString()).isEqualTo("the reward rose");
        assertThat(one.get("starred").getAsBoolean()).isTrue();
        assertThat(run("runs", "list", "--text", "REWARD").out()).contains("marked").contains("batch 7").contains("*");
        assertThat(run("runs", "list", "--text", "no such").out()).contains("No run fits");
        run("runs", "untag", id, "good");
        assertThat(run("runs", "list", "--tag", "good", "--json").json().getAsJsonArray()).isEmpty();
        for (Done wrong : List.of(run("runs", "tag", id), run("runs", "compare", id), run("runs", "star")))
            assertThat(wrong.status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("runs", "tag", id, "a,b").err()).contains("cannot be a tag");
    }

    @Test void onlyWhatDiffersIsCompared() {
        String a = prepared(Recipes.preset("demo-generator").recipe().withName("one")).id();
        String b = prepared(Recipes.preset("demo-generator").recipe().withName("two").withSeed(9).withSettings(Map.of("batch", 3))).id();
        JsonObject json = run("runs", "compare", a, b, "--json").json().getAsJsonObject();
        assertThat(json.getAsJsonArray("differences").asList().stream().map(line -> line.getAsJsonObject().get("name").getAsString()))
                .containsExactly("seed", "batch");
        assertThat(run("runs", "compare", a, b).out()).contains("batch").contains("one").contains("two").doesNotContain("learningRate");
    }

    @Test void theTrashTakesAndGivesBack() {
        String id = prepared(Recipes.preset("demo-generator").recipe().withName("thrown")).id();
        assertThat(run("runs", "trash", id).out()).contains("runs restore " + id);
        assertThat(run("runs", "list").out()).doesNotContain(id);
        assertThat(run("list", "--json").out()).doesNotContain(id);
        assertThat(run("runs", "trash").out()).contains(id);
        assertThat(run("train", "--resume", id).err()).contains("no run");
        assertThat(run("runs", "restore", "thrown").out()).contains("is back");
        assertThat(run("runs", "list").out()).contains(id);
        run("runs", "trash", id);
        assertThat(run("runs", "empty").out()).contains("gone for good");
        assertThat(run("runs", "restore", id).err()).contains("The trash has no run");
    }

    /** The command's text through a real shell and the real parser. */
    @Test void theCommandOfARunSaysAnEqualRecipe() throws IOException, InterruptedException {
        List<Recipe> recipes = List.of(Recipes.preset("demo-generator").recipe().withName("it's \"mine\" & yours $HOME")
                .withSeed(-4).withThreads(3), Recipes.preset("small-generator").recipe().withDataset("demo")
                .withSettings(Map.of("learningRate", 3.3e-7, "batch", 5, "family", "v1")),
                Recipes.preset("small-identifiers").recipe().withDataset("demo").withName("").withSettings(Map.of("dropout", 0.125)),
                Recipes.read(folder.resolve("tiny.json")).withName("no preset"));
        for (Recipe recipe : recipes) {
            RunInfo run = prepared(recipe);
            RecipeCommand command;
            try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
                command = RecipeCommand.of(workspace, run);
            }
            Process shell = new ProcessBuilder("sh", "-c", command.text().replaceFirst("^app/run", "printf '%s\\\\n'")).start();
            String[] words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
            assertThat(shell.waitFor()).isZero();
            assertThat(words).containsExactly(command.words().toArray(String[]::new));
            TrainCommand train = new TrainCommand();
            new CommandLine(train).parseArgs(Arrays.copyOfRange(words, 1, words.length));
            Recipe stored = Recipes.parse(run.recipe(), "stored");
            assertThat(train.recipe().toJson()).as(command.text()).isEqualTo(stored.withModel("").resolve().toJson());
        }
        assertThat(run("runs", "command", "no preset").out()).startsWith("app/run train --workspace ").contains("recipe.json");
    }

    @Test void aRecordIsExportedAndRunAgainWithItsVerdict() {
        Done trained = run("train", "--recipe", folder.resolve("tiny.json").toString(), "--name", "recorded");
        assertThat(trained.status()).as(trained.err()).isZero();
        Path file = folder.resolve("exported.json");
        assertThat(run("runs", "record", "recorded", "--to", file.toString()).out()).contains("train --record");
        assertThat(run("runs", "record", "recorded", "--json").json().getAsJsonObject().getAsJsonObject("made").get("state").getAsString())
                .isEqualTo("finished");
        Done again = run("train", "--record", file.toString(), "--json");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.json().getAsJsonObject().get("verdict").getAsString()).isEqualTo("The model is that of the record, bit for bit.");
        assertThat(run("train", "--record", file.toString(), "--seed", "3").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("train", "--record", folder.resolve("tiny.json").toString()).err()).contains("not a readable record");
    }

    @Test void aSweepIsForeseenRunAndShown() throws IOException {
        String recipe = folder.resolve("tiny.json").toString();
        Done dry = run("sweep", "--recipe", recipe, "--set", "learningRate=0.001,0.01", "--set", "batch=4", "--seeds", "1..3", "--dry-run");
        assertThat(dry.out()).contains("6 runs: 2 rows, seeds 1, 2, 3").contains("learningRate=0.01");
        assertThat(run("sweep").out()).contains("No sweep yet");
        Done wrong = run("sweep", "--recipe", recipe, "--set", "nonsense=1,2", "--seeds", "1");
        assertThat(wrong.status()).isEqualTo(Main.FAILED);
        assertThat(wrong.err()).contains("no setting \"nonsense\"");
        assertThat(run("sweep", "--recipe", recipe, "--seeds", "x").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("sweep", "--preset", "ablation", "--recipe", recipe).err()).contains("kind ppo");
        assertThat(run("sweep", "show").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("sweep", "show", "nobody").err()).contains("no sweep named");

        Done done = run("sweep", "--recipe", recipe, "--set", "learningRate=0.001,0.01", "--seeds", "1,2", "--name", "rates");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.out()).contains("4 of 4 finished").contains("\u00b1");
        Path table = folder.resolve("rates.csv");
        Done shown = run("sweep", "show", "rates", "--figure", "train/loss:last1",
                "--against", "learningRate=0.001", "--to", table.toString(), "--json");
        JsonObject row = shown.json().getAsJsonObject().getAsJsonObject("table").getAsJsonArray("rows").get(1).getAsJsonObject();
        JsonObject figure = row.getAsJsonObject("figures").getAsJsonObject("train/loss:last1");
        assertThat(figure.get("n").getAsInt()).isEqualTo(2);
        assertThat(figure.get("p").getAsDouble()).isBetween(0.0, 1.0);
        assertThat(Files.readAllLines(table)).hasSize(3);
        assertThat(run("sweep", "show", "rates", "--against", "none").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("sweep", "list", "--json").json().getAsJsonArray().get(0).getAsJsonObject().get("state").getAsString())
                .isEqualTo("finished");

        Done evaluated = run("sweep", "evaluate", "rates", "--limit", "5", "--threads", "1", "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.json().getAsJsonObject().get("evaluated").getAsInt()).isEqualTo(4);
        String model;
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            model = workspace.sweeps().runs("rates").stream()
                    .filter(run -> run.sweepRow() == 1 && run.name().endsWith("seed 2")).findFirst().orElseThrow().model();
        }
        double ppl = run("evaluate", "--model", model, "--dataset", "demo", "--limit", "5", "--threads", "1", "--json")
                .json().getAsJsonArray().get(0).getAsJsonObject().getAsJsonObject("figures")
                .get("ppl").getAsDouble();
        assertThat(evaluated.json().getAsJsonObject().getAsJsonObject("table").getAsJsonArray("rows")
                .get(1).getAsJsonObject().getAsJsonObject("figures").getAsJsonObject("test/ppl")
                .getAsJsonObject("bySeed").get("2").getAsDouble()).as("as the command evaluate says it").isEqualTo(ppl);
        assertThat(run("sweep", "evaluate", "rates", "--limit", "5", "--threads", "1").out())
                .contains("0 models evaluated, 4 known from before").contains("Dist-2");
        assertThat(run("sweep", "show", "rates").out()).contains("PPL").contains("5 contexts of demo (test), drawn by seed 1");
        assertThat(run("sweep", "evaluate", "nobody").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("sweep", "forget", "rates").status()).isZero();
        assertThat(run("runs", "list", "--text", "rates").out()).contains("learningRate=0.01");
    }
}
