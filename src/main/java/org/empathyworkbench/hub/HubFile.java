package org.empathyworkbench.hub;

/**
 * A file of a repository.
 *
 * @param bytes    its size
 * @param checksum null where the hub names none
 */
public record HubFile(String name, long bytes, Checksum checksum) { }
