package org.empathyworkbench.app.inference;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Location of a generator: a model of the workspace, or a checkpoint of a run.
 *
 * @param name displayed, and key of the loaded-model cache
 * @param folder in Hugging Face layout
 * @param madeAt time of creation: a generator replaced under its name is loaded again
 */
public record GeneratorPlace(String name, Path folder, Instant madeAt) { }
