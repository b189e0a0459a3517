package org.empathyworkbench.run;

import java.nio.file.Path;

/** Where workspaces live unless a person says otherwise: under the program's home when its launcher named one, else under the present folder. */
public final class Places {
    private Places() { }

    private static Path workspaces() { return Path.of(System.getProperty("workbench.home", "")).toAbsolutePath().resolve("workspaces"); }

    public static Path defaultWorkspace() { return workspaces().resolve("default"); }

    public static Path demoWorkspace() { return workspaces().resolve("demo"); }
}
