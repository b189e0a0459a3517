/**
 * The workspace: a folder with {@code workspace.db} (SQLite) and the folders {@code models/}, {@code runs/} and {@code exports/}, which
 * contain everything the user imports, trains and measures. A workspace can be copied as a folder.
 *
 * <p>Several processes use one workspace at once: the desktop reads while a run, its child, writes. So the database is in WAL mode (readers
 * never wait for a writer), every change is one immediate transaction (a writer waits up to five seconds for another, never deadlocks with
 * it), and a change is stored atomically.
 *
 * <p>SQL is in one class per group of tables: {@link org.empathyworkbench.workspace.Datasets}, {@link
 * org.empathyworkbench.workspace.Models}, {@link org.empathyworkbench.workspace.Runs} with {@link
 * org.empathyworkbench.workspace.RunRecords}, {@link org.empathyworkbench.workspace.ResponseSets}, {@link
 * org.empathyworkbench.workspace.LevelCache}. No SQL exception leaves this package: database errors become a {@link
 * org.empathyworkbench.workspace.WorkspaceException} with a sentence for the user; invalid names and ids become a {@link
 * org.empathyworkbench.dialogue.UserInputException}.
 */
package org.empathyworkbench.workspace;
