/**
 * Readers of other people's files: corpora ({@link org.empathyworkbench.data.CorpusReader}) and the responses that published systems
 * gave ({@link org.empathyworkbench.data.ResponseReader}). A reader knows the quirks of its files and nothing of the workspace: what it
 * gives back can be looked at, counted ({@link org.empathyworkbench.data.CorpusSummary}) and thrown away before anything is stored.
 *
 * <p>Reading is strict. Text is opened in one place ({@link org.empathyworkbench.data.InputFiles}): UTF-8, what a byte order mark names, or
 * an encoding that a person chose. A table may be parted and quoted in several ways ({@link org.empathyworkbench.data.TableForms}), but
 * every field of every row must be what its column says; the first that is not ends the reading with a
 * {@link org.empathyworkbench.dialogue.UserInputException} that names file, line and column. What was repaired, left out or had to be
 * decided is counted ({@link org.empathyworkbench.data.ReadingNotes}) and becomes one of the corpus's notices.
 *
 * <p>One corpus is not read but made: {@link org.empathyworkbench.data.DemoCorpus}, ours to ship.
 */
package org.empathyworkbench.data;
