/**
 * Recipes: the settings of a run as data. A recipe names the kind of run, the models and the dataset it uses, the seed and the settings;
 * it is read from JSON files, presets and the command line, compared, and checked against the memory that its run will need.
 */
@NullMarked
package org.empathyworkbench.recipe;

import org.jspecify.annotations.NullMarked;
