package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.LogFile;

/**
 * {@code runs/<id>/log.txt}: what the run said, a line each, and the places of a failure. Only
 * ever appended to, as {@link LogFile} does it.
 */
final class RunLog implements AutoCloseable {
    static final String NAME = "log.txt";

    private final LogFile out;

    private RunLog(LogFile out) { this.out = out; }

    static RunLog append(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return new RunLog(LogFile.append(file));
        } catch (IOException e) {
            throw new UserInputException("The log of the run cannot be written (" + file + ": "
                    + FileFault.words(e) + "). Nothing was started. Look for space and permissions.", e);
        }
    }

    void line(String sentence) { out.line(sentence); }

    void failure(Throwable failure) {
        line("The run failed:");
        out.failure(failure);
    }

    @Override public void close() { out.close(); }
}
