package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.Map;

/**
 * List entry of a model; its weights are in {@link Models#folder}.
 *
 * @param source     display text of its origin: a folder, a hub id, or a run
 * @param run        id of the run that made it, empty if none did
 * @param parameters number of parameters, all networks together
 * @param facts      additional properties for display: {@code preset}, {@code d_model}, {@code validation perplexity}...
 */
public record ModelInfo(String name, ModelKind kind, String source, String run,
        long parameters, Map<String, String> facts, Instant createdAt) {
    public ModelInfo { facts = Map.copyOf(facts); }

    /** The fact that lists the mechanisms of an incomplete set of identifiers. */
    public static final String MECHANISMS = "mechanisms";

    /** True for identifiers of all three mechanisms. */
    public boolean readsEveryMechanism() { return kind == ModelKind.IDENTIFIERS && !facts.containsKey(MECHANISMS); }

    /** A new model that was not made by a run. */
    public static ModelInfo of(String name, ModelKind kind, String source, long parameters) {
        return new ModelInfo(name, kind, source, "", parameters, Map.of(), Instant.ofEpochMilli(System.currentTimeMillis()));
    }

    public ModelInfo madeBy(String runId) { return new ModelInfo(name, kind, source, runId, parameters, facts, createdAt); }

    public ModelInfo withFacts(Map<String, String> all) { return new ModelInfo(name, kind, source, run, parameters, all, createdAt); }
}
