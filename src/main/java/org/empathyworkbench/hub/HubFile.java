package org.empathyworkbench.hub;

import org.jspecify.annotations.Nullable;

/**
 * A file of a repository.
 *
 * @param bytes    its size
 * @param checksum null if the hub gives none
 */
public record HubFile(String name, long bytes, @Nullable Checksum checksum) { }
