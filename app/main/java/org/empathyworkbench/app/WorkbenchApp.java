package org.empathyworkbench.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.shell.Preferences;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.io.LogFile;
import org.empathyworkbench.run.DefaultWorkspaceFolder;

/**
 * Opens the window. Arguments: {@code --workspace=DIR}, {@code --page=KEY} ({@code home}, {@code datasets}...), {@code --theme=light|dark}.
 */
public final class WorkbenchApp extends Application {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final double LEAST_WIDTH = 1000;
    private static final double LEAST_HEIGHT = 640;
    private Workbench workbench;

    @Override
    public void start(Stage stage) {
        Path own = ConfigFolder.ofThisPerson();
        Path log = own.resolve("log.txt");
        logTo(log);
        Map<String, String> named = getParameters().getNamed();
        Preferences preferences = new Preferences(own);
        if (named.containsKey("theme")) preferences.darkProperty().set(named.get("theme").equals("dark"));
        workbench = new Workbench(preferences, log,
                folder -> getHostServices().showDocument(folder.toUri().toString()), FileChoice.ofSystem());
        Scene scene = workbench.theme().dress(new Scene(workbench.shell(), WIDTH, HEIGHT));
        workbench.shell().addShortcuts(scene);
        stage.setScene(scene);
        stage.setTitle("Empathy Workbench");
        stage.getIcons().setAll(List.of(16, 32, 64, 128, 256).stream().map(size -> new Image(
                Objects.requireNonNull(getClass().getResourceAsStream("/icons/icon-" + size + ".png")))).toList());
        size(stage);
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> workbench.failed(failure));
        stage.show();
        // Some window managers take a minimum size that is set before the window is shown for its size,
        // and shrink the window if it is set afterwards.
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        size(stage);
        Platform.runLater(WorkbenchApp::noteStart);
        String wanted = named.getOrDefault("workspace", preferences.workspaceProperty().get());
        if (wanted.isBlank() || Path.of(wanted).equals(DefaultWorkspaceFolder.defaultWorkspace()))
            workbench.welcome(DefaultWorkspaceFolder.defaultWorkspace());
        else workbench.open(Path.of(wanted));
        Section.ofKey(named.getOrDefault("page", "")).ifPresent(workbench.navigation()::go);
    }

    private static void size(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
    }

    /** Closes popups and the window first: newer JavaFX versions crash when the toolkit exits under them. */
    @Override
    public void stop() {
        List.copyOf(Window.getWindows()).forEach(Window::hide);
        workbench.close();
        Platform.exit();
    }

    /** Logs the start-up time, and the processor time within it. */
    private static void noteStart() {
        ProcessHandle.Info process = ProcessHandle.current().info();
        Duration waited = Duration.between(process.startInstant().orElseGet(Instant::now), Instant.now());
        Logger.getLogger(WorkbenchApp.class.getName())
                .info(String.format(Locale.ROOT, "The window was shown %.1f s after the start, for which the processor worked %.1f s.",
                        waited.toMillis() / 1000.0, process.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0));
    }

    private static void logTo(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Logger.getLogger("").addHandler(new WindowLog(LogFile.append(file)));
        } catch (IOException e) {
            Logger.getLogger(WorkbenchApp.class.getName()).log(Level.WARNING, "No log file: " + file, e);
        }
    }
}
