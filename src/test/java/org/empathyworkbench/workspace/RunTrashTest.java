package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stars, tags, notes, and the trash. */
class RunTrashTest {
    @TempDir Path folder;
    private Workspace workspace;
    private Runs runs;

    @BeforeEach void open() {
        workspace = Workspace.open(folder);
        runs = workspace.runs();
    }

    @AfterEach void close() { workspace.close(); }

    private String finished(String name) throws IOException {
        String id = runs.create(new NewRun(name, RunKind.PPO, "paper", "{}")).id();
        runs.started(id, 1);
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            journal.metrics(1, Map.of("loss", 1.0));
        }
        runs.finished(id, "made");
        Files.createDirectories(runs.folder(id).resolve("checkpoints"));
        Files.writeString(runs.folder(id).resolve("recipe.json"), "{}");
        return id;
    }

    @Test void aRunInTheTrashShowsNowhereAndComesBackWhole() throws IOException {
        String id = finished("first");
        String other = finished("second");
        runs.mark(id, marks -> marks.withStar(true).withTag("good"));
        runs.trash().put(id);
        assertThat(runs.list()).extracting(RunInfo::id).containsExactly(other);
        assertThat(runs.find(id)).isEmpty();
        assertThat(runs.trash().list()).extracting(one -> one.run().name()).containsExactly("first");
        assertThat(folder.resolve("trash").resolve(id).resolve("recipe.json")).exists();
        assertThat(runs.folder(id)).doesNotExist();
        for (Runnable action : List.<Runnable>of(() -> runs.started(id, 2), () -> runs.queueAgain(id),
                () -> runs.requestStop(id), () -> runs.trash().put(id), () -> runs.mark(id, m -> m))) {
            assertThatThrownBy(action::run).isInstanceOf(UserInputException.class).hasMessageContaining("no run");
        }
        assertThat(runs.trash().find("first").id()).isEqualTo(id);
        runs.trash().restore(id);
        RunInfo back = runs.find(id).orElseThrow();
        assertThat(back.marks()).isEqualTo(new RunAnnotations(true, List.of("good"), ""));
        assertThat(back.state()).isEqualTo(RunState.FINISHED);
        assertThat(runs.metrics(id, "loss", 0)).hasSize(1);
        assertThat(runs.folder(id).resolve("recipe.json")).exists();
        assertThat(folder.resolve("trash").resolve(id)).doesNotExist();
        assertThatThrownBy(() -> runs.trash().restore(id)).isInstanceOf(UserInputException.class);
    }

    @Test void anEmptiedTrashIsGoneForGoodButTheRestStays() throws IOException {
        String id = finished("first");
        String other = finished("second");
        runs.trash().put(id);
        assertThat(runs.trash().empty()).isEqualTo(1);
        assertThat(runs.trash().list()).isEmpty();
        assertThat(folder.resolve("trash").resolve(id)).doesNotExist();
        assertThat(runs.find(other)).isPresent();
        assertThat(runs.folder(other).resolve("recipe.json")).exists();
        assertThatThrownBy(() -> runs.trash().delete(other)).as("it is not in the trash").isInstanceOf(UserInputException.class);
        assertThat(runs.find(other)).isPresent();
    }

    @Test void aRunningRunIsNotThrownAwayAndOneThatWaitsLeavesTheQueue() {
        String running = runs.create(new NewRun("works", RunKind.PPO, "", "{}")).id();
        runs.started(running, 1);
        assertThatThrownBy(() -> runs.trash().put(running)).isInstanceOf(UserInputException.class).hasMessageContaining("is running");
        assertThat(runs.find(running)).isPresent();
        String waits = runs.create(new NewRun("waits", RunKind.PPO, "", "{}")).id();
        runs.waiting().addLast(waits);
        runs.trash().put(waits);
        assertThat(runs.waiting().list()).isEmpty();
        runs.trash().restore(waits);
        assertThat(runs.find(waits).orElseThrow().state()).isEqualTo(RunState.STOPPED);
    }

    @Test void whatWasCutShortBetweenMarkAndMoveIsStillFound() throws IOException {
        String id = finished("first");
        runs.trash().put(id);
        Files.move(folder.resolve("trash").resolve(id), runs.folder(id));              // marked, but not moved yet
        runs.trash().restore(id);
        assertThat(runs.folder(id).resolve("recipe.json")).exists();
        runs.trash().put(id);
        Files.createDirectories(runs.folder(id));
        Files.writeString(runs.folder(id).resolve("log.txt"), "a process came too late");
        runs.trash().restore(id);
        assertThat(runs.folder(id).resolve("recipe.json")).exists();
        assertThat(runs.folder(id).resolve("log.txt")).exists();
    }

    @Test void tagsAreWordsEachOnceAndNotesAreText() throws IOException {
        String id = finished("first");
        RunInfo marked = runs.mark(id,
                marks -> marks.withTag(" good ").withTag("good").withTag("b\u00e9ta \"2\"").withNote(" It went,\nwell. "));
        assertThat(marked.marks().tags()).containsExactly("good", "b\u00e9ta \"2\"");
        assertThat(runs.find(id).orElseThrow().marks().note()).isEqualTo("It went,\nwell.");
        assertThatThrownBy(() -> runs.mark(id, marks -> marks.withTag("a,b")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no comma");
        assertThat(runs.mark(id, marks -> marks.withoutTag("good")).marks().tags()).containsExactly("b\u00e9ta \"2\"");
    }

    @Test void aCurveInOneLineLeavesOutWhatIsNotANumber() throws IOException {
        String id = finished("first");
        try (WorkspaceJournal journal = WorkspaceJournal.open(runs, id)) {
            double[] values = {3, 5, Double.NaN, 4, 2};
            for (int i = 0; i < values.length; i++) journal.metrics(i + 2, Map.of("reward", values[i]));
        }
        assertThat(runs.summary(id, "reward", 2)).contains(new MetricSummary(5, 2, 2, 5, 3));
        assertThat(runs.summary(id, "reward", 100).orElseThrow().meanOfLast()).isEqualTo(3.5);
        assertThat(runs.summary(id, "nothing", 2)).isEmpty();
    }

    @Test void aSweepIsANameThatRunsShare() throws IOException {
        workspace.sweeps().create("Beta", "{}");
        assertThatThrownBy(() -> workspace.sweeps().create("beta", "{}"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("already has a sweep");
        String second = finished("second");
        String first = finished("first");
        workspace.sweeps().add("beta", second, 1);
        workspace.sweeps().add("beta", first, 0);
        assertThat(workspace.sweeps().runs("BETA")).extracting(RunInfo::id).containsExactly(first, second);
        assertThat(runs.find(first).orElseThrow().sweep()).isEqualTo("Beta");
        runs.trash().put(second);
        assertThat(workspace.sweeps().runs("Beta")).hasSize(1);
        workspace.sweeps().delete("Beta");
        assertThat(runs.find(first).orElseThrow().sweep()).isEmpty();
        assertThatThrownBy(() -> workspace.sweeps().get("Beta"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no sweep named");
    }
}
