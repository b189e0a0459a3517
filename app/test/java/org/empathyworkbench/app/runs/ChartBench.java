package org.empathyworkbench.app.runs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.empathyworkbench.app.chart.ChartAxes;
import org.empathyworkbench.app.chart.LiveChart;
import org.empathyworkbench.app.control.Theme;
import org.empathyworkbench.chart.ChartLine;
import org.empathyworkbench.chart.LineStyle;
import org.empathyworkbench.chart.RunCurves;
import org.empathyworkbench.chart.Span;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceJournal;

/**
 * Not a test: what a chart of many points costs, in a real window. Arguments: points (1000000), lines (1), frames (300). Written for the
 * figures of PERFORMANCE.md; run it with the tests' class path and a display.
 */
public final class ChartBench {
    private ChartBench() { }

    public static void main(String[] arguments) { Application.launch(Window.class, arguments); }

    /** The window that is measured. */
    public static final class Window extends Application {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private final PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

        @Override public void start(Stage stage) throws IOException {
            List<String> raw = getParameters().getRaw();
            int points = raw.isEmpty() ? 1_000_000 : Integer.parseInt(raw.get(0));
            int lines = raw.size() < 2 ? 1 : Integer.parseInt(raw.get(1));
            int frames = raw.size() < 3 ? 300 : Integer.parseInt(raw.get(2));
            LiveChart chart = new LiveChart("Empathy reward");
            ChartAxes axes = new ChartAxes();
            axes.smoothingProperty().set(1_000);
            chart.follow(axes);
            Theme theme = new Theme(false);
            StackPane page = new StackPane(chart);
            page.getStyleClass().add("shell");
            stage.setScene(theme.dress(new Scene(page, 1_000, 480)));
            stage.show();
            Path folder = Files.createTempDirectory("chart-bench");
            new Thread(() -> measure(folder, chart, axes, points, lines, frames), "bench").start();
        }

        private void measure(Path folder, LiveChart chart, ChartAxes axes, int points, int lines, int frames) {
            try (Workspace workspace = Workspace.open(folder)) {
                List<RunCurves> read = new ArrayList<>();
                long before = used();
                for (int line = 0; line < lines; line++) {
                    String id = workspace.runs().create(new NewRun("run " + line, RunKind.PPO, "", "{}")).id();
                    write(workspace, id, points, line);
                    read.add(read(workspace, id, points));
                }
                long after = used();
                out.printf(Locale.ROOT, "memory of %,d points: %.1f MB%n", (long) points * lines, (after - before) / 1e6);
                onWindow(() -> {
                    List<ChartLine> all = new ArrayList<>();
                    for (int line = 0; line < lines; line++)
                        all.add(ChartLine.of("run " + line, "run" + line, read.get(line).curve("reward/raw"), LineStyle.run(line, 8)));
                    long began = System.nanoTime();
                    long processor = THREADS.getCurrentThreadCpuTime();
                    chart.setLines(all);
                    chart.layout();
                    out.printf(Locale.ROOT, "first frame: %.1f ms, %.1f of them its own work%n",
                            (System.nanoTime() - began) / 1e6, (THREADS.getCurrentThreadCpuTime() - processor) / 1e6);
                });
                smooth(chart, axes, 400, "the first");
                for (int again = 0; again < 3; again++) smooth(chart, axes, 500 + again, "again");
                out.printf(Locale.ROOT, "memory with smoothing: %.1f MB%n", (used() - before) / 1e6);
                pan(chart, axes, points, frames, 1.0, "the whole");
                pan(chart, axes, points, frames, 0.3, "a third");
                pan(chart, axes, points, frames, 0.001, "a thousandth");
            } finally {
                Platform.exit();
            }
        }

        private static void write(Workspace workspace, String id, int points, int seed) {
            Random random = new Random(seed);
            try (WorkspaceJournal journal = WorkspaceJournal.open(workspace.runs(), id)) {
                for (int step = 1; step <= points; step++) {
                    journal.metrics(step, Map.of("reward/raw",
                            0.2 + 0.3 * (1 - Math.exp(-3.0 * step / points)) + 0.05 * random.nextGaussian() + 0.03 * seed));
                }
            }
        }

        private RunCurves read(Workspace workspace, String id, int points) {
            RunCurves curves = new RunCurves();
            long began = System.nanoTime();
            long[] longest = {0, 0};
            for (boolean more = true; more; ) {
                long at = System.nanoTime();
                RunCurves.Blocks blocks = RunCurves.read(workspace.runs(), id, curves.seen());
                longest[1] = Math.max(longest[1], System.nanoTime() - at);
                onWindow(() -> {
                    long start = System.nanoTime();
                    curves.take(blocks);
                    longest[0] = Math.max(longest[0], System.nanoTime() - start);
                });
                more = blocks.more();
            }
            out.printf(Locale.ROOT, "%,d points read in %.2f s; longest block %.0f ms away from the window, %.1f ms on its thread%n",
                    points, (System.nanoTime() - began) / 1e9, longest[1] / 1e6, longest[0] / 1e6);
            return curves;
        }

        /**
         * Changes the smoothing and waits until it is there; how long the window's thread is held meanwhile is
         * seen by tasks that follow each other on it.
         */
        private void smooth(LiveChart chart, ChartAxes axes, double steps, String what) {
            long began = System.nanoTime();
            long frames = chart.frames();
            double[] longest = {0, 0};
            long[] last = {0, 0};
            onWindow(() -> {
                axes.smoothingProperty().set(steps);
                last[0] = System.nanoTime();
                last[1] = THREADS.getCurrentThreadCpuTime();
            });
            for (boolean[] there = {false}; !there[0]; ) {
                onWindow(() -> {
                    longest[0] = Math.max(longest[0], (System.nanoTime() - last[0]) / 1e6);
                    longest[1] = Math.max(longest[1], (THREADS.getCurrentThreadCpuTime() - last[1]) / 1e6);
                    last[0] = System.nanoTime();
                    last[1] = THREADS.getCurrentThreadCpuTime();
                    there[0] = chart.smoothing() == steps;
                });
            }
            out.printf(Locale.ROOT, "another smoothing, %s: there after %.0f ms and %d frames, "
                    + "window's thread held %.1f ms at the most, %.1f ms of them its own work%n", what,
                    (System.nanoTime() - began) / 1e6, chart.frames() - frames, longest[0], longest[1]);
        }

        /** Moves the part that is looked at by a pixel or so each frame. */
        private void pan(LiveChart chart, ChartAxes axes, int points, int frames, double share, String what) {
            double[] work = new double[frames];
            double[] apart = new double[frames];
            double[] cpu = new double[frames];
            long drawing = renderer();
            Object over = new Object();
            boolean[] done = {false};
            Platform.runLater(() -> new AnimationTimer() {
                private int frame;
                private long last;

                @Override public void handle(long now) {
                    if (frame > 0) apart[frame - 1] = (now - last) / 1e6;
                    last = now;
                    if (frame == frames) {
                        stop();
                        synchronized (over) {
                            done[0] = true;
                            over.notifyAll();
                        }
                        return;
                    }
                    double width = share * points;
                    double from = (points - width) * 0.5 + width * 0.002 * (frame % 200 - 100);
                    long began = System.nanoTime();
                    long processor = THREADS.getCurrentThreadCpuTime();
                    axes.windowProperty().set(new Span(from, from + width));
                    chart.layout();
                    cpu[frame] = (THREADS.getCurrentThreadCpuTime() - processor) / 1e6;
                    work[frame++] = (System.nanoTime() - began) / 1e6;
                }
            }.start());
            synchronized (over) {
                while (!done[0]) {
                    try {
                        over.wait();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            }
            double rendering = (renderer() - drawing) / 1e6 / frames;
            Arrays.sort(cpu);
            out.printf(Locale.ROOT, "panning %s: processor %.2f ms a frame on the window's thread (median; 95 %% under "
                    + "%.2f), %.2f ms on the one that draws%n", what, cpu[frames / 2], cpu[(int) (frames * 0.95)], rendering);
            Arrays.sort(work);
            Arrays.sort(apart);
            out.printf(Locale.ROOT, "panning %s: %.2f ms on the window's thread (median; 95 %% under "
                    + "%.2f), frames %.1f ms apart (median; 95 %% under %.1f)%n", what, work[frames / 2],
                    work[(int) (frames * 0.95)], apart[frames / 2], apart[(int) (frames * 0.95)]);
        }

        /** Processor time of the thread that draws, nanoseconds. */
        private static long renderer() {
            for (long id : THREADS.getAllThreadIds()) {
                if (THREADS.getThreadInfo(id) != null && THREADS.getThreadInfo(id).getThreadName().startsWith("QuantumRenderer"))
                    return THREADS.getThreadCpuTime(id);
            }
            return 0;
        }

        private static void onWindow(Runnable work) {
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

        private static long used() {
            System.gc();
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
