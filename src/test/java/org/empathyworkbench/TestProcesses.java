package org.empathyworkbench;

import java.io.IOException;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sees to it that no process of the tests outlives them, however they end. Descendants that are still there when the tests are done are
 * killed and named. A JVM of tests that is killed itself cannot do so: a shell that waits for the end of its input (the JVM's end, whatever
 * it was) then kills every process that carries the tests' environment variable, which children
 * inherit. The second half works on Linux alone.
 */
public final class TestProcesses implements LauncherSessionListener {
    /** Set by the build to a value that no other build has. */
    private static final String MARK = "WORKBENCH_TEST_SESSION";
    /**
     * The JVM of the tests and the shell that the build starts it by carry the mark too; both are at
     * their end by then and must say so themselves.
     */
    private static final String SCRIPT = "trap '' HUP INT TERM; cat >/dev/null; for p in /proc/[0-9]*; do n=${p#/proc/}; "
            + "if [ $n != $2 ] && [ $n != $3 ] && tr '\\0' '\\n' <$p/environ 2>/dev/null | grep -qxF \""
            + MARK + "=$1\"; then kill -9 $n 2>/dev/null; fi; done";

    /** Held, since its input has to stay open as long as this JVM lives. */
    private Process watch;

    @Override public void launcherSessionOpened(LauncherSession session) {
        String mark = System.getenv(MARK);
        if (mark == null || !System.getProperty("os.name").equals("Linux")) return;
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT, "sh", mark, String.valueOf(ProcessHandle.current()
                .pid()), String.valueOf(ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L))))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove(MARK);
        try {
            watch = builder.start();
        } catch (IOException noShell) {
            System.err.println("No process watches over the tests' children: " + noShell.getMessage());
        }
    }

    @Override public void launcherSessionClosed(LauncherSession session) {
        ProcessHandle.current().descendants().filter(child -> watch == null
                || child.pid() != watch.pid() && child.parent().map(ProcessHandle::pid).orElse(0L) != watch.pid())
                .forEach(child -> {
                    System.err.println("A test left process " + child.pid() + " behind: "
                            + child.info().commandLine().orElse("unknown command") + ". It was killed.");
                    child.destroyForcibly();
                });
    }
}
