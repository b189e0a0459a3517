package org.empathyworkbench.timeline;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Generates answers of every stored model of a run to the same context. The weights of one are in memory at a time: 1. the checkpoint is
 * verified, 2. loaded, 3. run, 4. closed, 5. its answer is scored by the identifiers. A checkpoint that is damaged, or was deleted
 * meanwhile, is reported and skipped.
 */
public final class Timeline {
    /** What identifiers see in responses to contexts. */
    @FunctionalInterface
    public interface Readers { List<EmpathyProfile> score(List<List<String>> contexts, List<String> responses); }

    private final Workspace workspace;
    private final Device device;
    private final @Nullable Readers readers;

    /** @param readers null for answers without levels */
    public Timeline(Workspace workspace, Device device, @Nullable Readers readers) {
        this.workspace = workspace;
        this.device = device;
        this.readers = readers;
    }

    /**
     * The models that can be asked: the start model where the run had one and it is still there, each
     * checkpoint, the final model. Oldest first.
     *
     * @throws UserInputException when the run trains identifiers, which answer nothing
     */
    public static List<TimelineStop> stops(Workspace workspace, RunInfo run) {
        if (run.kind() == RunKind.IDENTIFIERS) {
            throw new UserInputException("The run \"" + run.name()
                    + "\" trains identifiers, which write no responses. Nothing was asked. Choose a run of a generator or an alignment.");
        }
        List<TimelineStop> stops = new ArrayList<>();
        Recipe recipe = Recipes.parse(run.recipe(), "The recipe of run " + run.id());
        if (!recipe.base().isEmpty()
                && workspace.models().find(recipe.base()).filter(model -> model.kind() == ModelKind.GENERATOR).isPresent()) {
            stops.add(new TimelineStop(TimelineStop.Kind.START, 0, recipe.base(), workspace.models().folder(recipe.base())));
        }
        for (CheckpointInfo one : CheckpointFolder.of(workspace.runs().folder(run.id()), run.id()).list()) {
            stops.add(new TimelineStop(TimelineStop.Kind.CHECKPOINT, one.step(), run.id() + "@" + one.step(), one.folder()));
        }
        boolean own = !run.model().isEmpty()
                && workspace.models().find(run.model()).filter(model -> model.run().equals(run.id())).isPresent();
        if (own) stops.add(new TimelineStop(TimelineStop.Kind.FINAL, run.step(), run.model(), workspace.models().folder(run.model())));
        return stops;
    }

    /** The identifiers that gave the run its reward; empty for a run without. */
    public static String identifiers(RunInfo run) { return Recipes.parse(run.recipe(), "The recipe of run " + run.id()).identifiers(); }

    /**
     * Runs one model after the other.
     *
     * @param heard receives each answer, on this thread
     * @param stop  polled between two models
     * @return a point for each stop, in order
     * @throws CancellationException if a stop was requested
     */
    public List<TimelinePoint> follow(RunInfo run, List<TimelineStop> stops, TimelineQuestion question,
            ProgressListener progress, BooleanSupplier stop, Consumer<TimelinePoint> heard) {
        EmpathyProfile target = target(readers, question);
        List<TimelinePoint> points = new ArrayList<>();
        for (TimelineStop one : stops) {
            if (stop.getAsBoolean()) throw new CancellationException("The timeline was stopped.");
            progress.at((double) points.size() / stops.size(), one.label());
            TimelinePoint point = ask(run, one, question, target);
            points.add(point);
            heard.accept(point);
        }
        progress.at(1, "done");
        return points;
    }

    /** What the readers see in the reference; null without reference or readers. @param readers null for none */
    public static @Nullable EmpathyProfile target(@Nullable Readers readers, TimelineQuestion question) {
        if (readers == null || question.reference().isBlank()) return null;
        return readers.score(List.of(question.context()), List.of(question.reference().strip())).get(0);
    }

    /** Asks one model. @param target as {@link #target} gives it */
    public TimelinePoint ask(RunInfo run, TimelineStop stop, TimelineQuestion question, @Nullable EmpathyProfile target) {
        String text;
        try {
            if (stop.kind() == TimelineStop.Kind.CHECKPOINT)
                CheckpointFolder.of(workspace.runs().folder(run.id()), run.id()).at(stop.step());
            try (ResponseGenerator generator = ResponseGenerator.load(stop.folder(), device)) {
                text = generator.respond(List.of(question.context()), question.sampling(), question.seed()).get(0).text();
            }
        } catch (UserInputException unusable) {
            return new TimelinePoint(stop, "",
                    String.valueOf(unusable.getMessage()).split("(?<=[.])\\s+(?=Nothing was)", 2)[0], null, null);
        }
        if (readers == null || text.isBlank()) return new TimelinePoint(stop, text, "", null, null);
        EmpathyProfile profile = readers.score(List.of(question.context()), List.of(text)).get(0);
        return new TimelinePoint(stop, text, "", profile, target == null ? null : profile.reward(target.levels()));
    }

    /**
     * A curve over the points: p(level) of each mechanism, or the reward.
     *
     * @param mechanism null for the reward
     * @param level     whose probability; plays no part for the reward
     * @return (N), not-a-number where nothing is known
     */
    public static double[] curve(List<TimelinePoint> points, Mechanism mechanism, Level level) {
        return points.stream().mapToDouble(point -> mechanism == null ? (point.reward() == null ? Double.NaN : point.reward())
                : point.probability(mechanism, level).orElse(Double.NaN)).toArray();
    }
}
