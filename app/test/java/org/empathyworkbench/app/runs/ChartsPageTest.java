package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.app.chart.LiveChart;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The charts of the runs page, through the real window. */
class ChartsPageTest extends WindowTest {
    @Test
    void runsAreOverlaidGroupedBySeedHiddenAndRemoved(FxRobot robot) throws TimeoutException, IOException {
        RunInfo first = run("align, seed 1", 1, "beta=0.2", 1, 200);
        RunInfo second = run("align, seed 2", 2, "beta=0.2", 2, 200);
        RunInfo third = run("align, seed 3", 3, "beta=0.2", 3, 200);
        RunInfo free = run("no price", 1, "beta=0.0", 4, 150);
        show(first);
        waitUntil(() -> page() != null && page().pane().drawn("reward/raw") == 200 && chart(robot, "Empathy reward") != null);
        waitUntil(() -> robot.lookup("no price").tryQuery().isPresent());       // the list of runs is read apart from the charts
        robot.clickOn("#compare-runs");
        robot.clickOn("no price   finished");
        waitUntil(() -> lines(robot, "Empathy reward").equals(List.of("align, seed 1", "no price")));
        RunSelection selection = Shots.onWindow(() -> page().selection());
        Shots.onWindow(() -> {
            selection.choose(second.id(), true);
            selection.choose(third.id(), true);
            return true;
        });
        waitUntil(() -> lines(robot, "Empathy reward").size() == 4);
        Shots.take(opened.scene(), "charts-overlay");
        robot.clickOn("#by-seed");
        waitUntil(() -> lines(robot, "Empathy reward").equals(List.of("align, 3 seeds", "no price")));
        Shots.take(opened.scene(), "charts-by-seed");
        robot.moveTo(chart(robot, "Empathy reward"));
        waitUntil(() -> robot.lookup(".reader-value").queryAll().stream().map(node -> ((Label) node).getText())
                .anyMatch(text -> text.contains("±")));
        robot.clickOn("#legend-" + free.id());
        waitUntil(() -> chart(robot, "Empathy reward").drawnPoints("no price") == 0);
        robot.clickOn("#axis-time");
        waitUntil(() -> chart(robot, "Empathy reward").drawnPoints("align, 3 seeds") > 0);
        robot.clickOn("#axis-step").clickOn("#by-seed");
        Shots.onWindow(() -> {
            selection.ids().clear();
            return true;
        });
        waitUntil(() -> lines(robot, "Empathy reward").equals(List.of("raw")));
    }

    @Test
    void aClickedStepOpensItsResponsesWithEveryFactorAndTheKlOfEachTokenAndArrowsGoOn(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = run("align", 1, "beta=0.2", 1, 100);
        show(run);
        waitUntil(() -> page() != null && page().pane().drawn("reward/raw") == 100
                && chart(robot, "Empathy reward") != null && chart(robot, "Empathy reward").drawnPoints("raw") > 0);
        robot.clickOn(chart(robot, "Empathy reward"));
        waitUntil(() -> robot.lookup("#step-pane").query().isVisible() && robot.lookup(".kl-heat").tryQuery().isPresent());
        int step = number(text(robot, "#step-title"));
        assertThat(step % 10).isZero();
        assertThat(robot.lookup(".sample-card").queryAll()).hasSize(3);
        assertThat(robot.lookup(".sample-product").queryAll().stream().map(node -> ((Label) node).getText()))
                .allMatch(text -> text.matches("R = [\\d.]+ × [\\d.]+ × [\\d.]+ = [\\d.]+"));
        assertThat(robot.lookup(".kl-strip.kl-more").queryAll()).isNotEmpty();
        assertThat(robot.lookup(".kl-strip.kl-less").queryAll()).isNotEmpty();
        assertThat(robot.lookup(".kl-legend").tryQuery()).isPresent();
        Shots.take(opened.scene(), "charts-step");
        robot.push(KeyCode.RIGHT);
        waitUntil(() -> number(text(robot, "#step-title")) == step + 10);
        robot.push(KeyCode.LEFT).push(KeyCode.LEFT);
        waitUntil(() -> number(text(robot, "#step-title")) == step - 10);
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        Shots.take(opened.scene(), "charts-step-dark");
        robot.push(KeyCode.ESCAPE);
        waitUntil(() -> !robot.lookup("#step-pane").query().isVisible());
    }

    @Test
    void fixedPromptsShowHowAnAnswerChangedAndOldSamplesSayThatTheirTokensWereNotRecorded(FxRobot robot)
            throws TimeoutException, IOException {
        RunInfo run = run("align", 1, "beta=0.2", 1, 60);
        RunInfo old = FakeRuns.started(other, "old", RunKind.PPO, "paper-ppo", recipe("old", 1, "beta=0.3").toJson());
        FakeRuns.write(other, old.id(), journal -> FakeRuns.ppo(journal, 1, 60, 60));
        show(run);
        waitUntil(() -> page() != null && page().pane().drawn("reward/raw") == 60);
        robot.clickOn("Samples");
        waitUntil(() -> robot.lookup("#samples").lookup(".kl-heat").tryQuery().isPresent());
        Shots.take(opened.scene(), "charts-samples");
        robot.clickOn("#samples-prompts");
        waitUntil(() -> robot.lookup(".prompt-entry").queryAll().size() == 3);
        assertThat(robot.lookup(".word-new").queryAll()).isNotEmpty();
        assertThat(robot.lookup(".word-gone").queryAll()).isNotEmpty();
        Shots.take(opened.scene(), "charts-prompts");
        robot.clickOn("#prompt-1");
        waitUntil(() -> robot.lookup(".prompt-entry").queryAll().size() == 1);
        robot.clickOn("Charts");
        show(old);
        waitUntil(() -> text(robot, "#run-name").equals("old") && page().pane().drawn("reward/raw") == 60);
        waitUntil(() -> chart(robot, "Empathy reward").drawnPoints("raw") > 0);
        robot.clickOn(chart(robot, "Empathy reward"));
        waitUntil(() -> robot.lookup("#step-pane").query().isVisible()
                && robot.lookup("KL by token was not recorded for this response.").tryQuery().isPresent());
        assertThat(robot.lookup("#step-note").queryLabeled().getText()).contains("this is the nearest step that did");
    }

    @Test
    void aNoteIsShownInAllChartsAndStored(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = run("align", 1, "beta=0.2", 1, 100);
        show(run);
        waitUntil(() -> page() != null && page().pane().drawn("reward/raw") == 100
                && chart(robot, "Empathy reward") != null && chart(robot, "Empathy reward").drawnPoints("raw") > 0);
        robot.interact(() -> chart(robot, "Empathy reward").requestFocus());
        robot.moveTo(chart(robot, "Empathy reward")).push(KeyCode.N);
        waitUntil(() -> robot.lookup("#note-text").queryAll().stream().anyMatch(Node::isFocused));
        robot.write("the reward turned here").push(KeyCode.ENTER);
        waitUntil(() -> other.runs().notes().of(run.id()).size() == 1);
        assertThat(other.runs().notes().of(run.id()).get(0).text()).isEqualTo("the reward turned here");
        robot.moveTo("#run-name");
        Shots.take(opened.scene(), "charts-note-page");
    }

    private void show(RunInfo run) {
        Shots.onWindow(() -> {
            opened.workbench().navigation().go(Section.RUNS, run.id());
            return true;
        });
    }

    private static LiveChart chart(FxRobot robot, String title) {
        Set<Node> all = robot.lookup(".live-chart").queryAll();
        return all.stream().filter(LiveChart.class::isInstance).map(LiveChart.class::cast)
                .filter(chart -> chart.title().equals(title)).findFirst().orElse(null);
    }

    private static List<String> lines(FxRobot robot, String title) {
        return chart(robot, title) == null ? List.of() : chart(robot, title).lines().stream().map(line -> line.name()).toList();
    }

    private static int number(String title) { return Integer.parseInt(title.replaceAll("[^0-9]", "")); }

    private RunsView page() { return (RunsView) opened.workbench().shell().page(Section.RUNS); }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Labeled) node).getText()).orElse("");
    }

    private static Recipe recipe(String name, long seed, String assignment) {
        return Recipes.preset("paper-ppo").recipe().withName(name).withSeed(seed).withDataset("demo")
                .withBase("b").withIdentifiers("i").withAssignment(assignment).resolve();
    }

    private RunInfo run(String name, long seed, String assignment, int noise, int steps) {
        RunInfo run = FakeRuns.started(other, name, RunKind.PPO, "paper-ppo", recipe(name, seed, assignment).toJson());
        FakeRuns.write(other, run.id(), journal -> write(journal, noise, steps));
        other.runs().finished(run.id(), "");
        return run;
    }

    private static void write(RunJournal journal, int seed, int steps) {
        Random random = new Random(seed);
        journal.totalSteps(steps);
        String[] answers = {"That is nice.", "That is so sad.", "I am so sorry, that is so sad."};
        for (int step = 1; step <= steps; step++) {
            double far = 1 - Math.exp(-3.0 * step / steps);
            journal.metrics(step, Map.of("reward/raw", 0.2 + 0.3 * far + 0.05 * random.nextGaussian() + 0.02 * seed,
                    "reward/er", 0.4 + 0.3 * far, "reward/ip", 0.6, "reward/ex", 0.7 + 0.1 * far,
                    "kl/k1", 0.5 * far + 0.05 * random.nextGaussian(), "kl/beta", 0.2, "policy/entropy", 3 - far));
            if (step % 10 == 0) for (int i = 0; i < 3; i++) journal.sample(sample(step, far, random));
            if (step % 20 == 0) {
                for (int prompt = 0; prompt < 2; prompt++) {
                    journal.sample(new RunSample(step, FakeRuns.CONTEXT, prompt == 1 ? "Oh no." : answers[Math.min(2, step / 20 - 1)],
                            FakeRuns.REFERENCE, FakeRuns.profile(0.3, 0.2, 0.4), Map.of(Mechanism.EMOTIONAL_REACTION, Level.STRONG,
                                    Mechanism.INTERPRETATION, Level.WEAK, Mechanism.EXPLORATION, Level.STRONG), 0.1).toPrompt(prompt));
                }
            }
        }
    }

    private static RunSample sample(int step, double far, Random random) {
        String[] pieces = {"\u2581I", "'", "m", "\u2581so", "\u2581sorry", "\u2581for", "\u2581your",
                "\u2581los", "s", ".", "\u2581What", "\u2581was", "\u2581he", "\u2581like", "?", "</s>"};
        List<TokenKl> tokens = Arrays.stream(pieces).map(piece -> new TokenKl(piece, far * random.nextGaussian())).toList();
        return FakeRuns.sample(step, far).withTokens(tokens);
    }
}
