package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Path;
import org.empathyworkbench.io.FileTrees;

/** Deletes a folder of the workspace with its contents; links are deleted, not followed. */
final class Folders {
    private Folders() { }

    static void delete(Path folder) {
        try {
            FileTrees.delete(folder);
        } catch (IOException failure) {
            throw new WorkspaceException(WorkspaceException.Reason.DISK_ERROR, "The folder " + folder
                    + " could not be deleted completely. The "
                    + "workspace no longer lists it. Delete the rest manually.", failure);
        }
    }
}
