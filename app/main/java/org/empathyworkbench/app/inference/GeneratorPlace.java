package org.empathyworkbench.app.inference;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Where a generator lies that can be asked: a model of the workspace, or a checkpoint of a run.
 *
 * @param name   for people, and by which it is kept in memory
 * @param folder in Hugging Face layout
 * @param madeAt a generator that was made anew under its name is loaded anew
 */
public record GeneratorPlace(String name, Path folder, Instant madeAt) { }
