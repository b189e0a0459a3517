package org.empathyworkbench.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import org.empathyworkbench.app.FakeRuns;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.journal.FailedBatch;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class FailedBatchPageTest extends WindowTest {
    private static FailedBatch.Row row(String example, String response, double advantage) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        numbers.put("score", new double[] {0.25});
        numbers.put("values", new double[] {0.1, 0.2, 0.3});
        numbers.put("advantages", new double[] {0.5, advantage, 0.25});
        numbers.put("response ids", new double[] {17, 42, 1});
        return new FailedBatch.Row(example, List.of("I lost my dog last week."), response, "", numbers);
    }

    @Test
    void theBatchOfAFailedRunIsReadWithTheResponseThatIsNotFiniteChosen(FxRobot robot) throws TimeoutException, IOException {
        RunInfo run = FakeRuns.started(other, "alignment", RunKind.PPO, "demo-ppo", Recipes.preset("demo-ppo").recipe().withDataset("demo")
                .withBase("generator").withIdentifiers("identifiers").resolve().toJson());
        FakeRuns.write(other, run.id(), journal -> FakeRuns.ppo(journal, 1, 20, 100));
        new FailedBatch(21, "An advantage is not a number.", Map.of(),
                List.of(row("hit:1", "I am so sorry.", 0.75), row("hit:2", "Oh no!", Double.NaN)))
                .write(other.runs().folder(run.id()));
        robot.clickOn("#nav-runs");
        waitUntil(() -> robot.lookup("#run-name").tryQuery().isPresent() && robot.lookup("Charts").tryQuery().isPresent());
        assertThat(robot.lookup("Failed batch").tryQuery()).as("a run that goes on has none").isEmpty();
        other.runs().failed(run.id(),
                "At step 21 an advantage is not a number. The weights are those before this step. Look at the batch.");
        waitUntil(() -> robot.lookup("Failed batch").tryQuery().isPresent());
        robot.clickOn("Failed batch");
        waitUntil(() -> robot.lookup("#failed-tokens").tryQuery().isPresent());
        TableView<FailedBatch.Row> rows = robot.lookup("#failed-rows").query();
        assertThat(rows.getSelectionModel().getSelectedItem().example()).isEqualTo("hit:2");
        TableView<Integer> tokens = robot.lookup("#failed-tokens").query();
        assertThat(tokens.getItems()).hasSize(3);
        List<String> names = tokens.getColumns().stream().map(column -> column.getText()).toList();
        assertThat(names).containsExactly("Token", "values", "advantages", "Piece");
        assertThat(tokens.getColumns().get(2).getCellData(1)).isEqualTo("NaN");
        assertThat(robot.lookup("#failed-reason").<Labeled>query().getText()).contains("Step 21").contains("An advantage is not a number.");
        Shots.take(opened.scene(), "runs-failed-batch");
        robot.clickOn("I am so sorry.");
        waitUntil(() -> robot.lookup("#failed-tokens").<TableView<Integer>>query().getColumns().get(2).getCellData(1).equals("0.7500"));
    }
}
