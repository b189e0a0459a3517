package org.empathyworkbench.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a run end after its step when the process is told to end (Ctrl-C, a logout, a polite kill): the virtual machine waits for the
 * run to rest. Without it the process would unload native code under a step that still computes in it, and crash.
 */
public final class GracefulShutdownHook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdownHook.class);
    private static final long LONGEST_WAIT_SECONDS = 120;

    private final CountDownLatch rested = new CountDownLatch(1);
    private final Thread hook;

    /** @param requestStop asks the run to stop after its step */
    public GracefulShutdownHook(Runnable requestStop) {
        hook = new Thread(() -> {
            requestStop.run();
            await();
        }, "stop the run before the process ends");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            rested.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run rests. */
    @Override
    public void close() {
        rested.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            LOG.debug("The process is ending; its hook finds the run at rest.", ending);
        }
    }
}
