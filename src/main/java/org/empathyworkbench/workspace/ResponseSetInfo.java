package org.empathyworkbench.workspace;

import java.time.Instant;

/**
 * Responses of one system, as a list shows them.
 *
 * @param system    the system's own name, such as {@code MoEL}
 * @param source    the file they came from, as the person named it
 * @param responses how many there are
 */
public record ResponseSetInfo(String name, String system, String source, Instant importedAt, int responses) { }
