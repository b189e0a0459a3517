/**
 * The three empathy identifiers: for each mechanism a network that reads a context and a response and says how strongly the response
 * shows it (EmpRL, section III-C; METHOD section 2), and the scorer that asks all three. Reads and scores; training lives upstairs.
 */
package org.empathyworkbench.identifier;
