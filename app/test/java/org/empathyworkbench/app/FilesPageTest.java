package org.empathyworkbench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javax.imageio.ImageIO;
import org.empathyworkbench.app.chart.LiveChart;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.run.RunRecord;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Files that the user chooses: corpora, models, workspaces, records, pictures of charts. */
class FilesPageTest extends WindowTest {
    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Labeled) node).getText()).orElse("");
    }

    private static boolean there(FxRobot robot, String id) { return robot.lookup(id).tryQuery().isPresent(); }

    @Test
    void aCorpusIsReadFromTheChosenFileOrFolderAndNothingWhenNoneIsChosen(FxRobot robot) throws TimeoutException, IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        StringBuilder csv = new StringBuilder("conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n");
        for (int i = 0; i < 12; i++) {
            csv.append("hit:").append(i).append("_conv:1,1,lonely,Nobody came.,1,Nobody came to my party ")
                    .append(i).append(".,5|5|5_2|2|5,\n");
            csv.append("hit:").append(i).append("_conv:1,2,lonely,Nobody came.,0,That must have hurt.,5|5|5_2|2|5,\n");
        }
        Files.writeString(corpus.resolve("train.csv"), csv);
        robot.clickOn("#nav-datasets");
        waitUntil(() -> there(robot, "#import-first"));
        robot.clickOn("#import-first").clickOn("#import-files");
        assertThat(((TextInputControl) robot.lookup("#import-paths").query()).getText()).isEmpty();
        opened.files().next(corpus.resolve("train.csv"));
        robot.clickOn("#import-files");
        waitUntil(() -> text(robot, "#import-found").contains("12 conversations"));
        opened.files().next(corpus);
        robot.clickOn("#import-folder");
        waitUntil(() -> ((TextInputControl) robot.lookup("#import-paths").query()).getText().equals(corpus.toString())
                && text(robot, "#import-found").contains("12 conversations"));
        robot.clickOn("#import-store");
        waitUntil(() -> other.datasets().list().size() == 1 && other.datasets().list().get(0).dialogues() == 12);
    }

    @Test
    void aModelComesFromTheChosenFolder(FxRobot robot) throws TimeoutException {
        Path model;
        try (Workspace elsewhere = Workspace.open(folder.resolve("elsewhere"))) {
            TinyModels.generator(elsewhere, "small", 3);
            model = elsewhere.models().folder("small");
        }
        robot.clickOn("#nav-models");
        waitUntil(() -> there(robot, "#import-model-first"));
        opened.files().next(model);
        robot.clickOn("#import-model-first").clickOn("#model-choose").clickOn("#model-store");
        waitUntil(() -> other.models().find("small").isPresent());
    }

    @Test
    void aWorkspaceIsOpenedFromTheChosenFolder(FxRobot robot) throws TimeoutException {
        Path second = folder.resolve("second");
        Workspace.open(second).close();
        robot.clickOn("#nav-settings");
        waitUntil(() -> there(robot, "#open-workspace"));
        robot.clickOn("#open-workspace");
        assertThat(text(robot, "#status-folder")).isEqualTo(folder.resolve("workspace").toString());
        opened.files().next(second);
        robot.clickOn("#open-workspace");
        waitUntil(() -> text(robot, "#status-folder").equals(second.toString()));
    }

    @Test
    void aRecordIsExportedAndComparedBeforeItIsRunAgain(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        RunInfo run = new RunExecution(other).perform(Recipe.of(RunKind.GENERATOR).withName("Tiny one").withDataset("demo")
                .withThreads(1).withSettings(Map.of("contextTokens", 32, "responseTokens", 16, "maximumSteps", 2, "pieces",
                        300, "dModel", 16, "dFf", 32, "encoderLayers", 1, "decoderLayers", 1, "heads", 2)), new Silent());
        Path file = folder.resolve("mine.json");
        robot.clickOn("#nav-runs");
        waitUntil(() -> text(robot, "#run-name").equals("Tiny one"));
        opened.files().next(file);
        robot.clickOn("#run-more").clickOn("#run-record");
        waitUntil(() -> Files.exists(file));
        assertThat(opened.files().suggested()).isEqualTo("tiny-one.record.json");
        assertThat(file).hasSameTextualContentAs(other.runs().folder(run.id()).resolve(RunRecord.FILE));
        opened.files().next(file);
        robot.clickOn("#more").clickOn("#open-record");
        waitUntil(() -> there(robot, "#rerun"));
        assertThat(robot.lookup("Data and models are those of the record.").tryQuery()).isPresent();
        assertThat(text(robot, "#rerun-run")).isEqualTo("Run");
        Shots.take(opened.scene(), "record");
        robot.clickOn("#rerun-cancel");
        waitUntil(() -> !there(robot, "#rerun"));

        other.datasets().delete("demo");
        other.datasets().add("demo", "another", SampleCorpora.dialogues());
        opened.files().next(file);
        robot.clickOn("#more").clickOn("#open-record");
        waitUntil(() -> text(robot, "#rerun-run").equals("Run anyway"));
        robot.clickOn("#rerun-cancel");
        opened.files().next(Files.writeString(folder.resolve("no.json"), "{}"));
        robot.clickOn("#more").clickOn("#open-record");
        waitUntil(() -> robot.lookup(".banner-title").queryAll().stream()
                .anyMatch(node -> ((Labeled) node).getText().contains("not a readable record")));
        assertThat(other.runs().list()).as("nothing was run again").hasSize(1);
    }

    @Test
    void aChartsPictureAndValuesGoIntoTheChosenFiles(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = FakeRuns.started(other, "align", RunKind.PPO, "demo-ppo",
                Recipe.of(RunKind.PPO).withName("align").withDataset("demo").withBase("generator").withIdentifiers("readers").toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, 120, 200));
        robot.clickOn("#nav-runs");
        waitUntil(() -> drawn(robot) == 120);
        for (String ending : new String[] {"png", "svg", "csv"}) {
            Path file = folder.resolve("chart." + ending);
            opened.files().next(file);
            robot.clickOn(menu(robot))
                    .clickOn(ending.equals("csv") ? "Export values as CSV…" : "Export as " + ending.toUpperCase(Locale.ROOT) + "…");
            waitUntil(() -> Files.exists(file) && opened.files().suggested().equals("empathy-reward." + ending));
        }
        assertThat(ImageIO.read(folder.resolve("chart.png").toFile()).getWidth()).isEqualTo(1_800);
        assertThat(folder.resolve("chart.svg")).content().contains("<svg").contains("Empathy reward");
        assertThat(Files.readAllLines(folder.resolve("chart.csv"))).hasSize(121).first().asString().startsWith("step,");
    }

    private static Node menu(FxRobot robot) {
        Node card = chart(robot, "Empathy reward");
        while (!card.getStyleClass().contains("chart-card")) card = card.getParent();
        return robot.from(card).lookup(".chart-menu").query();
    }

    private static int drawn(FxRobot robot) {
        LiveChart chart = chart(robot, "Empathy reward");
        return chart == null || chart.lines().isEmpty() ? 0 : chart.drawnPoints(chart.lines().get(0).name());
    }

    private static LiveChart chart(FxRobot robot, String title) {
        Set<Node> all = robot.lookup(".live-chart").queryAll();
        return all.stream().filter(LiveChart.class::isInstance).map(LiveChart.class::cast)
                .filter(chart -> chart.title().equals(title)).findFirst().orElse(null);
    }

    /** Hears nothing and asks for nothing. */
    private static final class Silent implements RunJournal {
        @Override public void totalSteps(int steps) { }

        @Override public void metrics(int step, Map<String, Double> values) { }

        @Override public void sample(RunSample sample) { }

        @Override public void say(String sentence) { }

        @Override public boolean stopRequested() { return false; }
    }
}
