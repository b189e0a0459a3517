package org.empathyworkbench.run;

import java.nio.file.Path;

/**
 * Where the workspace lives that the window opens first and that commands use unless a person names another: one place for both, so
 * that what a terminal imports stands in the window. It is {@code workspaces/default} beside the program when its launcher said where
 * that is, else {@code EmpathyWorkbench/default} in the person's home folder.
 */
public final class DefaultWorkspaceFolder {
    private DefaultWorkspaceFolder() { }

    public static Path defaultWorkspace() {
        String home = System.getProperty("workbench.home", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), "EmpathyWorkbench", "default").toAbsolutePath()
                : Path.of(home, "workspaces", "default").toAbsolutePath().normalize();
    }
}
