package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.Map;

/**
 * Responses of one system, as a list shows them.
 *
 * @param system    the system's own name, such as {@code MoEL}
 * @param source    the file they came from, as the person named it; for responses of a model of ours, what they answer
 * @param responses how many there are
 * @param facts     how they came to be, by name: the model, its seed and every setting of the draw; empty where only the file is known
 */
public record ResponseSetInfo(String name, String system, String source, Instant importedAt, int responses, Map<String, String> facts) {
    public ResponseSetInfo { facts = Map.copyOf(facts); }
}
