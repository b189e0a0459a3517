/**
 * Models at hand: generators and identifiers of the open workspace, loaded when they are first asked and kept for the next question.
 * Everything in here is called on the one inference thread, within a task.
 */
package org.empathyworkbench.app.inference;
