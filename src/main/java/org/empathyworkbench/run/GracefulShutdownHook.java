package org.empathyworkbench.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shutdown hook that lets a run finish its step when the process is asked to terminate (Ctrl-C, logout, SIGTERM): the JVM waits until the
 * run has ended. Otherwise native code would be unloaded during a step, and the process would crash.
 */
public final class GracefulShutdownHook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdownHook.class);
    private static final long LONGEST_WAIT_SECONDS = 120;

    private final CountDownLatch rested = new CountDownLatch(1);
    private final Thread hook;

    /** @param requestStop requests that the run stop after its step */
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

    /** To be called when the run has ended. */
    @Override
    public void close() {
        rested.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            LOG.debug("The process is terminating; its shutdown hook sees that the run has ended.", ending);
        }
    }
}
