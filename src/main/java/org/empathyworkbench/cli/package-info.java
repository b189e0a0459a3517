/**
 * The headless commands. Results go to standard output, as text for people or with {@code --json} as JSON; progress and errors go to
 * standard error. The only package that writes to either.
 */
package org.empathyworkbench.cli;
