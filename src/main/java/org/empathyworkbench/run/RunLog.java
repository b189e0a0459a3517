package org.empathyworkbench.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.empathyworkbench.dialogue.BadInput;

/** {@code runs/<id>/log.txt}: what the run said, and the whole cause of a failure. Only ever appended to. */
final class RunLog implements AutoCloseable {
    static final String NAME = "log.txt";

    private final PrintWriter out;

    private RunLog(PrintWriter out) { this.out = out; }

    static RunLog append(Path file) {
        try {
            Files.createDirectories(file.getParent());
            BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new RunLog(new PrintWriter(writer, true));
        } catch (IOException e) {
            throw new BadInput("The log of the run cannot be written (" + file + "). Nothing was started. Look for space and permissions.", e);
        }
    }

    void line(String sentence) { out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + sentence); }

    void failure(Throwable failure) {
        line("The run failed:");
        failure.printStackTrace(out);
    }

    @Override public void close() { out.close(); }
}
