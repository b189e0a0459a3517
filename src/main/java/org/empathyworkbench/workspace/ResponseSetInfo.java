package org.empathyworkbench.workspace;

import java.time.Instant;
import java.util.Map;

/**
 * List entry of one system's responses.
 *
 * @param system    the system's own name, such as {@code MoEL}
 * @param source    the file they were imported from, as the user named it; for a local model's responses, their inputs
 * @param responses number of responses
 * @param facts     provenance by name: the model, its seed and every sampling setting; empty if only the file is known
 */
public record ResponseSetInfo(String name, String system, String source, Instant importedAt, int responses, Map<String, String> facts) {
    public ResponseSetInfo { facts = Map.copyOf(facts); }
}
