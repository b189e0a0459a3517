package org.empathyworkbench.run;

import java.nio.file.Path;

/**
 * Default workspace of the window and the commands: {@code workspaces/default} beside the program if its launcher gives that location, else
 * {@code EmpathyWorkbench/default} in the user's home folder.
 */
public final class DefaultWorkspaceFolder {
    private DefaultWorkspaceFolder() { }

    public static Path defaultWorkspace() {
        String home = System.getProperty("workbench.home", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), "EmpathyWorkbench", "default").toAbsolutePath()
                : Path.of(home, "workspaces", "default").toAbsolutePath().normalize();
    }
}
