package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
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
import org.empathyworkbench.Golden;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.hub.HubServer;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a terminal gives them, in one workspace with tiny models. */
@Tag("slow")
class MainTest {
    private static final String TINY = """
            {"name": "tiny", "kind": "generator", "dataset": "demo", "threads": 1, "settings": {"contextTokens": 32, \
            "responseTokens": 16, "maximumSteps": 4,
             "validationExamples": 8, "samples": 1, "pieces": 300, "dModel": 16, "dFf": 32, "encoderLayers": 1, "decoderLayers": 1, \
            "heads": 2}}
            """;
    private static final String TINY_IDENTIFIERS = """
            {"name": "judges", "kind": "identifiers", "dataset": "demo", "threads": 1, "settings": {"pieces": 300, "contextTokens": 32, \
            "responseTokens": 32, "dModel": 16,
             "dFf": 32, "layers": 1, "heads": 2, "epochs": 1}}
            """;

    @TempDir static Path folder;

    private static Done run(String... arguments) { return Typed.run(arguments); }

    private static Done inWorkspace(String command, String... more) { return Typed.in(folder.resolve("workspace"), command, more); }

    @BeforeAll static void train() throws IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("demo", "a test", DemoCorpus.generate(3, 64));
        }
        Path recipe = Files.writeString(folder.resolve("tiny.json"), TINY);
        Done done = inWorkspace("train", "--recipe", recipe.toString(), "--set", "batch=8", "--seed", "4", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        JsonObject run = done.json().getAsJsonObject();
        assertThat(run.get("state").getAsString()).isEqualTo("finished");
        assertThat(run.get("model").getAsString()).isEqualTo("tiny");
        assertThat(run.getAsJsonObject("metrics").keySet()).contains("train/loss");
        Path identifiers = Files.writeString(folder.resolve("judges.json"), TINY_IDENTIFIERS);
        Done judges = inWorkspace("train", "--recipe", identifiers.toString());
        assertThat(judges.status()).as(judges.err()).isZero();
        assertThat(judges.out()).contains("finished").contains("Model: judges");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "import", "import-model", "import-responses", "train", "runs",
            "respond", "score", "evaluate", "evaluate-evidence", "compare", "bench", "verify", "demo"})
    void everyCommandExplainsItselfWithAnExample(String command) {
        Done done = run(command, "--help");
        assertThat(done.status()).isZero();
        assertThat(done.out()).contains("Usage: app/run " + command).contains("Example")
                .contains("app/run " + command).contains("--workspace").contains("--json");
        assertThat(run("--help").out()).contains(" " + command + " ");
    }

    @Test void badArgumentsEndWithTwoAndOneSentence() {
        for (Done done : List.of(run("trian"), run("train"), inWorkspace("train", "--recipe", "demo-generator", "--set", "batch=-1"),
                inWorkspace("train", "--recipe", "nonsense"),
                inWorkspace("respond", "--context", "x"), inWorkspace("evaluate", "--model", "tiny"),
                inWorkspace("respond", "--model", "tiny", "--context", "x", "--samples", "0"))) {
            assertThat(done.status()).isEqualTo(Main.BAD_ARGUMENTS);
            assertThat(done.out()).isEmpty();
            assertThat(done.err()).doesNotContain("\tat ").contains("--help");
        }
    }

    /** A file of that name is there, so a program that takes @ for a file of arguments would read it. */
    @Test void aTextThatBeginsWithAnAtSignIsAText() throws IOException {
        Path arguments = Files.writeString(folder.resolve("arguments.txt"), "--samples\n0\n");
        assertThat(inWorkspace("respond", "--model", "tiny", "--context", "@" + arguments, "--threads", "1").status()).isZero();
        assertThat(inWorkspace("respond", "--model", "tiny", "--context", "@you look sad", "@@", "--threads", "1").status()).isZero();
        Done score = inWorkspace("score", "--identifiers", "judges", "--context",
                "@" + arguments, "--response", "@" + arguments, "--threads", "1");
        assertThat(score.status()).as(score.err()).isZero();
        Path named = Files.writeString(folder.resolve("named.txt"), folder.resolve("mine.jsonl").toString());
        assertThat(inWorkspace("import-responses", "--dry-run", "@" + named).err()).contains("There is no file").contains("@");
    }

    @Test void aTextThatBeginsWithADashIsATextUnlessItIsAnOption() {
        assertThat(inWorkspace("respond", "--model", "tiny", "--context", "-how are you", "--threads", "1").status()).isZero();
        assertThat(inWorkspace("respond", "--model", "tiny", "--context=-h", "--threads", "1").status()).isZero();
        assertThat(inWorkspace("score", "--identifiers", "judges", "--context", "- a", "--response=--json", "--threads", "1").out())
                .contains("Interpretation");
    }

    @Test void failuresEndWithOneAndSayWhatIsSafe() throws IOException {
        Done done = inWorkspace("respond", "--model", "absent", "--context", "x", "--json");
        assertThat(done.status()).isEqualTo(Main.FAILED);
        assertThat(done.json().getAsJsonObject().get("error").getAsString())
                .contains("\"absent\"").contains("Nothing was changed").contains("tiny");
        assertThat(done.err()).contains("absent").doesNotContain("\tat ");
        assertThat(Files.readString(folder.resolve("workspace/commands.log"))).contains("\tat ");
    }

    @Test void equalSeedsGiveEqualResponsesWithLevels() {
        String[] arguments = {"--model", "tiny", "--identifiers", "judges", "--context", "Hello.",
                "Hi, what is up?", "I lost my job.", "--samples", "3", "--seed", "7", "--threads", "1", "--json"};
        Done first = inWorkspace("respond", arguments);
        assertThat(first.status()).as(first.err()).isZero();
        JsonArray responses = first.json().getAsJsonArray();
        assertThat(responses).hasSize(3);
        JsonObject probabilities = responses.get(0).getAsJsonObject().getAsJsonObject("levels")
                .getAsJsonObject("ex").getAsJsonObject("probabilities");
        assertThat(probabilities.get("none").getAsDouble() + probabilities.get("weak").getAsDouble()
                + probabilities.get("strong").getAsDouble()).isCloseTo(1, Assertions.within(1e-5));
        assertThat(inWorkspace("respond", arguments).out()).isEqualTo(first.out());
        Done people = inWorkspace("respond", "--model", "tiny", "--identifiers", "judges", "--context", "I lost my job.", "--threads", "1");
        assertThat(people.out()).contains("emotional reaction").contains("exploration");
    }

    @Test void theRewardIsTheProductOfItsFactors() {
        Done done = inWorkspace("score", "--identifiers", "judges", "--context", "I lost my job.",
                "--response", "I'm so sorry.", "--reference", "What happened?", "--threads", "1", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        JsonObject reward = done.json().getAsJsonObject().getAsJsonObject("reward");
        double product = 1;
        for (String mechanism : List.of("er", "ip", "ex"))
            product *= reward.getAsJsonObject("factors").getAsJsonObject(mechanism).get("factor").getAsDouble();
        assertThat(reward.get("value").getAsDouble()).isCloseTo(product, Assertions.within(1e-9));
        assertThat(inWorkspace("score", "--identifiers", "judges", "--context", "a", "--response", "b", "--threads", "1").out())
                .contains("Interpretation").contains("strong");
    }

    @Test void scoreTellsTheEvidenceAndEvaluateEvidenceMeasuresIt() {
        Done done = inWorkspace("score", "--identifiers", "judges", "--context", "I lost my job.", "--response",
                "I'm so sorry. What happened?", "--threads", "1", "--evidence", "gradients", "--steps", "64", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        JsonObject evidence = done.json().getAsJsonObject().getAsJsonObject("evidence");
        assertThat(evidence.get("method").getAsString()).isEqualTo("gradients");
        for (String mechanism : List.of("er", "ip", "ex")) {
            JsonArray words = evidence.getAsJsonObject(mechanism).getAsJsonArray("words");
            assertThat(words).hasSize(5);
            assertThat(words.get(2).getAsJsonObject().get("text").getAsString()).isEqualTo("sorry.");
            double sum = 0;
            for (JsonElement word : words) sum += word.getAsJsonObject().get("score").getAsDouble();
            JsonObject of = evidence.getAsJsonObject(mechanism);
            double difference = of.get("log_odds").getAsDouble() - of.get("baseline_log_odds").getAsDouble();
            assertThat(sum + of.get("gap").getAsDouble()).isCloseTo(difference, Assertions.within(1e-6));
        }
        assertThat(inWorkspace("score", "--identifiers", "judges", "--context", "a", "--response",
                "so sorry", "--threads", "1", "--evidence", "best").out()).contains("Evidence by");
        assertThat(inWorkspace("score", "--identifiers", "judges", "--context", "a", "--response", "b", "--evidence", "magic").status())
                .isEqualTo(Main.BAD_ARGUMENTS);
        Done measured = inWorkspace("evaluate-evidence", "--identifiers", "judges", "--dataset",
                "demo", "--limit", "4", "--steps", "4", "--threads", "1", "--json");
        assertThat(measured.status()).as(measured.err()).isZero();
        assertThat(measured.json().getAsJsonObject().getAsJsonArray("methods").size()).isGreaterThanOrEqualTo(9);
        assertThat(inWorkspace("evaluate-evidence", "--identifiers", "judges", "--dataset", "demo", "--folds", "1").status())
                .isEqualTo(Main.BAD_ARGUMENTS);
    }

    /** One table, one set of contexts: of those drawn, the response set lacks every second one. */
    @Test void generatorsAndImportedResponsesStandInOneTable() throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            List<Example> examples = workspace.datasets().examples("demo", Split.TEST);
            for (int i = 0; i < examples.size(); i++) {
                JsonObject line = new JsonObject();
                JsonArray context = new JsonArray();
                examples.get(i).context().forEach(context::add);
                line.add("context", context);
                line.addProperty("reference", examples.get(i).response());
                line.addProperty("response", "I am so sorry to hear that. How did you do it?");
                if (i % 2 == 0) lines.append(line).append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("mine.jsonl"), lines);
        Done imported = inWorkspace("import-responses", "--format", "jsonl", file.toString(), "--name", "their-", "--json");
        assertThat(imported.status()).as(imported.err()).isZero();
        String set = imported.json().getAsJsonArray().get(0).getAsJsonObject().get("name").getAsString();
        assertThat(set).startsWith("their-");
        Done done = inWorkspace("evaluate", "--model", "tiny", "--responses", set, "--dataset",
                "demo", "--identifiers", "judges", "--limit", "6", "--threads", "1", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        JsonArray reports = done.json().getAsJsonArray();
        assertThat(reports).hasSize(2);
        JsonObject model = reports.get(0).getAsJsonObject().getAsJsonObject("figures");
        assertThat(model.get("ppl").getAsDouble()).isGreaterThan(1);
        assertThat(model.get("emp-f1").getAsDouble()).isBetween(0.0, 100.0);
        double answered = reports.get(1).getAsJsonObject().getAsJsonObject("figures").get("count-responses").getAsDouble();
        assertThat(answered).isBetween(1.0, 6.0);
        if (answered < 6) assertThat(reports.get(1).getAsJsonObject().get("notes").toString()).contains("6");
        Path others = Files.writeString(folder.resolve("others.jsonl"),
                "{\"context\": [\"I lost my job.\"], \"reference\": \"Oh no.\", \"response\": \"I am so sorry.\"}\n");
        assertThat(inWorkspace("import-responses", "--format", "jsonl", others.toString(), "--name", "others-").status()).isZero();
        Done foreign = inWorkspace("evaluate", "--model", "tiny", "--responses", "others-others",
                "--dataset", "demo", "--identifiers", "judges", "--limit", "6", "--threads", "1");
        assertThat(foreign.status()).isEqualTo(Main.FAILED);
        assertThat(foreign.err()).contains("answers none of the 6 contexts");
        Done again = inWorkspace("import-responses", "--format", "jsonl", file.toString(), "--name", "their-");
        assertThat(again.status()).isEqualTo(Main.FAILED);
        assertThat(again.err()).contains("already");
    }

    @Test void aModelIsImportedFromItsFolder() throws IOException {
        Path source = folder.resolve("workspace/models/tiny");
        Done done = inWorkspace("import-model", source.toString(), "--name", "copied", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("workspace/models/copied/model.safetensors")))
                .isEqualTo(Files.readAllBytes(source.resolve("model.safetensors")));
        Done judges = inWorkspace("import-model", folder.resolve("workspace/models/judges").toString(),
                "--name", "copied judges", "--json");
        assertThat(judges.json().getAsJsonObject().get("kind").getAsString()).isEqualTo("identifiers");
        assertThat(inWorkspace("score", "--identifiers", "copied judges", "--context", "a", "--response", "b", "--threads", "1").status())
                .isZero();
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        for (String file : List.of("config.json", "tokenizer.json")) Files.copy(source.resolve(file), damaged.resolve(file));
        assertThat(inWorkspace("import-model", damaged.toString()).err()).contains("has no model.safetensors");
        Files.write(damaged.resolve("model.safetensors"), new byte[] {1, 2, 3});
        Done broken = inWorkspace("import-model", damaged.toString());
        assertThat(broken.status()).isEqualTo(Main.FAILED);
        assertThat(broken.err()).contains("model.safetensors").doesNotContain("\tat ");
        assertThat(folder.resolve("workspace/models/damaged")).doesNotExist();
    }

    @Test void aModelOfTheHubIsShownFirstAndDownloadedOnlyWhenAgreed() throws IOException {
        Path source = folder.resolve("workspace/models/tiny");
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file : List.of("config.json", "tokenizer.json", "model.safetensors"))
            files.put(file, Files.readAllBytes(source.resolve(file)));
        try (HubServer hub = new HubServer().has("someone/tiny-t5", files)) {
            String[] from = {"--endpoint", hub.endpoint(), "--proxy", "none"};
            Done dry = inWorkspace("import-model", "someone/tiny-t5", "--dry-run", from[0], from[1], from[2], from[3]);
            assertThat(dry.status()).as(dry.err()).isZero();
            assertThat(dry.out()).contains("Licence: apache-2.0").contains("model.safetensors").contains(HubServer.COMMIT);
            Done unasked = inWorkspace("import-model", "someone/tiny-t5", from[0], from[1], from[2], from[3]);
            assertThat(unasked.status()).isEqualTo(Main.FAILED);
            assertThat(unasked.err()).contains("Add --yes");
            assertThat(hub.seen("large", "")).isEmpty();
            Done stored = inWorkspace("import-model", "someone/tiny-t5", "--yes", "--json", from[0], from[1], from[2], from[3]);
            assertThat(stored.status()).as(stored.err()).isZero();
            assertThat(stored.json().getAsJsonObject().getAsJsonObject("facts").get("hub id").getAsString()).isEqualTo("someone/tiny-t5");
            assertThat(folder.resolve("workspace/models/tiny-t5/model.safetensors")).exists();
            Done offline = inWorkspace("import-model", "nobody/nothing-here", "--offline");
            assertThat(offline.err()).contains("Offline mode is on");
            Done unknown = inWorkspace("import-model", "nobody/nothing", from[0], from[1], from[2], from[3]);
            assertThat(unknown.err()).contains("There is no folder \"nobody/nothing\"").contains("has no model nobody/nothing");
        }
    }

    @Test void aDryRunCountsAndStoresNothing() throws IOException {
        Path csv = Files.writeString(folder.resolve("train.csv"),
                "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\nhit:0_conv:1,1,sad,I lost my "
                        + "dog.,1,I lost my dog.,5|5|5_5|5|5,\nhit:0_conv:1,2,sad,I lost my dog.,2,I am sorry.,5|5|5_5|5|5,\n");
        Done dry = inWorkspace("import", "--format", "empathetic-dialogues", "--name", "ed", "--dry-run", csv.toString());
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Nothing was stored (dry run)");
        Done stored = inWorkspace("import", "--format", "empathetic-dialogues", "--name", "ed", csv.toString(), "--json");
        assertThat(stored.json().getAsJsonObject().get("dataset").getAsString()).isEqualTo("ed");
        Done list = inWorkspace("list", "--json");
        assertThat(list.json().getAsJsonObject().getAsJsonArray("datasets"))
                .extracting(one -> one.getAsJsonObject().get("name").getAsString()).contains("ed", "demo");
        Done wrong = inWorkspace("import", "--format", "csv", csv.toString());
        assertThat(wrong.status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(wrong.err()).contains("empathetic-dialogues");
    }

    @Test void presetsSettingsAndFormatsCanBeListed() {
        assertThat(inWorkspace("list", "--presets").out()).contains("demo-ppo").contains("paper-ppo");
        assertThat(inWorkspace("list", "--settings", "paper-ppo").out()).contains("beta").contains("lambda");
        assertThat(inWorkspace("list", "--formats").out()).contains("mental-health-subreddits").contains("moel");
        assertThat(inWorkspace("list").out()).contains("tiny").contains("judges").contains("finished");
    }

    @Test void benchMeasuresEveryPieceOfWork() {
        Done done = run("bench", "--config", "tiny", "--repeat", "1", "--threads", "1", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        List<String> works = new ArrayList<>();
        done.json().getAsJsonObject().getAsJsonArray("figures").forEach(element -> {
            JsonObject figure = element.getAsJsonObject();
            works.add(figure.get("work").getAsString());
            assertThat(figure.get("milliseconds").getAsDouble()).as(figure.toString()).isPositive();
            assertThat(figure.get("peakMegabytes").getAsDouble()).as(figure.toString()).isPositive();
        });
        assertThat(works).containsExactly("supervised-step", "generation", "ppo-1-epoch", "ppo-4-epochs", "scoring", "identifier-step",
                "tokenization", "checkpoint-save", "checkpoint-resume");
        JsonArray tenths = run("bench", "--long", "20", "--threads", "1", "--json").json().getAsJsonArray();
        assertThat(tenths).hasSize(10);
        assertThat(tenths.get(9).getAsJsonObject().get("liveTensors")).isEqualTo(tenths.get(1).getAsJsonObject().get("liveTensors"));
        Done one = run("bench", "--only", "tokenization", "--repeat", "1", "--threads", "1");
        assertThat(one.out()).contains("tokenization").doesNotContain("supervised");
        JsonArray typed = run("bench", "--typing", "--repeat", "2", "--threads", "1", "--json").json().getAsJsonArray();
        assertThat(typed).hasSize(4).allSatisfy(row -> {
            assertThat(row.getAsJsonObject().get("p50").getAsDouble()).isPositive();
            assertThat(row.getAsJsonObject().get("p95").getAsDouble())
                    .isGreaterThanOrEqualTo(row.getAsJsonObject().get("p50").getAsDouble());
        });
        assertThat(run("bench", "--only", "sleeping").status()).isEqualTo(Main.BAD_ARGUMENTS);
    }

    @Test void verifyTellsTheGreatestDifferencesAndExitsOnePastATolerance() throws IOException {
        Done right = run("verify", Golden.folder().toString(), Golden.file("cases.json").toString(), "--threads", "1");
        assertThat(right.status()).as(right.err()).isZero();
        assertThat(right.out()).contains("logits").contains("gradient norms").contains("greedy ids")
                .contains("Everything is within its tolerance.").contains("Not compared: ")
                .contains("adamw3");
        Path wrong = Files.writeString(folder.resolve("wrong.json"),
                Files.readString(Golden.file("beam.json")).replaceFirst("57, 57, 57", "57, 58, 57"));
        Done differs = run("verify", Golden.folder().toString(), wrong.toString(), "--threads", "1", "--json");
        assertThat(differs.status()).isEqualTo(1);
        assertThat(differs.json().getAsJsonObject().get("passed").getAsBoolean()).isFalse();
        assertThat(differs.json().getAsJsonObject().getAsJsonArray("tables").get(0).getAsJsonObject().get("where").getAsString())
                .contains("sequences_with_start[0][2]");
        Done none = inWorkspace("verify", Golden.folder().toString(), folder.resolve("none.json").toString(), "--threads", "1");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("There is no file").doesNotContain("Exception");
    }
}
