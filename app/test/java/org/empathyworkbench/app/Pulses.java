package org.empathyworkbench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;

/**
 * Counts the frames that the toolkit produces for a scene. At rest it produces none; a playing animation asks for sixty a second, whether
 * anything changes or not.
 */
public final class Pulses {
    private static final int TICKS = 20;
    private static final int TICK_MILLIS = 100;
    private static final int WINDOWS = 8;

    private Pulses() { }

    /**
     * Watches stretches of two seconds until one has no frame in it. A page may still be settling in the first ones.
     *
     * @return the frames of each stretch; the last is 0 unless the scene never came to rest
     */
    public static List<Integer> untilRest(Scene scene) throws InterruptedException {
        AtomicInteger pulses = new AtomicInteger();
        Runnable count = pulses::incrementAndGet;
        Shots.onWindow(() -> {
            scene.addPostLayoutPulseListener(count);
            return true;
        });
        List<Integer> stretches = new ArrayList<>();
        try {
            do {
                pulses.set(0);
                ticks();
                stretches.add(pulses.get());
            } while (stretches.get(stretches.size() - 1) > 0 && stretches.size() < WINDOWS);
        } finally {
            Shots.onWindow(() -> {
                scene.removePostLayoutPulseListener(count);
                return true;
            });
        }
        return stretches;
    }

    /** Returns after so many ticks of a clock of its own. */
    private static void ticks() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(TICKS);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(left::countDown, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (!left.await(1, TimeUnit.MINUTES)) throw new IllegalStateException("The clock stands still");
        } finally {
            clock.shutdownNow();
        }
    }
}
