package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceJournal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final int STEPS = 25_000;          // more than one block

    @TempDir static Path folder;

    private static int run(StringWriter out, StringWriter err, String... more) {
        List<String> arguments = new ArrayList<>(List.of("export", "--workspace", folder.resolve("workspace").toString()));
        arguments.addAll(List.of(more));
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    @BeforeAll static void write() {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            String id = workspace.runs().create(new NewRun("align", RunKind.PPO, "", "{}")).id();
            workspace.runs().started(id, ProcessHandle.current().pid());
            double[] even = {0.2, 0.3, 0.5};
            EmpathyProfile profile = new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION,
                    even, Mechanism.INTERPRETATION, even, Mechanism.EXPLORATION, even));
            try (WorkspaceJournal journal = WorkspaceJournal.open(workspace.runs(), id)) {
                for (int step = 1; step <= STEPS; step++) {
                    journal.metrics(step,
                            step % 1_000 == 0 ? Map.of("reward/raw", step / 8.0, "kl/k1", Double.NaN) : Map.of("reward/raw", step / 8.0));
                }
                journal.sample(new RunSample(5, List.of("I lost my \"dog\""), "Oh", "Sorry", profile, Map.of(Mechanism.EMOTIONAL_REACTION,
                        Level.STRONG), 0.25, List.of(new TokenKl("\u2581Oh", 0.5), new TokenKl("</s>", -1)), null));
                journal.sample(RunSample.plain(7, List.of("hello"), "hi", "").toPrompt(1));
            }
            workspace.runs().notes().add(id, 5, "a \"note\"");
        }
    }

    @Test void curvesBecomeOneRowAStepWithEmptyCellsWhereNothingWasMeasured() throws IOException {
        Path file = folder.resolve("curves.csv");
        StringWriter out = new StringWriter();
        assertThat(run(out, new StringWriter(), "metrics", "align", "--to", file.toString())).isZero();
        assertThat(out.toString()).contains("25,000 steps");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(STEPS + 1);
        assertThat(lines.get(0).split(",")).containsExactlyInAnyOrder("step", "time", "reward/raw", "kl/k1");
        int reward = List.of(lines.get(0).split(",")).indexOf("reward/raw");
        for (int step : new int[] {1, 9_999, 10_000, 10_001, STEPS}) {
            String[] cells = lines.get(step).split(",", -1);
            assertThat(cells[0]).isEqualTo(String.valueOf(step));
            assertThat(cells[reward]).isEqualTo(String.valueOf(step / 8.0));
            assertThat(cells[5 - reward]).isEqualTo(step % 1_000 == 0 ? "NaN" : "");
        }
        assertThat(Files.exists(folder.resolve("curves.csv.part"))).isFalse();
    }

    @Test void samplesKeepTheirLevelsAndTokensAndPromptsStandApart() {
        StringWriter out = new StringWriter();
        assertThat(run(out, new StringWriter(), "samples", "last")).isZero();
        JsonArray samples = JsonParser.parseString(out.toString()).getAsJsonArray();
        assertThat(samples).hasSize(1);
        JsonObject sample = samples.get(0).getAsJsonObject();
        assertThat(sample.get("context").getAsJsonArray().get(0).getAsString()).isEqualTo("I lost my \"dog\"");
        assertThat(sample.getAsJsonObject("levels").getAsJsonObject("er").get("wanted").getAsString()).isEqualTo("strong");
        assertThat(sample.getAsJsonObject("levels").getAsJsonObject("ex").get("written").getAsString()).isEqualTo("strong");
        assertThat(sample.getAsJsonArray("tokens").get(1).getAsJsonObject().get("kl").getAsDouble()).isEqualTo(-1);
        StringWriter prompts = new StringWriter();
        assertThat(run(prompts, new StringWriter(), "prompts", "last")).isZero();
        assertThat(JsonParser.parseString(prompts.toString()).getAsJsonArray().get(0).getAsJsonObject().get("prompt").getAsInt())
                .isEqualTo(1);
        StringWriter notes = new StringWriter();
        assertThat(run(notes, new StringWriter(), "notes", "last")).isZero();
        assertThat(notes.toString()).startsWith("step,time,note\n5,").contains("\"a \"\"note\"\"\"");
    }

    @Test void whatCannotBeWrittenSaysSo() {
        StringWriter err = new StringWriter();
        assertThat(run(new StringWriter(), err, "metrics", "last", "--to", folder.resolve("no/such/folder.csv").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("could not be written").contains("Choose another place");
        assertThat(run(new StringWriter(), new StringWriter(), "everything", "last")).isEqualTo(2);
    }

    @Test void chartsBecomePicturesOneAChartOrOneAlone() throws IOException {
        Path pictures = folder.resolve("pictures");
        StringWriter out = new StringWriter();
        assertThat(run(out, new StringWriter(), "charts", "align", "--to", pictures.toString(), "--format", "svg")).isZero();
        assertThat(out.toString()).contains("2 charts");
        try (Stream<Path> files = Files.list(pictures)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("empathy-reward.svg", "kl.svg");
        }
        assertThat(Files.readString(pictures.resolve("empathy-reward.svg")))
                .contains("Empathy reward", "20,000", "step", "</svg>").hasSizeLessThan(300_000);
        Path one = folder.resolve("reward.pdf");
        assertThat(run(new StringWriter(), new StringWriter(), "charts", "align", "--chart", "empathy reward", "--dark",
                "--to", one.toString())).isZero();
        assertThat(Files.readString(one, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
    }

    @Test void aChartThatIsNotThereAndAPlaceThatIsMissingAreSaidAndNothingIsWritten() {
        StringWriter err = new StringWriter();
        Path file = folder.resolve("none.png");
        assertThat(run(new StringWriter(), err, "charts", "align", "--chart", "Loss", "--to", file.toString())).isNotZero();
        assertThat(err.toString()).contains("no chart \"Loss\"", "Empathy reward");
        assertThat(run(new StringWriter(), err, "charts", "align")).isNotZero();
        assertThat(run(new StringWriter(), err, "charts", "align", "--chart", "KL",
                "--to", folder.resolve("none.gif").toString())).isNotZero();
        assertThat(err.toString()).contains("--to FOLDER", "does not end with .png, .svg or .pdf");
        assertThat(file).doesNotExist();
    }
}
