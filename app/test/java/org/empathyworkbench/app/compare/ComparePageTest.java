package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.ResponseSets;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ComparePageTest extends WindowTest {
    @Test
    void anEmptyWorkspaceLeadsToAFirstModel(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-compare");
        waitUntil(() -> there(robot, "#train-to-compare"));
        Shots.take(opened.scene(), "compare-empty");
        robot.clickOn("#train-to-compare");
        waitUntil(() -> robot.lookup("#new-run-form").tryQuery().isPresent());
    }

    @Test
    void publishedSystemsStandInATableWithFiguresThatLeadToTheirContexts(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        int contexts = published("KEMP", "why is that ?", "MoEL", "i am so sorry to hear that .");
        robot.clickOn("#nav-compare");
        waitUntil(() -> rows(robot) == contexts && robot.lookup("#head-responses-MoEL").tryQuery().isPresent());
        assertThat(robot.lookup("#compare-work").queryAs(Label.class).getText()).contains("are not scored yet");
        robot.clickOn("#read-levels");
        waitUntil(() -> !there(robot, "#read-levels") && !there(robot, "#cancel-work"));
        waitUntil(() -> robot.lookup("#compare-rows").lookup(".mini-chip").queryAll().stream().filter(Node::isVisible).count() >= 9);
        Shots.take(opened.scene(), "compare-table-light");

        // A part of a bar shows its contexts, the chip in the filter shows all again.
        String bar = Stream.of("none", "weak", "strong").map(level -> "#bar-responses-MoEL-er-" + level)
                .filter(id -> robot.lookup(id).query().isVisible() && robot.lookup(id).query().getBoundsInParent().getWidth() > 12)
                .findFirst().orElseThrow();
        int counted = Integer.parseInt(robot.lookup(bar).query().getAccessibleText().replaceFirst(".*\\(([\\d,]+) of.*", "$1")
                .replace(",", ""));
        robot.clickOn(bar);
        waitUntil(() -> there(robot, "#compare-bar") && rows(robot) == counted);
        robot.clickOn("#compare-bar");
        waitUntil(() -> rows(robot) == contexts);
        robot.clickOn("#compare-text").write("no such words anywhere");
        waitUntil(() -> rows(robot) == 0);
        robot.clickOn("#compare-clear");
        waitUntil(() -> rows(robot) == contexts);

        // Word differences against a column, by its menu.
        robot.clickOn("#more-responses-KEMP").clickOn("#hold-against");
        waitUntil(() -> !robot.lookup("#compare-rows").lookup(".diff-inserted").queryAll().isEmpty());
        Shots.take(opened.scene(), "compare-table-diff");

        // Moved by the keyboard, hidden and shown again by the menu.
        List<String> order = heads(robot);
        String first = order.get(1);
        String second = order.get(2);
        robot.clickOn("#head-responses-" + second).press(KeyCode.CONTROL).type(KeyCode.LEFT).release(KeyCode.CONTROL);
        waitUntil(() -> heads(robot).equals(List.of("Reference", second, first)));
        robot.drag("#head-responses-" + first).dropTo("#head-reference");
        waitUntil(() -> heads(robot).equals(List.of(first, "Reference", second)));
        robot.clickOn("#more-responses-" + first).clickOn("#hide-column");
        waitUntil(() -> heads(robot).equals(List.of("Reference", second)));
        robot.clickOn("#compare-columns").clickOn("#show-responses-" + first);
        waitUntil(() -> heads(robot).equals(List.of(first, "Reference", second)));

        // Blinded, and nothing tells who is who.
        robot.clickOn("#compare-blind");
        waitUntil(() -> heads(robot).containsAll(List.of("A", "B")));
        Shots.onWindow(() -> {
            opened.workbench().theme().darkProperty().set(true);
            return true;
        });
        Shots.take(opened.scene(), "compare-table-blind-dark");
        robot.clickOn("#compare-export").clickOn("#export-csv");
        waitUntil(() -> files(other.exports()).size() == 1);
        assertThat(Files.readString(files(other.exports()).get(0))).contains(",A,1,").doesNotContain("MoEL").doesNotContain("KEMP");
        robot.clickOn("#compare-blind");
        waitUntil(() -> heads(robot).containsAll(List.of("KEMP", "MoEL")));

        // The row that is looked at is kept as a case.
        robot.clickOn("#compare-rows");
        waitUntil(() -> there(robot, "#compare-keep-row"));
        robot.clickOn(robot.lookup("#compare-keep-row").match(node -> shown(node)).<Node>query());
        waitUntil(() -> other.cases().list().stream().mapToInt(collection -> collection.cases()).sum() == 1);
        assertThat(other.cases().studies(other.cases().list().get(0).id()).get(0).responses())
                .extracting(one -> one.system()).containsExactlyInAnyOrder("Reference", "KEMP", "MoEL");

        // One context large, by Enter and back.
        robot.clickOn("#compare-rows").type(KeyCode.ENTER);
        waitUntil(() -> there(robot, "#compare-place") && robot.lookup(".column-card").queryAll().size() == 3);
        robot.clickOn("#compare-export").clickOn("#copy-comparison");
        assertThat(Shots.onWindow(() -> Clipboard.getSystemClipboard().getString()))
                .contains("| MoEL | i am so sorry").contains("| Reference | ");
        robot.clickOn("#compare-many");
        waitUntil(() -> rows(robot) == contexts && there(robot, "#compare-rows"));
    }

    @Test
    void modelsAnswerOneContextAndThenAllThatAreShown(FxRobot robot) throws TimeoutException, IOException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        TinyModels.identifiers(other, "readers", 5);
        TinyModels.generator(other, "before-alignment", 9);
        TinyModels.generator(other, "after-alignment", 10);
        int contexts = published("MoEL", "i am so sorry to hear that .");
        waitUntil(() -> text(robot, "#status-counts").contains("3 models"));
        robot.clickOn("#nav-compare");
        waitUntil(() -> there(robot, "#response-Reference") && !robot.lookup("#generate").query().isDisabled());
        robot.clickOn("#compare-columns").clickOn("#add-responses").clickOn("#add-responses-MoEL");
        waitUntil(() -> text(robot, "#response-MoEL").startsWith("i am so sorry"));
        robot.clickOn("#generate");
        waitUntil(() -> robot.lookup(".column-card").lookup(".level-chip").queryAll().size() == 12
                && !robot.lookup("#generate").query().isDisabled());
        assertThat(robot.lookup("as the target").queryAll().size() + robot.lookup(".differs-text").queryAll().size())
                .isGreaterThanOrEqualTo(9);
        assertThat(robot.lookup(".column-card").lookup(".text-small").queryAll().stream().map(node -> ((Label) node).getText()))
                .anyMatch(words -> words.startsWith("log p per token -"));
        robot.clickOn("#compare-probabilities");
        waitUntil(() -> robot.lookup(".column-card").lookup(".probability-bar").queryAll().size() == 12);
        Shots.take(opened.scene(), "compare-one-light");
        String before = text(robot, "#response-Reference");
        robot.clickOn(".page-title").type(KeyCode.RIGHT);
        waitUntil(() -> !text(robot, "#response-Reference").equals(before) && !robot.lookup("#generate").query().isDisabled());
        robot.type(KeyCode.LEFT);
        waitUntil(() -> text(robot, "#response-Reference").equals(before));

        robot.clickOn("#compare-many").clickOn("#compare-text").write("a");
        waitUntil(() -> rows(robot) > 0);
        robot.clickOn("#generate");
        waitUntil(() -> other.responseSets().list().size() == 3);
        assertThat(other.responseSets().list()).extracting(set -> set.facts().get("model")).contains("before-alignment", "after-alignment");
        robot.clickOn("#compare-clear");
        waitUntil(() -> rows(robot) == contexts);

        robot.clickOn("#compare-one");
        robot.clickOn("#type-context");
        robot.doubleClickOn("#typed-context").press(KeyCode.CONTROL).type(KeyCode.A)
                .release(KeyCode.CONTROL).eraseText(1).write("My cat is ill.");
        robot.clickOn("#typed-reference").press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL).eraseText(1);
        robot.clickOn("#typed-done");
        waitUntil(() -> text(robot, "#response-MoEL").startsWith("This set has no response")
                && !robot.lookup("#generate").query().isDisabled());
    }

    @Test
    void headersScrollWithTheirColumns(FxRobot robot) throws TimeoutException {
        other.datasets().add("demo", "bundled", TinyModels.corpus());
        int contexts = published("One", "one .", "Two", "two .", "Three", "three .", "Four", "four .", "Five", "five .", "Six", "six .");
        robot.clickOn("#nav-compare");
        waitUntil(() -> rows(robot) == contexts);
        for (String name : List.of("Three", "Four", "Five", "Six")) {
            if (robot.lookup("#head-responses-" + name).tryQuery().isPresent()) continue;
            robot.clickOn("#compare-columns").clickOn("#add-responses").clickOn("#add-responses-" + name);
            waitUntil(() -> robot.lookup("#head-responses-" + name).tryQuery().isPresent());
        }
        waitUntil(() -> there(robot, "#compare-across") && texts(robot).containsAll(List.of("one .", "six .")));
        assertThat(lefts(robot)).isEqualTo(headLefts(robot));
        List<Long> before = headLefts(robot);
        robot.clickOn(robot.point("#compare-across").atPosition(Pos.CENTER_RIGHT).atOffset(-6, 0));
        waitUntil(() -> headLefts(robot).get(0) < before.get(0));
        assertThat(lefts(robot)).isEqualTo(headLefts(robot));
    }

    private static List<String> texts(FxRobot robot) {
        return robot.lookup("#compare-rows").lookup(".cell-text").queryAll().stream().map(node -> ((Label) node).getText()).toList();
    }

    /** Left edges of the first row's responses on the screen. */
    private static List<Long> lefts(FxRobot robot) {
        Node first = robot.lookup("#compare-rows").lookup(".compare-row").queryAll().stream().filter(node -> shown(node))
                .min(Comparator.comparingDouble(node -> node.localToScene(0, 0).getY())).orElseThrow();
        return robot.from(first)
                .lookup(".response-cell").queryAll().stream().map(node -> Math.round(node.localToScene(0, 0).getX())).sorted().toList();
    }

    private static List<Long> headLefts(FxRobot robot) {
        return robot.lookup(".column-head").queryAll().stream().map(node -> Math.round(node.localToScene(0, 0).getX())).sorted().toList();
    }

    /** Stores sets that answer every context of the test part with one sentence each. @return how many contexts there are */
    private int published(String... namesAndSentences) {
        List<Example> examples = TinyModels.corpus().dialogues().stream().filter(dialogue -> dialogue.split() == Split.TEST)
                .map(Dialogue::examples).flatMap(List::stream).toList();
        List<ResponseSets.Named> sets = new ArrayList<>();
        for (int i = 0; i < namesAndSentences.length; i += 2) {
            String sentence = namesAndSentences[i + 1];
            List<GivenResponse> given = new ArrayList<>();
            for (Example example : examples)
                given.add(0, new GivenResponse("", example.context().stream().map(String::toLowerCase).toList(),
                        example.response().toLowerCase(), sentence));
            sets.add(new ResponseSets.Named(namesAndSentences[i], namesAndSentences[i], given));
        }
        other.responseSets().addAll("a file", sets);
        return examples.size();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rows(FxRobot robot) {
        return robot.lookup("#compare-rows").tryQuery().map(node -> ((ListView<?>) node).getItems().size()).orElse(-1);
    }

    private static List<String> heads(FxRobot robot) {
        return robot.lookup(".column-head").queryAll().stream().map(node -> (ColumnHead) node)
                .sorted(Comparator.comparingDouble(Node::getLayoutX)).map(head -> head.column().title()).toList();
    }

    private static boolean there(FxRobot robot, String id) { return robot.lookup(id).queryAll().stream().anyMatch(node -> shown(node)); }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) if (!at.isVisible()) return false;
        return true;
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(node -> ((Label) node).getText()).orElse("");
    }
}
