package org.empathyworkbench.app.inference;

import ai.djl.Device;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Models;

/**
 * Loads models from the workspace's folders and keeps the few that were asked last. A model that was made anew under its name is
 * loaded anew. One caller at a time is served; the others wait.
 */
public final class LoadedModels implements Inference, AutoCloseable {
    /** As many as stand side by side on the page Compare. */
    private static final int GENERATORS = 4;
    private static final int IDENTIFIER_SETS = 2;

    private final Models models;
    private final IntSupplier threads;
    private final Kept<ResponseGenerator> generators = new Kept<>(ModelKind.GENERATOR, GENERATORS);
    private final Kept<EmpathyScorer> scorers = new Kept<>(ModelKind.IDENTIFIERS, IDENTIFIER_SETS);
    private boolean started;
    private boolean closed;

    /** @param threads of one operation; asked when the first model is loaded */
    public LoadedModels(Models models, IntSupplier threads) {
        this.models = models;
        this.threads = threads;
    }

    @Override
    public synchronized List<EmpathyProfile> score(String identifiers, List<List<String>> contexts, List<String> responses, Progress progress) {
        EmpathyScorer scorer = scorers.get(identifiers, progress, info -> EmpathyScorer.load(models.folder(info.name()), Device.cpu()));
        return scorer.score(contexts, responses);
    }

    @Override
    public synchronized Response respond(String generator, List<String> context, SamplingSettings sampling, long seed, Progress progress) {
        ResponseGenerator loaded = generators.get(generator, progress, info -> ResponseGenerator.load(models.folder(info.name()), Device.cpu()));
        return loaded.respond(List.of(context), sampling, seed).get(0);
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
