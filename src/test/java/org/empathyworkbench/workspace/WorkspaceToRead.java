package org.empathyworkbench.workspace;

import java.nio.file.Path;
import java.time.Clock;

/** A workspace as it opens where its folder may not be written, whoever runs the tests. */
public final class WorkspaceToRead {
    private WorkspaceToRead() { }

    public static Workspace open(Path folder) {
        return Workspace.open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), 100, path -> false);
    }
}
