package org.empathyworkbench.workspace;

/**
 * A run to be made.
 *
 * @param name   what a person calls it; need not be unique
 * @param preset the preset its recipe began from, empty when none
 * @param recipe the whole recipe as JSON, every default filled in
 */
public record NewRun(String name, RunKind kind, String preset, String recipe) { }
