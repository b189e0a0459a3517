package org.empathyworkbench.app.home;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.empathyworkbench.app.home.Step.State;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.DialogueFilter;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.RunState;
import org.empathyworkbench.workspace.Workspace;

/** Contents of the start page, derived from the workspace. */
public final class HomeViewModel {
    static final int RECENT = 4;
    /** A prime, so that steps of it visit every index of nearly every list. */
    private static final long STRIDE = 7_919;
    private static final long FIRST = 5;

    private final ReadOnlyObjectWrapper<List<Step>> steps = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<RunInfo>> recent = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Summary> summary = new ReadOnlyObjectWrapper<>(new Summary(0, 0, 0, 0, 0, 0, 0));

    private final ReadOnlyObjectWrapper<Sample> sample = new ReadOnlyObjectWrapper<>();
    private final Workspace workspace;
    private final TaskExecutor tasks;
    private DatasetInfo sampled;
    private int turn;

    /** An example conversation. */
    public record Sample(String dataset, Dialogue dialogue) { }

    /** The numbers of the tiles. */
    public record Summary(int datasets, long dialogues, long pairs, long generators, long identifiers, int runs, long running) { }

    public HomeViewModel(Workspace workspace, WorkspaceWatch watch, TaskExecutor tasks) {
        this.workspace = workspace;
        this.tasks = tasks;
        watch.contentsProperty().subscribe(this::derive);
    }

    /** The workflow from data to comparison; exactly one step is next until all are done. */
    public ReadOnlyObjectProperty<List<Step>> stepsProperty() { return steps.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<List<RunInfo>> recentProperty() { return recent.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Summary> summaryProperty() { return summary.getReadOnlyProperty(); }

    /** Null while no dataset has conversations. */
    public ReadOnlyObjectProperty<Sample> sampleProperty() { return sample.getReadOnlyProperty(); }

    /** Shows another conversation, far from the last; all are visited in turn. */
    public void another() {
        if (sampled == null) return;
        DatasetInfo from = sampled;
        int offset = (int) (Math.floorMod(turn++ * STRIDE + FIRST, (long) from.dialogues()));
        tasks.run(BackgroundTask.of("Reading a conversation",
                progress -> workspace.datasets().page(from.name(), DialogueFilter.ALL, offset, 1)).show(page -> {
                    if (!page.rows().isEmpty()) sample.set(new Sample(from.name(), page.rows().get(0)));
                }).latestOf("home sample").quietly());
    }

    private void derive(Contents now) {
        DatasetInfo newest = now.datasets().stream().filter(dataset -> dataset.dialogues() > 0).findFirst().orElse(null);
        if (!Objects.equals(newest, sampled)) {
            sampled = newest;
            sample.set(null);
            another();
        }
        long generators = of(now, ModelKind.GENERATOR);
        long identifiers = of(now, ModelKind.IDENTIFIERS);
        summary.set(new Summary(now.datasets().size(), now.datasets().stream().mapToLong(DatasetInfo::dialogues).sum(),
                now.datasets().stream().mapToLong(DatasetInfo::pairs).sum(), generators, identifiers, now.runs().size(), now.running()));
        recent.set(now.runs().stream().limit(RECENT).toList());
        boolean conversations = now.datasets().stream().anyMatch(dataset -> dataset.dialogues() > 0);
        boolean aligned = now.runs().stream().anyMatch(run -> run.kind() == RunKind.PPO && run.state() == RunState.FINISHED);
        boolean[] done = {conversations, generators > 0, identifiers > 0, aligned, false};
        int next = 0;
        while (next < done.length - 1 && done[next]) next++;
        steps.set(List.of(
                step(0, next, done, "Import conversations", "Import a corpus of dialogues, or use the small bundled one.",
                        "Import data", Section.DATASETS, "import"),
                step(1, next, done, "Train a generator", "Supervised training of a T5: from scratch in minutes, or from an imported model.",
                        "Train a generator", Section.RUNS, "new:generator"),
                step(2, next, done, "Train the identifiers",
                        "Three classifiers of the levels of emotional reaction, interpretation and exploration.",
                        "Train identifiers", Section.RUNS, "new:identifiers"),
                step(3, next, done, "Align with the reward", "PPO trains the generator to reach the empathy levels of the human responses.",
                        "Start PPO", Section.RUNS, "new:ppo"),
                step(4, next, done, "Inspect and compare", "Inspect single responses level by level, and compare models side by side.",
                        "Compare models", Section.COMPARE, "")));
    }

    private static Step step(int index, int next, boolean[] done, String title,
            String sentence, String action, Section section, String subject) {
        State state = done[index] ? State.DONE : index == next ? State.NEXT : State.LATER;
        return new Step(title, sentence, action, section, subject, state);
    }

    private static long of(Contents now, ModelKind kind) { return now.models().stream().map(ModelInfo::kind).filter(kind::equals).count(); }
}
