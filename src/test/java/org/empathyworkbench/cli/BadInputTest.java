package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Attention;
import org.empathyworkbench.identifier.Head;
import org.empathyworkbench.identifier.Identifier;
import org.empathyworkbench.identifier.IdentifierConfig;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TokenizerTrainer;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with a file, a command says it in one sentence with the file's name, stores
 * nothing, and ends with 1; the next command works.
 */
@Tag("slow")
class BadInputTest {
    private static final String ED = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n";
    private static final String MHS = "sp_id,rp_id,seeker_post,response_post,level,rationales\n";

    @TempDir static Path folder;
    private static Path good;

    /** A whole model folder, a set of identifiers and a dataset, all tiny. */
    @BeforeAll static void make() throws IOException {
        Torch.start(1);
        good = Files.createDirectories(folder.resolve("good"));
        List<String> texts = new ArrayList<>();
        DemoCorpus.generate(3, 64).dialogues().forEach(dialogue -> dialogue.turns().forEach(turn -> texts.add(turn.text())));
        int pieces = TokenizerTrainer.train(texts, 300, good.resolve("tokenizer.json"), ProgressListener.none());
        T5Config config = T5Config.small(pieces, 16, 32, 1, 2, 0);
        try (T5Model model = T5Model.random(config, 1, Device.cpu())) {
            model.save(good);
        }
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("demo", "a test", DemoCorpus.generate(3, 64));
            Path set = Files.createDirectories(workspace.models().folder("judges"));
            Files.copy(good.resolve("tokenizer.json"), set.resolve("tokenizer.json"));
            IdentifierConfig heads = new IdentifierConfig(config, Head.PAPER, Attention.QKV_AND_OUTPUT_PROJECTION, 32, 32);
            for (Mechanism mechanism : Mechanism.values()) {
                Files.createDirectories(set.resolve(mechanism.fileName()));
                try (Identifier identifier = Identifier.random(heads, 1, Device.cpu())) {
                    identifier.save(set.resolve(mechanism.fileName()));
                }
            }
            new IdentifierSetFile(List.of(Mechanism.values()), heads.head(), heads.attention(), 32, 32, IdentifierSetFile.TOKENIZER)
                    .write(set);
            workspace.models().add(ModelInfo.of("judges", ModelKind.IDENTIFIERS, "a test", 1));
        }
    }

    private static Done run(String command, String... more) { return Typed.in(folder.resolve("workspace"), command, more); }

    /** Everything the workspace lists and every file of its models. */
    private static String stored() {
        try (Stream<Path> files = Files.walk(folder.resolve("workspace/models"))) {
            return run("list", "--json").out() + files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(List<String> words, String command, String... more) {
        String before = stored();
        Done done = run(command, more);
        assertThat(done.status()).as(done.err() + done.out()).isEqualTo(Main.FAILED);
        String said = done.err().strip().lines().reduce((first, last) -> last).orElse("");
        assertThat(said).contains(words).doesNotContain("fault of the program")
                .doesNotContain("Exception").doesNotContain("null").containsAnyOf("Nothing", "nothing");
        assertThat(done.err()).doesNotContain("\tat ");
        assertThat(stored()).isEqualTo(before);
    }

    private static Path write(String name, byte[] content) {
        try {
            Path file = folder.resolve("input").resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(String name, String content) { return write(name, content.getBytes(StandardCharsets.UTF_8)); }

    /** A file's text, its format, and what the sentence must say of it. */
    private record Csv(String why, String format, byte[] content, List<String> words) {
        static Csv of(String why, String format, String content, String... words) {
            return new Csv(why, format, content.getBytes(StandardCharsets.UTF_8), List.of(words));
        }

        @Override public String toString() { return why + ", " + format; }
    }

    static Stream<Csv> damagedCsv() {
        return Stream.of(
                Csv.of("empty", "empathetic-dialogues", "", "empty"),
                Csv.of("only blanks", "mental-health-subreddits", " \n\n", "empty"),
                Csv.of("a missing column", "empathetic-dialogues",
                        ED.replace("utterance,", "") + "hit:0_conv:1,1,sad,I lost my dog.,1,x,\n", "utterance"),
                Csv.of("a missing column", "mental-health-subreddits", MHS.replace("level,", "") + "a,b,c,d,e\n", "level"),
                Csv.of("another file's columns", "mental-health-subreddits", ED + "hit:0_conv:1,1,sad,p,1,u,5,\n"),
                Csv.of("a quote that does not end", "mental-health-subreddits", MHS + "a,b,\"I am,so tired,1,\nc,d,e,f,0,\n", "line"),
                Csv.of("a row cut short", "empathetic-dialogues", ED + "hit:0_conv:1,1,sad,I lost\n", "line 2"),
                Csv.of("a level that is none", "mental-health-subreddits", MHS + "a,b,c,d,7,\n", "line 2", "7"),
                Csv.of("words where a number stands", "empathetic-dialogues", ED + "hit:0_conv:1,first,sad,p,1,u,5,\n", "line 2", "first"),
                new Csv("wrong encoding", "empathetic-dialogues", (ED + "hit:0_conv:1,1,sad,I lost my caf\u00e9.,1,u,5,\n")
                        .getBytes(StandardCharsets.ISO_8859_1), List.of("line 2", "UTF-8")),
                new Csv("no text at all", "mental-health-subreddits",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, (byte) 0xff}, List.of("UTF-8")));
    }

    @ParameterizedTest
    @MethodSource("damagedCsv")
    void aDamagedCorpusIsRefusedWithItsPlace(Csv csv) {
        boolean pairs = csv.format.startsWith("mental");
        String name = pairs ? "interpretations-reddit.csv" : "train.csv";
        if (pairs)
            for (String whole : List.of("emotional-reactions-reddit.csv", "explorations-reddit.csv"))
                write("csv/" + whole, MHS + "a,b,I am so tired.,Oh no.,0,\n");
        List<String> words = new ArrayList<>(csv.words);
        words.add(name);
        assertRefused(words, "import", "--format", csv.format, "--name", "damaged",
                pairs ? write("csv/" + name, csv.content).getParent().toString() : write(name, csv.content).toString());
    }

    @Test void whatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        assertRefused(List.of(nowhere.toString()), "import", "--format", "empathetic-dialogues", nowhere.toString());
        assertRefused(List.of(good.toString(), ".csv"), "import", "--format", "empathetic-dialogues", good.toString());
        assertRefused(List.of(nowhere.toString()), "import-model", nowhere.toString());
        assertRefused(List.of("nowhere.jsonl"), "import-responses", "--format", "jsonl", folder.resolve("nowhere.jsonl").toString());
        assertRefused(List.of("\"absent\""), "respond", "--model", "absent", "--context", "x");
        assertRefused(List.of("\"absent\""), "score", "--identifiers", "absent", "--context", "x", "--response", "y");
        assertRefused(List.of("\"absent\""), "evaluate", "--model", "absent", "--dataset", "demo");
        assertRefused(List.of("\"absent\""), "train", "--recipe", "demo-generator", "--set", "dataset=absent");
        assertThat(run("train", "--recipe", folder.resolve("no-recipe.json").toString()).err())
                .contains("no-recipe.json").contains("Nothing was started");
    }

    @Test void aRecipeThatIsNoneIsRefused() {
        for (String text : List.of("", "{", "[]", "{\"kind\": \"poem\"}", "{\"kind\": \"generator\", \"dataset\": 7, \"settings\": []}",
                "{\"kind\": \"generator\", \"settings\": {\"batch\": \"many\"}}",
                "{\"kind\": \"generator\", \"settings\": {\"bacth\": 3}}")) {
            Path file = write("recipe.json", text);
            Done done = run("train", "--recipe", file.toString(), "--set", "dataset=demo");
            assertThat(done.status()).as(text + done.err()).isIn(Main.FAILED, Main.BAD_ARGUMENTS);
            assertThat(done.err()).doesNotContain("fault of the program").doesNotContain("\tat ")
                    .containsAnyOf("recipe.json", "\"batch\"", "\"bacth\"");
        }
        assertThat(run("list", "--json").out()).contains("\"runs\": []");
    }

    @Test void responsesThatCannotBeReadAreRefused() {
        assertRefused(List.of("them.jsonl", "line 2"), "import-responses", "--format", "jsonl",
                write("them.jsonl", "{\"context\": [\"a\"], \"reference\": \"b\", \"response\": \"c\"}\n{\"context\"").toString());
        assertRefused(List.of("them.jsonl", "line 1"), "import-responses", "--format", "jsonl",
                write("them.jsonl", "{\"context\": 3, \"reference\": \"b\", \"response\": \"c\"}\n").toString());
        assertRefused(List.of("them.txt"), "import-responses", "--format", "empdg",
                write("them.txt", "nothing that a system said\n").toString());
        assertRefused(List.of("them.jsonl"), "import-responses", "--format", "jsonl", write("them.jsonl", "").toString());
    }

    /** One file of a model's folder, replaced by what is made of it. */
    private record Damage(String why, String file, UnaryOperator<byte[]> what, List<String> words) {
        static Damage of(String why, String file, UnaryOperator<byte[]> what, String... words) {
            return new Damage(why, file, what, List.of(words));
        }

        static Damage text(String why, String file, UnaryOperator<String> what, String... words) {
            return of(why, file, bytes -> what.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8), words);
        }

        @Override public String toString() { return file + ": " + why; }
    }

    private static byte[] withHeader(byte[] file, UnaryOperator<String> change) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) in.getLong()];
        in.get(header);
        byte[] changed = change.apply(new String(header, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(8 + changed.length + in.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(changed.length).put(changed).put(in).array();
    }

    private static byte[] floatAtTheEnd(byte[] file, float value) {
        byte[] changed = file.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putFloat(changed.length - 4, value);
        return changed;
    }

    static Stream<Damage> damagedModels() {
        String weights = "model.safetensors";
        String config = "config.json";
        String tokenizer = "tokenizer.json";
        return Stream.of(
                Damage.of("empty", weights, file -> new byte[0], weights, "0 bytes"),
                Damage.of("cut in the header", weights, file -> Arrays.copyOf(file, 60), weights, "inside its header"),
                Damage.of("cut in the data", weights, file -> Arrays.copyOf(file, file.length - 100), weights, "cut short"),
                Damage.of("a header that is too long", weights, file -> {
                    byte[] changed = file.clone();
                    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE / 2);
                    return changed;
                }, weights, "header length is"),
                Damage.of("a header that is no JSON", weights,
                        file -> withHeader(file, header -> header.replace("{", "(")), weights, "header"),
                Damage.of("overlapping offsets", weights, file -> withHeader(file,
                        header -> header.replaceFirst("\"data_offsets\":\\[(?!0,)(\\d+),", "\"data_offsets\":[0,")), weights, "bytes"),
                Damage.of("a shape that is another", weights, file ->
                        withHeader(file, header -> header.replaceFirst("\"shape\":\\[(\\d+),(\\d+)\\]", "\"shape\":[$2,$1]")), "shape"),
                Damage.of("a weight of another name", weights,
                        file -> withHeader(file, header -> header.replace("encoder.final_layer_norm", "encoder.last_layer_norm")),
                        "encoder.final_layer_norm.weight"),
                Damage.of("a weight that is not a number", weights, file -> floatAtTheEnd(file, Float.NaN), "not numbers"),
                Damage.of("an infinite weight", weights, file -> floatAtTheEnd(file, Float.NEGATIVE_INFINITY), "infinite"),
                Damage.of("a pickle under its name", weights,
                        file -> new byte[] {(byte) 0x80, 2, 'c', 'o', 's', '\n', 's', 'y', 's', 't', 'e', 'm', '\n'}, weights),
                Damage.text("no JSON", config, text -> text.substring(0, text.length() / 2), config, "JSON"),
                Damage.text("a list", config, text -> "[]", config),
                Damage.text("without d_model", config, text -> text.replace("\"d_model\"", "\"d_modell\""), config, "d_model"),
                Damage.text("words for a size", config,
                        text -> text.replaceFirst("\"d_ff\": \\d+", "\"d_ff\": \"many\""), config, "d_ff", "many"),
                Damage.text("a list for a size", config,
                        text -> text.replaceFirst("\"num_heads\": \\d+", "\"num_heads\": [2, 2]"), config, "num_heads"),
                Damage.text("a negative size", config,
                        text -> text.replaceFirst("\"num_layers\": \\d+", "\"num_layers\": -1"), config, "num_layers", "-1"),
                Damage.text("a size beyond all", config,
                        text -> text.replaceFirst("\"num_layers\": \\d+", "\"num_layers\": 2000000000"), config, "num_layers"),
                Damage.text("half a layer", config,
                        text -> text.replaceFirst("\"num_layers\": \\d+", "\"num_layers\": 1.5"), config, "num_layers"),
                Damage.text("a dropout over one", config,
                        text -> text.replaceFirst("\"dropout_rate\": [\\d.]+", "\"dropout_rate\": 1.5"), config, "dropout_rate"),
                Damage.text("another architecture", config, text -> text.replace("\"t5\"", "\"bert\""), config, "bert"),
                Damage.text("more layers than there are weights", config,
                        text -> text.replaceFirst("\"num_layers\": 1", "\"num_layers\": 2"), "config.json requires"),
                Damage.of("wrong encoding", config, file -> new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'}, config, "UTF-8"),
                Damage.text("no JSON", tokenizer, text -> text.substring(0, text.length() - 40), tokenizer, "JSON"),
                Damage.text("another type", tokenizer, text -> text.replaceFirst("\"Unigram\"", "\"Fancy\""), tokenizer),
                Damage.text("a list", tokenizer, text -> "[1, 2]", tokenizer),
                Damage.text("another order of the first ids", tokenizer, text -> text.replace("<pad>", "<dap>"), tokenizer, "<pad>"),
                Damage.of("wrong encoding", tokenizer, file -> new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'}, tokenizer, "UTF-8"));
    }

    private static Path damagedFolder(Damage damage) throws IOException {
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            byte[] whole = Files.readAllBytes(good.resolve(file));
            byte[] changed = file.equals(damage.file) ? damage.what.apply(whole) : whole;
            if (file.equals(damage.file)) assertThat(changed).as("the damage").isNotEqualTo(whole);
            Files.write(damaged.resolve(file), changed);
        }
        return damaged;
    }

    @ParameterizedTest
    @MethodSource("damagedModels")
    void aDamagedModelIsRefusedWithTheFileAndTheFault(Damage damage) throws IOException {
        assertRefused(damage.words, "import-model", damagedFolder(damage).toString());
    }

    @Test void eachFileOfAModelThatIsMissingIsNamed() throws IOException {
        for (String missing : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Path part = Files.createTempDirectory(folder, "part");
            for (String file : List.of("config.json", "model.safetensors", "tokenizer.json"))
                if (!file.equals(missing)) Files.copy(good.resolve(file), part.resolve(file));
            assertRefused(List.of(missing), "import-model", part.toString());
        }
    }

    @Test void aTokenizerWithMorePiecesThanTheModelIsRefusedWhereverItIsMet() throws IOException {
        Path damaged = damagedFolder(Damage.text("a tokenizer of another model", "tokenizer.json",
                text -> text.replaceFirst("(\\[\\s*\"<unk>\",\\s*[-\\d.]+\\s*\\],)", "$1[\"zzzz\",-30.0],")));
        assertRefused(List.of("pieces"), "import-model", damaged.toString());
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            Path inside = Files.createDirectories(workspace.models().folder("misfit"));
            for (String file : List.of("config.json", "model.safetensors", "tokenizer.json"))
                Files.copy(damaged.resolve(file), inside.resolve(file));
            workspace.models().add(ModelInfo.of("misfit", ModelKind.GENERATOR, "a test", 1));
        }
        assertRefused(List.of("pieces"), "respond", "--model", "misfit", "--context", "x", "--threads", "1");
        assertRefused(List.of("pieces"), "evaluate", "--model", "misfit", "--dataset", "demo", "--threads", "1");
    }

    @Test void identifiersWithAPartMissingOrDamagedAreRefused() throws IOException {
        Path judges = folder.resolve("workspace/models/judges");
        Path weights = judges.resolve(Mechanism.INTERPRETATION.fileName()).resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        try {
            for (byte[] damaged : List.of(floatAtTheEnd(whole, Float.NaN), Arrays.copyOf(whole, whole.length / 2), new byte[] {1})) {
                Files.write(weights, damaged);
                assertRefused(List.of("model.safetensors"), "score", "--identifiers",
                        "judges", "--context", "x", "--response", "y", "--threads", "1");
                assertRefused(List.of("model.safetensors"), "import-model", judges.toString(), "--name", "copied");
            }
            Files.delete(weights);
            assertRefused(List.of("model.safetensors"), "score", "--identifiers",
                    "judges", "--context", "x", "--response", "y", "--threads", "1");
        } finally {
            Files.write(weights, whole);
        }
        assertThat(run("score", "--identifiers", "judges", "--context", "x", "--response", "y", "--threads", "1").status())
                .as("the program is still usable").isZero();
    }

    @Test void aWorkspaceThatIsAFileOrCannotBeMadeIsRefused() throws IOException {
        Path file = write("file", "x");
        for (Path place : List.of(file, file.resolve("inside"))) {
            StringWriter err = new StringWriter();
            int status = Main.execute(new PrintWriter(new StringWriter()),
                    new PrintWriter(err, true), "list", "--workspace", place.toString());
            assertThat(status).isEqualTo(Main.FAILED);
            assertThat(err.toString()).contains("file").doesNotContain("\tat ").doesNotContain("fault of the program");
        }
        Path damaged = Files.createDirectories(folder.resolve("no-workspace"));
        Files.writeString(damaged.resolve("workspace.db"), "this is not a database".repeat(100));
        StringWriter err = new StringWriter();
        assertThat(Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "list", "--workspace", damaged.toString()))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("workspace.db").doesNotContain("\tat ");
        assertThat(Files.readString(damaged.resolve("workspace.db"))).startsWith("this is not a database");
    }

    /** A device that is always full stands where the weights are written, as a full disk would. */
    @Test void aFullDiskWhileAModelIsSavedLeavesTheModelBeforeWhole() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "This system has no device that is always full.");
        Path saved = Files.createDirectories(folder.resolve("saved"));
        for (String name : List.of("config.json", "model.safetensors")) Files.copy(good.resolve(name), saved.resolve(name));
        Files.createSymbolicLink(saved.resolve("model.safetensors.part"), full);
        try (T5Model model = T5Model.load(good, Device.cpu())) {
            Assertions.assertThatThrownBy(() -> model.save(saved)).isInstanceOf(IOException.class).hasMessageContaining("No space left");
        }
        assertThat(Files.readAllBytes(saved.resolve("model.safetensors"))).isEqualTo(Files.readAllBytes(good.resolve("model.safetensors")));
    }
}
