package org.empathyworkbench.app.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

class DatasetsPageTest extends WindowTest {
    @TempDir static Path shared;

    @BeforeAll
    static void file() throws IOException {
        StringBuilder csv = new StringBuilder("conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n");
        for (int i = 0; i < 30; i++) {
            csv.append("hit:").append(i).append("_conv:1,1,lonely,Nobody came.,1,Nobody came to my party ")
                    .append(i).append(".,5|5|5_2|2|5,\n");
            csv.append("hit:").append(i).append("_conv:1,2,lonely,Nobody came.,0,That must have hurt.,5|5|5_2|2|5,\n");
        }
        Files.writeString(shared.resolve("train.csv"), csv);
    }

    @Test
    void anEmptyWorkspaceOffersImportWithReview(FxRobot robot) throws TimeoutException, IOException {
        robot.clickOn("#nav-datasets");
        waitUntil(() -> robot.lookup("#import-first").tryQuery().isPresent());
        Shots.take(opened.scene(), "datasets-empty");
        robot.clickOn("#import-first");
        robot.clickOn("#import-paths").write(shared.resolve("train.csv").toString());
        robot.clickOn("#import-read");
        waitUntil(() -> robot.lookup("#import-found").tryQuery().isPresent());
        assertThat(robot.lookup("#import-found").queryLabeled().getText())
                .contains("30 conversations", "60 utterances", "Nothing is stored yet");
        Shots.take(opened.scene(), "datasets-import");
        robot.clickOn("#import-store");
        waitUntil(() -> robot.lookup("#dialogues").tryQuery().isPresent()
                && ((ListView<?>) robot.lookup("#dialogues").query()).getItems().size() == 25);
        assertThat(robot.lookup("#page-words").queryLabeled().getText()).isEqualTo("1 to 25 of 30");
        robot.clickOn("#page-after");
        waitUntil(() -> ((ListView<?>) robot.lookup("#dialogues").query()).getItems().size() == 5);
        assertThat(robot.lookup("Nobody came to my party 25.").tryQuery()).isPresent();
    }

    @Test
    void responsesOfAnotherSystemAreReadConfirmedOrNamedOtherwiseAndStored(FxRobot robot) throws TimeoutException, IOException {
        Path file = Files.writeString(shared.resolve("theirs.json"), "[{\"q\": \"Nobody came. [SEP] Oh no.\", "
                + "\"prediction\": \"That must have hurt.\", \"score\": NaN}, {\"q\": \"I won.\", \"prediction\": \"\"}]");
        robot.clickOn("#nav-datasets");
        waitUntil(() -> robot.lookup("#import-responses-first").tryQuery().isPresent());
        robot.clickOn("#import-responses-first");
        robot.clickOn("#responses-path").write(file.toString());
        robot.clickOn("#responses-read");
        waitUntil(() -> robot.lookup("#responses-problem").query().isVisible());
        assertThat(robot.from(robot.lookup("#responses-problem").queryAll()).lookup(".banner-title").queryLabeled().getText())
                .contains("known as a context");
        robot.clickOn("#responses-key-context").write("q");
        robot.clickOn("#responses-read");
        waitUntil(() -> robot.lookup("#responses-found").tryQuery().isPresent());
        assertThat(robot.lookup("#responses-found").queryLabeled().getText()).contains("theirs (1 responses)", "Nothing is stored yet");
        assertThat(robot.lookup("#responses-notes").queryLabeled().getText())
                .contains("response from \"prediction\"", "1 record without a response left out", "parted into turns at [SEP]");
        assertThat(robot.lookup("#responses-first").queryLabeled().getText())
                .contains("Turn: Nobody came.", "Turn: Oh no.", "Response: That must have hurt.");
        Shots.take(opened.scene(), "datasets-responses");
        robot.clickOn("#responses-store");
        waitUntil(() -> robot.lookup("#responses-problem").query().isVisible());
        robot.clickOn("#responses-close");
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            assertThat(workspace.responseSets().responses("theirs")).singleElement()
                    .satisfies(one -> assertThat(one.context()).containsExactly("Nobody came.", "Oh no."));
        }
    }

    @Test
    void anUncertainEncodingIsOfferedWithItsPreviewAndTakenByAButton(FxRobot robot) throws TimeoutException, IOException {
        Path csv = Files.write(shared.resolve("valid.csv"), ("conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n"
                + "c1,1,sad,P.,10,I can\u2019t sleep.,,\nc1,2,sad,P.,20,Oh no\u2026,,\n").getBytes(Charset.forName("windows-1252")));
        robot.clickOn("#nav-datasets");
        waitUntil(() -> robot.lookup("#import-first").tryQuery().isPresent());
        robot.clickOn("#import-first");
        robot.clickOn("#import-paths").write(csv.toString());
        robot.clickOn("#import-read");
        waitUntil(() -> robot.lookup("#import-as-windows-1252").tryQuery().isPresent());
        Shots.take(opened.scene(), "datasets-encoding");
        robot.clickOn("#import-as-windows-1252");
        waitUntil(() -> robot.lookup("#import-found").tryQuery().isPresent());
        assertThat(robot.from(robot.lookup("#import-samples").queryAll()).lookup("Speaker: I can\u2019t sleep.").tryQuery()).isPresent();
        Shots.take(opened.scene(), "datasets-samples");
    }

    @Test
    void aDamagedFileIsExplainedInTheDialog(FxRobot robot) throws TimeoutException, IOException {
        Path damaged = Files.writeString(shared.resolve("damaged.csv"), "a,b\n1,2\n");
        robot.clickOn("#nav-datasets");
        waitUntil(() -> robot.lookup("#import-first").tryQuery().isPresent());
        robot.clickOn("#import-first");
        robot.clickOn("#import-paths").write(damaged.toString());
        robot.clickOn("#import-read");
        waitUntil(() -> robot.lookup("#import-problem").query().isVisible());
        assertThat(robot.from(robot.lookup("#import-problem").queryAll()).lookup(".banner-title").queryLabeled().getText())
                .contains("damaged.csv");
        Shots.take(opened.scene(), "datasets-damaged");
    }

    @Test
    void conversationsPairsAndCountsAreShown(FxRobot robot) throws TimeoutException, IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
            workspace.datasets().add("labels", "file", SampleCorpora.pairs());
        }
        robot.clickOn("#nav-datasets");
        waitUntil(() -> robot.lookup("#marked-response").tryQuery().isPresent());
        assertThat(robot.lookup(".rationale").queryAll()).hasSize(2);
        assertThat(robot.from(robot.lookup("#pairs").queryAll())
                .lookup(".level-chip").queryAll().stream().map(chip -> chip.localToScene(0, 0).getY()).distinct())
                .as("two pairs, the three chips of each in one line").hasSize(2);
        Shots.take(opened.scene(), "datasets-pairs");
        robot.clickOn("talk");
        waitUntil(() -> robot.lookup("#conversation").tryQuery().isPresent());
        assertThat(robot.from(robot.lookup("#conversation").queryAll()).lookup(".level-chip").queryAll()).hasSize(3);
        Shots.take(opened.scene(), "datasets-talk");
        robot.clickOn("#show-counts");
        waitUntil(() -> robot.lookup("#level-counts").tryQuery().isPresent());
        assertThat(robot.from(robot.lookup("#emotion-counts").queryAll()).lookup(".count-number").queryAllAs(Label.class))
                .extracting(Label::getText).containsExactlyInAnyOrder("40", "20");
        Shots.take(opened.scene(), "datasets-counts");
    }

    @Test
    void deletingAsksFirst(FxRobot robot) throws TimeoutException {
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        }
        robot.clickOn("#nav-datasets");
        waitUntil(() -> robot.lookup("#delete-dataset").tryQuery().isPresent());
        robot.clickOn("#delete-dataset").clickOn("#confirm-no");
        assertThat(robot.lookup("#dialogues").tryQuery()).isPresent();
        robot.clickOn("#delete-dataset").clickOn("#confirm-yes");
        waitUntil(() -> robot.lookup("#import-first").tryQuery().isPresent());
    }
}
