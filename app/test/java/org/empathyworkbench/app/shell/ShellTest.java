package org.empathyworkbench.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.empathyworkbench.app.OpenedWorkbench.waitUntil;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.Shots;
import org.empathyworkbench.app.WindowTest;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ShellTest extends WindowTest {
    @Test
    void opensOnTheStartPageWithWhatTheWorkspaceHolds(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        assertThat(robot.lookup("#step-0").queryButton().getStyleClass()).contains("accent");
        try (Workspace workspace = Workspace.open(folder.resolve("workspace"))) {
            workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
        }
        waitUntil(() -> robot.lookup("#status-counts").queryLabeled().getText().startsWith("1 dataset "));
        waitUntil(() -> robot.lookup("#step-1").queryButton().getStyleClass().contains("accent"));
        assertThat(robot.lookup("#status-folder").queryLabeled().getText()).isEqualTo(folder.resolve("workspace").toString());
        Shots.take(opened.scene(), "home");
    }

    @Test
    void railAndKeysLeadToEverySection(FxRobot robot) throws TimeoutException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        robot.clickOn("#nav-settings");
        assertThat(robot.lookup("#dark").tryQuery()).isPresent();
        assertThat(robot.lookup("#nav-settings").queryAs(ToggleButton.class).isSelected()).isTrue();
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertThat(robot.lookup("#home-title").tryQuery()).isPresent();
        for (Section section : Section.values()) {
            robot.push(KeyCode.CONTROL, KeyCode.getKeyCode(String.valueOf(section.ordinal() + 1)));
            assertThat(robot.lookup("#nav-" + section.key()).queryAs(ToggleButton.class).isSelected()).isTrue();
        }
    }

    @Test
    void theThemeFollowsTheSwitchAndIsStored(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        robot.clickOn("#nav-settings");
        Shots.take(opened.scene(), "settings-light");
        robot.clickOn("#dark");
        assertThat(opened.scene().getRoot().getStyleClass()).contains("dark").doesNotContain("light");
        Shots.take(opened.scene(), "settings-dark");
        Path preferences = folder.resolve("preferences/preferences.json");
        assertThat(Files.readString(preferences)).contains("\"dark\": true");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(preferences)))
                    .as("a proxy's password may stand in it").isEqualTo("rw-------");
        }
        assertThat(Shots.onWindow(() -> new Preferences(folder.resolve("preferences")).darkProperty().get())).isTrue();
        robot.clickOn("#theme");
        assertThat(opened.scene().getRoot().getStyleClass()).contains("light");
    }

    @Test
    void aFolderThatIsNoWorkspaceIsExplainedAndThePresentOneStays(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        Path file = Files.writeString(folder.resolve("a-file"), "x");
        robot.interact(() -> opened.workbench().open(file));
        waitUntil(() -> robot.lookup(".banner-title").tryQuery().isPresent());
        assertThat(robot.lookup(".banner-title").queryLabeled().getText()).contains("a-file", "not a folder");
        assertThat(robot.lookup("#status-folder").queryLabeled().getText()).endsWith("workspace");
        robot.clickOn("#nav-settings");
        assertThat(robot.lookup("#workspace-path").queryLabeled().getText()).isEqualTo(folder.resolve("workspace").toString());
    }

    @Test
    void anotherWorkspaceReplacesThePresentOneWhole(FxRobot robot) throws TimeoutException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        Path other = folder.resolve("other");
        robot.interact(() -> opened.workbench().open(other));
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent()
                && robot.lookup("#home-title").queryLabeled().getText().equals("other"));
        assertThat(Files.exists(other.resolve("workspace.db"))).isTrue();
    }

    @Test
    void anUnreadableRowIsReportedWhenTheWorkspaceIsOpened(FxRobot robot) throws TimeoutException, SQLException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        Path damaged = folder.resolve("damaged");
        try (Workspace workspace = Workspace.open(damaged)) {
            for (String name : List.of("good", "first bad", "second bad")) {
                workspace.models().add(ModelInfo.of(name, ModelKind.GENERATOR, "a test", 7));
            }
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + damaged.resolve("workspace.db"));
             Statement statement = database.createStatement()) {
            statement.executeUpdate("UPDATE model SET facts = 'no json' WHERE name LIKE '%bad'");
        }
        robot.interact(() -> opened.workbench().open(damaged));
        waitUntil(() -> opened.workbench().shell().problemProperty().get() != null);
        UserMessage told = opened.workbench().shell().problemProperty().get();
        assertThat(told.severity()).isEqualTo(UserMessage.Severity.WARNING);
        assertThat(told.text()).contains("first bad").contains("1 more rows are damaged too.");
    }

    /** As one that was handed on: what waits in its queue was put there elsewhere. */
    private Path strangersWorkspace() throws IOException {
        Path from = folder.resolve("from");
        try (Workspace workspace = Workspace.open(from)) {
            workspace.runs().waiting().addLast(workspace.runs().create(new NewRun("planted", RunKind.PPO, "", "{}")).id());
        }
        Path stranger = folder.resolve("stranger");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) Files.copy(one, stranger.resolve(from.relativize(one).toString()));
        }
        return stranger;
    }

    @Test
    void aWorkspaceThatCameFromElsewhereAsksBeforeItsRunsStart(FxRobot robot) throws TimeoutException, IOException {
        waitUntil(() -> robot.lookup("#home-title").tryQuery().isPresent());
        Path stranger = strangersWorkspace();
        robot.interact(() -> opened.workbench().open(stranger));
        waitUntil(() -> robot.lookup("#queue-question").tryQuery().isPresent());
        Shots.take(opened.scene(), "queue-question");
        try (Workspace workspace = Workspace.open(stranger)) {
            assertThat(workspace.runs().list()).singleElement().satisfies(run -> assertThat(run.state()).isEqualTo(RunState.QUEUED));
            robot.clickOn("#queue-remove");
            waitUntil(() -> workspace.runs().trash().list().size() == 1);
            assertThat(workspace.runs().trash().list().get(0).run().pid()).as("no process ever took it up").isZero();
        }
        assertThat(robot.lookup("#queue-question").tryQuery()).isEmpty();
    }
}
