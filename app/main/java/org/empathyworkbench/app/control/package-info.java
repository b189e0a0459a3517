/** Shared controls: theme, buttons, cards, tables, settings forms, dialogs. Independent of pages and of the workspace. */
package org.empathyworkbench.app.control;
