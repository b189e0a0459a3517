/**
 * Inference in the window: generators and identifiers of the workspace, loaded on demand and cached. Call within a task, never on the
 * JavaFX thread: short queries on the inference thread, long work in small parts on another. Queries are served one at a time, in order.
 */
package org.empathyworkbench.app.inference;
