package org.empathyworkbench.app.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
@Tag("window")
class BackgroundTaskExecutorTest {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ObservableList<RunningTask> running = FXCollections.observableArrayList();
    private final BackgroundTaskExecutor tasks = new BackgroundTaskExecutor("test", 2, running, failures::add);

    @Start
    void start(Stage stage) { }

    @AfterEach
    void close() { tasks.close(); }

    @Test
    void computesAwayFromTheWindowAndShowsOnIt() throws TimeoutException {
        List<Boolean> onWindow = new CopyOnWriteArrayList<>();
        run(BackgroundTask.of("t", p -> onWindow.add(Platform.isFxApplicationThread()))
                .show(x -> onWindow.add(Platform.isFxApplicationThread())));
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> onWindow.size() == 2);
        assertThat(onWindow).containsExactly(false, true);
    }

    @Test
    void onlyTheLatestOfAKindIsShown() throws TimeoutException {
        CountDownLatch hold = new CountDownLatch(1);
        List<String> shown = new CopyOnWriteArrayList<>();
        run(BackgroundTask.of("first", p -> waitFor(hold)).show(x -> shown.add("first")).latestOf("filter"));
        run(BackgroundTask.of("second", p -> "second").show(shown::add).latestOf("filter"));
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> shown.contains("second"));
        hold.countDown();
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> running.isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(shown).containsExactly("second");
    }

    @Test
    void aCancelledTaskShowsNothingAndIsNoFailure() throws TimeoutException {
        CountDownLatch hold = new CountDownLatch(1);
        List<String> shown = new CopyOnWriteArrayList<>();
        RunningTask work = run(BackgroundTask.of("long", p -> { String word = waitFor(hold); p.check(); return word; }).show(shown::add));
        assertThat(running).hasSize(1);
        work.cancel();
        hold.countDown();
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> running.isEmpty());
        assertThat(shown).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void failuresGoToTheTaskOrElseToTheExecutor() throws TimeoutException {
        List<Throwable> own = new CopyOnWriteArrayList<>();
        run(BackgroundTask.of("a", p -> { throw new IOException("mine"); }).failed(own::add));
        run(BackgroundTask.of("b", p -> { throw new IOException("yours"); }));
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> !own.isEmpty() && !failures.isEmpty());
        assertThat(own.get(0)).hasMessage("mine");
        assertThat(failures.get(0)).hasMessage("yours");
    }

    @Test
    void workSubmittedAfterCloseIsDropped() throws TimeoutException {
        tasks.close();
        List<String> shown = new CopyOnWriteArrayList<>();
        RunningTask work = run(BackgroundTask.of("late", p -> "late").show(shown::add));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(work.done()).isTrue();
        assertThat(shown).isEmpty();
        assertThat(failures).isEmpty();
        assertThat(running).isEmpty();
    }

    @Test
    void progressIsAPartOfTheWholeOrUnknown() {
        List<Double> seen = new ArrayList<>();
        SameThreadTasks same = new SameThreadTasks();
        RunningTask work = same.run(BackgroundTask.of("count", p -> { p.at(3, 0); p.at(1, 4); return 1; }));
        seen.add(work.progress());
        assertThat(seen).containsExactly(0.25);
        assertThat(same.run(BackgroundTask.of("unknown", p -> 1)).progress()).isEqualTo(-1);
    }

    private <T> RunningTask run(BackgroundTask<T> task) { return WaitForAsyncUtils.waitForAsyncFx(120_000, () -> tasks.run(task)); }

    private static String waitFor(CountDownLatch latch) {
        try {
            return latch.await(120, TimeUnit.SECONDS) ? "done" : "late";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
