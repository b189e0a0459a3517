package org.empathyworkbench.app.inference;

import ai.djl.Device;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.BatchResponder;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TeacherForcedScores;
import org.empathyworkbench.identifier.EditReport;
import org.empathyworkbench.identifier.EditSearch;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Models;
import org.empathyworkbench.workspace.Workspace;

/**
 * Loads models from the workspace and caches the most recently used. A model replaced under its name is loaded again. Serialises callers.
 */
public final class LoadedModels implements Inference, Inspection, AutoCloseable {
    /** Cache size: the number of columns in Compare. */
    private static final int GENERATORS = 6;
    private static final int IDENTIFIER_SETS = 2;

    private final Workspace workspace;
    private final Models models;
    private final IntSupplier threads;
    private final InferenceDevice device;
    private final ModelLoader loader;
    private final Kept<ResponseGenerator> generators = new Kept<>(GENERATORS);
    private final Kept<EmpathyScorer> scorers = new Kept<>(IDENTIFIER_SETS);
    /** Fair lock: a short query waits for one part of long work, not for all of it. */
    private final ReentrantLock asking = new ReentrantLock(true);
    private boolean started;
    /** Device of the cached models; null before the first. */
    private Device on;
    private boolean closed;

    /**
     * @param threads intra-op threads; read when the first model is loaded
     * @param device  of the models; after a change they are loaded again
     */
    public LoadedModels(Workspace workspace, IntSupplier threads, InferenceDevice device) {
        this(workspace, threads, device, ModelLoader.OF_FOLDERS);
    }

    LoadedModels(Workspace workspace, IntSupplier threads, InferenceDevice device, ModelLoader loader) {
        this.workspace = workspace;
        this.models = workspace.models();
        this.threads = threads;
        this.device = device;
        this.loader = loader;
    }

    @Override
    public List<EmpathyProfile> score(String identifiers, List<List<String>> contexts, List<String> responses, Progress progress) {
        return alone(() -> scorer(identifiers, progress).score(contexts, responses));
    }

    @Override
    public Response respond(String generator, List<String> context, SamplingSettings sampling, long seed, Progress progress) {
        return alone(() -> generator(place(models, generator), progress).respond(List.of(context), sampling, seed).get(0));
    }

    @Override
    public List<Answer> answers(GeneratorPlace generator, List<List<String>> contexts,
            SamplingSettings sampling, long seed, int sample, Progress progress) {
        return alone(() -> BatchResponder.answers(generator(generator, progress), contexts, sampling, seed, sample));
    }

    @Override
    public String hash(String identifiers, Progress progress) { return alone(() -> scorer(identifiers, progress).hash()); }

    @Override
    public EmpathyProfile read(String identifiers, List<String> context, String response, Progress progress) {
        return alone(() -> scorer(identifiers, progress).reading(context).score(response));
    }

    @Override
    public List<EvidenceMethod> methods(String identifiers, Progress progress) {
        return alone(() -> scorer(identifiers, progress).evidenceMethods());
    }

    @Override
    public Map<Mechanism, Evidence> evidence(String identifiers, List<String> context,
            String response, EvidenceMethod method, EvidenceSettings settings, Progress progress) {
        return alone(() -> {
            progress.check();
            Map<Mechanism, Evidence> found = scorer(identifiers, progress).reading(context)
                    .evidence(response, method, settings, progress::cancelled);
            progress.check();
            return found;
        });
    }

    @Override
    public EditReport edits(String identifiers, List<String> context, String response, EditSearch search, Progress progress) {
        return alone(() -> {
            progress.check();
            return search.run(scorer(identifiers, progress).reading(context), response, progress::cancelled,
                    (fraction, what) -> progress.at(Math.round(1000 * fraction), 1000));
        });
    }

    @Override
    public TeacherForcedScores pieces(String generator, List<String> context, String response, int most, Progress progress) {
        return alone(() -> {
            progress.check();
            return TeacherForcedScores.of(generator(place(models, generator), progress), context, response, most);
        });
    }

    @Override
    public Optional<Alignment> alignment(String generator) { return Alignment.of(workspace, generator); }

    /** @throws org.empathyworkbench.dialogue.UserInputException when there is no such generator */
    public static GeneratorPlace place(Models models, String generator) {
        ModelInfo info = models.get(generator, ModelKind.GENERATOR);
        return new GeneratorPlace(info.name(), models.folder(info.name()), info.createdAt());
    }

    private ResponseGenerator generator(GeneratorPlace place, Progress progress) {
        return generators.get(place.name(), place.madeAt(), progress, () -> loader.generator(place.folder(), on));
    }

    private EmpathyScorer scorer(String identifiers, Progress progress) {
        ModelInfo info = models.get(identifiers, ModelKind.IDENTIFIERS);
        return scorers.get(identifiers, info.createdAt(), progress, () -> loader.identifiers(models.folder(info.name()), on));
    }

    private <T> T alone(Supplier<T> work) {
        asking.lock();
        try {
            start();
            return device.run(this::clear, chosen -> {
                if (on != null && !on.equals(chosen)) clear();
                on = chosen;
                return work.get();
            });
        } finally {
            asking.unlock();
        }
    }

    /** Waits for a running query. */
    @Override
    public void close() {
        asking.lock();
        try {
            closed = true;
            clear();
        } finally {
            asking.unlock();
        }
    }

    private void clear() {
        generators.clear();
        scorers.clear();
    }

    /** Sets up the engine once: its thread count is process-wide. */
    private void start() {
        if (started) return;
        Torch.start(threads.getAsInt());
        started = true;
    }

    private final class Kept<M extends AutoCloseable> {
        private record Entry<M>(M model, Instant createdAt) { }

        private final int most;
        /** Least recently used first. */
        private final Map<String, Entry<M>> entries = new LinkedHashMap<>(8, 0.75f, true);

        Kept(int most) { this.most = most; }

        M get(String name, Instant madeAt, Progress progress, Supplier<M> load) {
            if (closed) throw new CancellationException("The workspace was closed.");
            Entry<M> known = entries.get(name);
            if (known != null && known.createdAt.equals(madeAt)) return known.model;
            if (known != null) close(entries.remove(name));
            while (entries.size() >= most) close(entries.remove(entries.keySet().iterator().next()));
            progress.say("loading " + name);
            M model = load.get();
            entries.put(name, new Entry<>(model, madeAt));
            progress.say("");
            return model;
        }

        void clear() {
            entries.values().forEach(this::close);
            entries.clear();
        }

        private void close(Entry<M> entry) {
            if (entry.model instanceof ResponseGenerator generator) generator.close();
            else if (entry.model instanceof EmpathyScorer scorer) scorer.close();
        }
    }
}
