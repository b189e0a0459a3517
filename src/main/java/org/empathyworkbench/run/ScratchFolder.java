package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.io.FileTrees;

/** A folder for files that nobody needs afterwards; closing it deletes it with all that is in it. */
public record ScratchFolder(Path path) implements AutoCloseable {
    /** @param purpose begins the folder's name, so that a left-over one explains itself */
    public static ScratchFolder make(String purpose) throws IOException { return new ScratchFolder(Files.createTempDirectory("empathy-workbench-" + purpose)); }

    @Override public void close() throws IOException { FileTrees.delete(path); }
}
