package org.empathyworkbench.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javafx.scene.Scene;
import org.empathyworkbench.app.control.Snapshots;
import org.testfx.util.WaitForAsyncUtils;

/** Pictures of tested windows, in {@code target/shots}, for people to look at. */
public final class Shots {
    private Shots() { }

    public static void take(Scene scene, String name) throws IOException {
        WaitForAsyncUtils.waitForFxEvents();
        Snapshots.write(onWindow(() -> Snapshots.of(scene.getRoot(), 1, scene.getFill())), Path.of("target", "shots", name + ".png"));
    }

    /** Runs on the JavaFX thread and gives the result here. */
    public static <T> T onWindow(Callable<T> work) { return WaitForAsyncUtils.waitForAsyncFx(10_000, work); }
}
