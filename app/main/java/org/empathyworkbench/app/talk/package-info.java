/**
 * The page where one talks with a model, or with two at once side by side: each answer with its levels, asked for again, worded otherwise,
 * branched from any turn. Everything is kept in the workspace as it is said.
 */
package org.empathyworkbench.app.talk;
