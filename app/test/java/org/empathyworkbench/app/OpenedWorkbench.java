package org.empathyworkbench.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.empathyworkbench.app.shell.Preferences;
import org.testfx.util.WaitForAsyncUtils;

/** The whole program in a test's window, over a workspace of its own. */
public final class OpenedWorkbench implements AutoCloseable {
    private final Workbench workbench;
    private final Scene scene;
    private final ChosenFiles files = new ChosenFiles();
    private final List<Path> openedFolders = new CopyOnWriteArrayList<>();

    /** On the JavaFX thread. */
    public OpenedWorkbench(Stage stage, Path folder) {
        workbench = new Workbench(new Preferences(folder.resolve("preferences")), folder.resolve("log.txt"), openedFolders::add, files);
        scene = workbench.theme().dress(new Scene(workbench.shell(), 1280, 800));
        workbench.shell().addShortcuts(scene);
        stage.setScene(scene);
        stage.show();
        workbench.open(folder.resolve("workspace"));
    }

    public Workbench workbench() { return workbench; }

    public Scene scene() { return scene; }

    /** The files that the user is about to choose. */
    public ChosenFiles files() { return files; }

    /** What the file manager was asked to show. */
    public List<Path> openedFolders() { return openedFolders; }

    public static void waitUntil(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(600, TimeUnit.SECONDS, () -> Shots.onWindow(condition::getAsBoolean));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Override
    public void close() {
        Shots.onWindow(() -> {
            workbench.close();
            return true;
        });
    }
}
