/**
 * Runs: what one is to do (a recipe), doing it in this process, and having it done by a process of its own.
 */
package org.empathyworkbench.run;
