package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Path;
import org.empathyworkbench.io.FileTrees;

/** Deletes a folder of the workspace with all that is in it; links are deleted, not followed. */
final class Folders {
    private Folders() { }

    static void delete(Path folder) {
        try {
            FileTrees.delete(folder);
        } catch (IOException failure) {
            throw new WorkspaceException(WorkspaceException.Reason.DISK_ERROR, "The folder " + folder + " could not be deleted whole. The "
                    + "workspace no longer lists it. Delete what is left of it by hand.", failure);
        }
    }
}
