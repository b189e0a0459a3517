package org.empathyworkbench.workspace;

/**
 * A run to be created.
 *
 * @param name   display name; need not be unique
 * @param preset the preset its recipe is based on, empty if none
 * @param recipe the resolved recipe as JSON
 * @param device the device to run on: {@code cpu}, {@code cuda:0}
 * @param origin {@code run@step} that it branches from, empty for a new run
 */
public record NewRun(String name, RunKind kind, String preset, String recipe, String device, String origin) {
    /** A run on the CPU, not a branch. */
    public NewRun(String name, RunKind kind, String preset, String recipe) { this(name, kind, preset, recipe, "cpu", ""); }
}
