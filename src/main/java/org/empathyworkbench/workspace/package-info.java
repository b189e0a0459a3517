/**
 * The workspace: a folder with {@code workspace.db} (SQLite) and the folders {@code models/}, {@code runs/} and {@code exports/}, in which
 * everything a person imports, trains and measures is kept. Copying the folder moves the work.
 *
 * <p>Several processes use one workspace at once: the desktop reads while a run, its child, writes. So the database is in WAL mode
 * (readers never wait for a writer), every change is one immediate transaction (a writer waits up to five seconds for another, never
 * deadlocks with it), and a change is stored whole or not at all.
 *
 * <p>SQL lives in one class a family of tables: {@link org.empathyworkbench.workspace.Datasets},
 * {@link org.empathyworkbench.workspace.Models}, {@link org.empathyworkbench.workspace.Runs} with
 * {@link org.empathyworkbench.workspace.RunRecords}, {@link org.empathyworkbench.workspace.ResponseSets},
 * {@link org.empathyworkbench.workspace.LevelCache}. No SQL exception leaves this package: what the database refuses becomes a
 * {@link org.empathyworkbench.workspace.WorkspaceException} with a sentence for a person; what a person named wrongly becomes a
 * {@link org.empathyworkbench.dialogue.UserInputException}.
 */
package org.empathyworkbench.workspace;
