package org.empathyworkbench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A JVM with the tests' class path that a test starts. Closing kills it and waits for its end, so that no test leaves it behind. It is
 * killed by its handle: {@link Process#destroyForcibly} also closes the streams, under the feet of whoever reads the child's output.
 */
public final class ChildJvm implements AutoCloseable {
    private static final int SECONDS = 300;

    private final Process process;

    private ChildJvm(Process process) { this.process = process; }

    /** @param flags of the JVM; what the child prints on standard error is discarded unless {@code change} says otherwise */
    public static ChildJvm start(List<String> flags, Class<?> main, Consumer<ProcessBuilder> change, String... arguments)
            throws IOException {
        return start(flags, main.getName(), change, arguments);
    }

    public static ChildJvm start(List<String> flags, String main, Consumer<ProcessBuilder> change, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        change.accept(builder);
        return new ChildJvm(builder.start());
    }

    public Process process() { return process; }

    public long pid() { return process.pid(); }

    public InputStream output() { return process.getInputStream(); }

    /** SIGKILL; its output can still be read to the end. */
    public void kill() { process.toHandle().destroyForcibly(); }

    /** @return the exit value; 137 after {@link #kill} on Unix */
    public int await() throws InterruptedException { return await(SECONDS); }

    /** @throws IllegalStateException when it has not ended by then */
    public int await(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS))
            throw new IllegalStateException("The child has not ended after " + seconds + " s.");
        return process.exitValue();
    }

    @Override public void close() {
        kill();
        process.onExit().join();
    }
}
