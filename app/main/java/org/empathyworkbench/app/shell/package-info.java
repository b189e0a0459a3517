/**
 * The window: navigation, status bar, preferences, and polling of the workspace. Pages depend on the shell; the shell knows pages only as
 * {@link org.empathyworkbench.app.shell.PageView}.
 */
package org.empathyworkbench.app.shell;
