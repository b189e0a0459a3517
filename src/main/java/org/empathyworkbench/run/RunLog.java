package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.LogFile;

/** {@code runs/<id>/log.txt}: the run's messages, one per line, and the stack traces of a failure. Append-only, as {@link LogFile}. */
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
                    + FileFault.words(e) + "). Nothing was started. Check disk space and permissions.", e);
        }
    }

    void line(String sentence) { out.line(sentence); }

    void failure(Throwable failure) {
        line("The run failed:");
        out.failure(failure);
    }

    @Override public void close() { out.close(); }
}
