package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.Map;

/**
 * A model of the workspace as a list shows it; its weights are in {@link Models#folder}.
 *
 * @param source     where it came from, for people: a folder, a hub id, or what a run did
 * @param run        the id of the run that made it, empty when none did
 * @param parameters numbers that were learned, all networks together
 * @param facts      what else a person wants to see, in any order: {@code preset}, {@code d_model}, {@code validation perplexity}...
 */
public record ModelInfo(String name, ModelKind kind, String source, String run,
        long parameters, Map<String, String> facts, Instant createdAt) {
    public ModelInfo { facts = Map.copyOf(facts); }

    /** The fact of identifiers that read some mechanisms alone. */
    public static final String MECHANISMS = "mechanisms";

    /** True for identifiers of all three mechanisms. */
    public boolean readsEveryMechanism() { return kind == ModelKind.IDENTIFIERS && !facts.containsKey(MECHANISMS); }

    /** A model made now by no run. */
    public static ModelInfo of(String name, ModelKind kind, String source, long parameters) {
        return new ModelInfo(name, kind, source, "", parameters, Map.of(), Instant.ofEpochMilli(System.currentTimeMillis()));
    }

    public ModelInfo madeBy(String runId) { return new ModelInfo(name, kind, source, runId, parameters, facts, createdAt); }

    public ModelInfo withFacts(Map<String, String> all) { return new ModelInfo(name, kind, source, run, parameters, all, createdAt); }
}
