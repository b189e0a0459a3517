package org.empathyworkbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Named pipes that tests put where a file is expected: reading one waits for ever unless the program refuses it. */
public final class NamedPipe {
    private static final int SECONDS = 60;

    private NamedPipe() { }

    /** Makes a named pipe; the test that asks for it is skipped on a system without any. @return its path */
    public static Path at(Path path) throws IOException, InterruptedException {
        Process made = start(path);
        try {
            assertThat(made.waitFor(SECONDS, TimeUnit.SECONDS)).as("mkfifo has ended").isTrue();
        } finally {
            made.destroyForcibly();
        }
        assertThat(made.exitValue()).as("mkfifo " + path).isZero();
        return path;
    }

    private static Process start(Path path) {
        try {
            return new ProcessBuilder("mkfifo", path.toString()).start();
        } catch (IOException noSuchProgram) {
            return Assumptions.abort("This system has no named pipes: " + noSuchProgram.getMessage());
        }
    }
}
