package org.empathyworkbench.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;

/**
 * A test in the whole program's window, over a workspace of its own that the test has open too, as another process would. TestFX finds
 * methods that start a window in the test's own class alone, so the window is opened by JUnit's means.
 */
@ExtendWith(ApplicationExtension.class)
@Tag("window")
public abstract class WindowTest {
    @TempDir protected Path folder;
    protected OpenedWorkbench opened;
    protected Workspace other;

    /** What is to be there before the window opens. */
    protected void before() throws IOException { }

    /** What is to go when the window has closed. */
    protected void after() { }

    @BeforeEach
    void openWindow() throws TimeoutException, IOException {
        other = Workspace.open(folder.resolve("workspace"));
        before();
        FxToolkit.setupStage(stage -> opened = new OpenedWorkbench(stage, folder));
    }

    @AfterEach
    void closeWindow() {
        opened.close();
        other.close();
        after();
    }
}
