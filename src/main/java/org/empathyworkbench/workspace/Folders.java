package org.empathyworkbench.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes a folder of the workspace with all that is in it; links are deleted, not followed. */
final class Folders {
    private Folders() { }

    static void delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException | UncheckedIOException failure) {
            throw new WorkspaceException(WorkspaceException.Reason.DISK_ERROR, "The folder " + folder + " could not be deleted whole. The "
                    + "workspace no longer lists it. Delete what is left of it by hand.", failure);
        }
    }
}
