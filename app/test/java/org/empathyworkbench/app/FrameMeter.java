package org.empathyworkbench.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Measures what frames of a real window cost: time between them, and processor time on the window's thread and on the one that draws. Used
 * from any thread but the window's.
 */
public final class FrameMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * Milliseconds a frame.
     *
     * @param apart     between two frames, in rising order
     * @param processor of the window's thread, in rising order
     * @param drawing   mean processor time of the thread that draws
     */
    public record Frames(double[] apart, double[] processor, double drawing) {
        /** All of it on one line. */
        public String words() {
            return String.format(Locale.ROOT, "%d frames, %.1f ms apart (median; 95 %% under %.1f, 99 %% under %.1f, "
                    + "longest %.1f); processor on the window's thread %.1f ms a frame (95 %% under %.1f, longest %.1f), "
                    + "on the drawing one %.1f", apart.length, at(apart, .5), at(apart, .95), at(apart, .99),
                    at(apart, 1), at(processor, .5), at(processor, .95), at(processor, 1), drawing);
        }
    }

    private FrameMeter() { }

    /** So many frames, each begun by a call with its number. */
    public static Frames frames(int count, IntConsumer frame) { return watch(frame, number -> number >= count, count + 1); }

    /** Frames until something holds, which is asked once a frame; nothing is done in them. */
    public static Frames until(BooleanSupplier holds) { return watch(number -> { }, number -> holds.getAsBoolean(), 100_000); }

    private static Frames watch(IntConsumer frame, IntPredicate over, int most) {
        double[] apart = new double[most];
        double[] processor = new double[most];
        int[] seen = {0};
        CountDownLatch done = new CountDownLatch(1);
        long drawing = renderer();
        Platform.runLater(() -> new AnimationTimer() {
            private int number;
            private long last;
            private long spent;

            @Override public void handle(long timer) {
                long now = System.nanoTime();
                long cpu = THREADS.getCurrentThreadCpuTime();
                if (number > 0 && seen[0] < most) {
                    apart[seen[0]] = (now - last) / 1e6;
                    processor[seen[0]++] = (cpu - spent) / 1e6;
                }
                last = now;
                spent = cpu;
                if (number > 0 && over.test(number)) {
                    stop();
                    done.countDown();
                    return;
                }
                frame.accept(number++);
            }
        }.start());
        await(done);
        int frames = Math.max(1, seen[0]);
        double[] gaps = Arrays.copyOf(apart, seen[0]);
        double[] work = Arrays.copyOf(processor, seen[0]);
        Arrays.sort(gaps);
        Arrays.sort(work);
        return new Frames(gaps, work, (renderer() - drawing) / 1e6 / frames);
    }

    /** Runs on the window's thread and waits for the end. */
    public static void onWindow(Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Platform.runLater(task);
        try {
            task.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** Processor time of the thread that draws, nanoseconds. */
    private static long renderer() {
        for (long id : THREADS.getAllThreadIds()) {
            if (THREADS.getThreadInfo(id) != null && THREADS.getThreadInfo(id).getThreadName().startsWith("QuantumRenderer"))
                return THREADS.getThreadCpuTime(id);
        }
        return 0;
    }
}
