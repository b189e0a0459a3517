/**
 * The window around the pages: navigation, status bar, preferences, and the watch that tells pages what the workspace holds. Pages know
 * the shell; the shell knows no page but as a {@link org.empathyworkbench.app.shell.PageView}.
 */
package org.empathyworkbench.app.shell;
