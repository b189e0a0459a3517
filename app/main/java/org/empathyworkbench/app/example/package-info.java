/** Choosing a context with its reference from what the workspace holds: dialogues, labelled pairs, and other systems' responses. */
package org.empathyworkbench.app.example;
