package org.empathyworkbench.app.inference;

import ai.djl.Device;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TeacherReading;
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
 * Loads models from the workspace's folders and keeps the few that were asked last. A model that was made anew under its name is
 * loaded anew. One caller at a time is served; the others wait.
 */
public final class LoadedModels implements Inference, Inspection, AutoCloseable {
    /** As many as stand side by side on the page Compare. */
    private static final int GENERATORS = 4;
    private static final int IDENTIFIER_SETS = 2;

    private final Workspace workspace;
    private final Models models;
    private final IntSupplier threads;
    private final Kept<ResponseGenerator> generators = new Kept<>(ModelKind.GENERATOR, GENERATORS);
    private final Kept<EmpathyScorer> scorers = new Kept<>(ModelKind.IDENTIFIERS, IDENTIFIER_SETS);
    private boolean started;
    private boolean closed;

    /** @param threads of one operation; asked when the first model is loaded */
    public LoadedModels(Workspace workspace, IntSupplier threads) {
        this.workspace = workspace;
        this.models = workspace.models();
        this.threads = threads;
    }

    @Override
    public synchronized List<EmpathyProfile> score(String identifiers, List<List<String>> contexts, List<String> responses, Progress progress) {
        return scorer(identifiers, progress).score(contexts, responses);
    }

    @Override
    public synchronized EmpathyProfile read(String identifiers, List<String> context, String response, Progress progress) {
        return scorer(identifiers, progress).reading(context).score(response);
    }

    @Override
    public synchronized List<EvidenceMethod> methods(String identifiers, Progress progress) { return scorer(identifiers, progress).evidenceMethods(); }

    @Override
    public synchronized Map<Mechanism, Evidence> evidence(String identifiers, List<String> context, String response, EvidenceMethod method, EvidenceSettings settings, Progress progress) {
        progress.check();
        Map<Mechanism, Evidence> found = scorer(identifiers, progress).reading(context).evidence(response, method, settings, progress::cancelled);
        progress.check();
        return found;
    }

    @Override
    public synchronized EditReport edits(String identifiers, List<String> context, String response, EditSearch search, Progress progress) {
        progress.check();
        return search.run(scorer(identifiers, progress).reading(context), response, progress::cancelled, (fraction, what) -> progress.at(Math.round(1000 * fraction), 1000));
    }

    @Override
    public synchronized TeacherReading pieces(String generator, List<String> context, String response, int most, Progress progress) {
        progress.check();
        return TeacherReading.of(generator(generator, progress), context, response, most);
    }

    @Override
    public Optional<Alignment> alignment(String generator) { return Alignment.of(workspace, generator); }

    private EmpathyScorer scorer(String identifiers, Progress progress) {
        return scorers.get(identifiers, progress, info -> EmpathyScorer.load(models.folder(info.name()), Device.cpu()));
    }

    private ResponseGenerator generator(String name, Progress progress) {
        return generators.get(name, progress, info -> ResponseGenerator.load(models.folder(info.name()), Device.cpu()));
    }

    @Override
    public synchronized Response respond(String generator, List<String> context, SamplingSettings sampling, long seed, Progress progress) {
        return generator(generator, progress).respond(List.of(context), sampling, seed).get(0);
    }

    /** Waits for a question that is being answered. */
    @Override
    public synchronized void close() {
        closed = true;
        generators.clear();
        scorers.clear();
    }

    private final class Kept<M extends AutoCloseable> {
        private record Entry<M>(M model, Instant createdAt) { }

        private final ModelKind kind;
        private final int most;
        /** The one asked longest ago first. */
        private final Map<String, Entry<M>> entries = new LinkedHashMap<>(8, 0.75f, true);

        Kept(ModelKind kind, int most) {
            this.kind = kind;
            this.most = most;
        }

        M get(String name, Progress progress, Function<ModelInfo, M> load) {
            if (closed) throw new java.util.concurrent.CancellationException("The workspace was closed.");
            ModelInfo info = models.get(name, kind);
            Entry<M> known = entries.get(name);
            if (known != null && known.createdAt.equals(info.createdAt())) return known.model;
            if (known != null) close(entries.remove(name));
            while (entries.size() >= most) close(entries.remove(entries.keySet().iterator().next()));
            progress.say("loading " + name);
            if (!started) {
                Torch.start(threads.getAsInt());
                started = true;
            }
            M model = load.apply(info);
            entries.put(name, new Entry<>(model, info.createdAt()));
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
