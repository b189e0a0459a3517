/**
 * Models at hand: generators and identifiers of the open workspace, loaded when they are first asked and kept for the next question. Called
 * within a task, never on the window's thread: short questions on the one inference thread, long work in small parts on another. One is
 * answered at a time, in the order they were asked.
 */
package org.empathyworkbench.app.inference;
