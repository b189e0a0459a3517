package org.empathyworkbench.workspace;

/**
 * A run to be made.
 *
 * @param name   what a person calls it; need not be unique
 * @param preset the preset its recipe began from, empty when none
 * @param recipe the whole recipe as JSON, every default filled in
 * @param device the device it will work on: {@code cpu}, {@code cuda:0}
 * @param origin {@code run@step} that it branches from, empty when it begins at the beginning
 */
public record NewRun(String name, RunKind kind, String preset, String recipe, String device, String origin) {
    /** A run on the CPU from the beginning. */
    public NewRun(String name, RunKind kind, String preset, String recipe) { this(name, kind, preset, recipe, "cpu", ""); }
}
