package org.empathyworkbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder; closing it deletes it with its contents. */
public record TempFolder(Path path) implements AutoCloseable {
    /** @param purpose begins the folder's name, so that a left-over one explains itself */
    public static TempFolder make(String purpose) throws IOException {
        return new TempFolder(Files.createTempDirectory("empathy-workbench-" + purpose));
    }

    @Override public void close() throws IOException { FileTrees.delete(path); }
}
