package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases and timelines as a terminal gives them, over a tiny run with three checkpoints. */
class CasesCommandTest {
    @TempDir static Path folder;

    private static TinyWorkspace tiny;

    private static Done run(String command, String... more) { return tiny.run(command, more); }

    @BeforeAll static void train() throws IOException { tiny = TinyWorkspace.in(folder); }

    @Test void casesAreAddedShownExportedAndImported() throws IOException {
        Done added = run("cases", "add", "Lesson", "--context", "I lost my job.", "--reference", "Oh no.",
                "--emotion", "sad", "--model", "tiny", "--identifiers", "readers", "--seed", "3", "--json");
        assertThat(added.status()).as(added.err()).isZero();
        JsonObject study = added.json().getAsJsonArray().get(0).getAsJsonObject();
        JsonObject response = study.getAsJsonArray("responses").get(1).getAsJsonObject();
        assertThat(response.get("seed").getAsLong()).isEqualTo(3);
        assertThat(response.get("weights").getAsString()).hasSize(64);
        assertThat(response.getAsJsonObject("levels").get("weights").getAsString()).hasSize(3 * 64 + 2);
        assertThat(run("respond", "--model", "tiny", "--context", "I lost my job.", "--seed", "3").out().strip())
                .as("the same as respond gives").isEqualTo(response.get("text").getAsString());
        assertThat(run("cases").out()).contains("Lesson").contains("1");
        assertThat(run("cases", "show", "lesson").out()).contains("Speaker: I lost my job.")
                .contains("Reference: Oh no.").contains("generator tiny; weights").contains("seed 3");
        Path lines = folder.resolve("lesson.jsonl");
        assertThat(run("cases", "export", "Lesson", "--to", lines.toString()).out()).contains("1 case was written");
        assertThat(run("cases", "import", "Copy", lines.toString()).out()).contains("stored in \"Copy\"");
        JsonObject copy = run("cases", "list", "Copy", "--json").json().getAsJsonArray().get(0).getAsJsonObject();
        copy.remove("id");
        study.remove("id");
        assertThat(copy).isEqualTo(study);
        assertThat(run("cases", "export", "Lesson", "--format", "latex").status()).isZero();
        assertThat(Files.readString(folder.resolve("workspace/exports/lesson.tex")))
                .contains("\\begin{document}").contains("Emotion & sad");
        assertThat(run("cases", "show", "nobody").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("cases", "show").status()).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(run("cases", "export", "Lesson", "--format", "gif").err()).contains("known are markdown").contains("jsonl, png.");
        Path picture = folder.resolve("pictures/lesson.png");
        assertThat(run("cases", "export", "Lesson", "--to", picture.toString()).out().strip()).isEqualTo(picture.toString());
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2560);
        run("cases", "add", "Lesson", "--context", "I lost my dog.");
        JsonObject both = run("cases", "export", "Lesson", "--to", picture.toString(), "--json").json().getAsJsonObject();
        assertThat(both.getAsJsonArray("files").asList()).allSatisfy(one -> assertThat(Path.of(one.getAsString())).exists()).hasSize(2);
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                files.put(root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return files;
    }

    private static RunInfo tiny() {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            return workspace.runs().list().stream().filter(run -> run.name().equals("tiny")).findFirst().orElseThrow();
        }
    }

    @Test void theTimelineAsksEachCheckpointOnceWithOneSeedAndChangesNone() throws IOException {
        Path checkpoints = folder.resolve("workspace/runs").resolve(tiny().id()).resolve("checkpoints");
        Map<String, String> before = files(checkpoints);
        Done done = run("timeline", "--run", "tiny", "--context", "I lost my job.",
                "--reference", "Oh no.", "--identifiers", "readers", "--json");
        assertThat(done.status()).as(done.err()).isZero();
        JsonArray points = done.json().getAsJsonArray();
        assertThat(points.asList().stream()
                .map(one -> one.getAsJsonObject().get("kind").getAsString() + one.getAsJsonObject().get("step").getAsInt()).toList())
                .containsExactly("checkpoint2", "checkpoint4", "checkpoint6", "final6");
        assertThat(files(checkpoints)).isEqualTo(before);
        JsonObject last = points.get(3).getAsJsonObject();
        assertThat(run("respond", "--model", "tiny", "--context", "I lost my job.").out().strip())
                .as("as the model itself answers").isEqualTo(last.get("response").getAsString());
        points.forEach(one -> {
            if (!one.getAsJsonObject().get("response").getAsString().isBlank())
                assertThat(one.getAsJsonObject().get("reward").getAsDouble()).isBetween(0.0, 1.0);
        });
        assertThat(run("timeline", "--run", "tiny", "--context", "I lost my job.").out())
                .contains("Checkpoint of step 2").contains("Final, step 6");
        assertThat(run("timeline", "--run", "readers", "--context", "x").err()).contains("write no responses");
        assertThat(run("timeline", "--run", "nobody", "--context", "x").status()).isEqualTo(Main.BAD_ARGUMENTS);
    }

    @Test void aDamagedCheckpointIsToldAndTheOthersAnswer() throws IOException {
        Path damaged = folder.resolve("workspace/runs").resolve(tiny().id()).resolve("checkpoints/step-000000004/model.safetensors");
        byte[] whole = Files.readAllBytes(damaged);
        byte[] other = whole.clone();
        other[other.length - 1] ^= 1;
        Files.write(damaged, other);
        try {
            JsonArray points = run("timeline", "--run", "tiny", "--context", "I lost my job.", "--json").json().getAsJsonArray();
            assertThat(points.get(1).getAsJsonObject().get("note").getAsString()).contains("step 4 is damaged");
            assertThat(points.get(1).getAsJsonObject().get("response").getAsString()).isEmpty();
            assertThat(points.get(2).getAsJsonObject().get("note").getAsString()).isEmpty();
        } finally {
            Files.write(damaged, whole);
        }
    }
}
