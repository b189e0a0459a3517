/** Picking a context with its reference from the workspace: dialogues, labelled pairs, response sets and samples of runs. */
package org.empathyworkbench.app.example;
