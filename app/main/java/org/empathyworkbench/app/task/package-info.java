/**
 * Background work of the window: tasks off the JavaFX thread with progress, cancellation and one sentence for the user when they fail.
 */
package org.empathyworkbench.app.task;
