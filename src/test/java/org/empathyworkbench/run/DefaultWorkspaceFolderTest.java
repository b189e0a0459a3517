package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefaultWorkspaceFolderTest {
    private static final String HOME = "workbench.home";
    private final String before = System.getProperty(HOME);

    @AfterEach void restore() {
        if (before == null) System.clearProperty(HOME);
        else System.setProperty(HOME, before);
    }

    @Test void theDefaultWorkspaceLiesBesideTheProgram() {
        System.setProperty(HOME, Path.of("/opt/workbench/app/..").toString());
        assertThat(DefaultWorkspaceFolder.defaultWorkspace()).isEqualTo(Path.of("/opt/workbench/workspaces/default").toAbsolutePath());
    }

    @Test void anInstalledProgramHasItInThePersonsHome() {
        System.clearProperty(HOME);
        assertThat(DefaultWorkspaceFolder.defaultWorkspace())
                .isEqualTo(Path.of(System.getProperty("user.home"), "EmpathyWorkbench", "default").toAbsolutePath());
    }
}
