package org.empathyworkbench.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.io.NativeLibraries;

/** The main class. It does not extend {@link Application}: JavaFX refuses to launch such a class from the class path. */
public final class Launcher {
    /** Strong reference: the level of a logger without one is lost when it is collected. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Launcher() { }

    public static void main(String[] arguments) {
        NativeLibraries.noTelemetry();
        NativeLibraries.keepSqliteIn(ConfigFolder.ofThisPerson());
        JAVAFX.setLevel(Level.SEVERE);   // JavaFX warns at each start that it is on the class path; that is intended
        Application.launch(WorkbenchApp.class, arguments);
    }
}
