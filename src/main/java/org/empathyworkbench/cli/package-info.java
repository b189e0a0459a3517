/**
 * The headless commands. Results are written to standard output, as text or with {@code --json} as JSON; progress and errors to standard
 * error. The only package that writes to either.
 */
package org.empathyworkbench.cli;
