package org.empathyworkbench.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.io.NativeLibraries;

/** The main class. It is no {@link Application}: JavaFX refuses to start one from the class path. */
public final class Launcher {
    /** Held here because loggers that nobody holds forget their level. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Launcher() { }

    public static void main(String[] arguments) {
        NativeLibraries.noTelemetry();
        NativeLibraries.keepSqliteIn(ConfigFolder.ofThisPerson());
        JAVAFX.setLevel(Level.SEVERE);   // it warns at each start of being on the class path, where we want it
        Application.launch(WorkbenchApp.class, arguments);
    }
}
