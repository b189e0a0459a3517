/**
 * Readers of data files: corpora ({@link org.empathyworkbench.data.CorpusReader}) and the responses that published systems gave ({@link
 * org.empathyworkbench.data.ResponseReader}). A reader handles the peculiarities of its format and does not access the workspace: its
 * result can be inspected, counted ({@link org.empathyworkbench.data.CorpusSummary}) and discarded before anything is stored.
 *
 * <p>Reading is strict. Text is opened in one place ({@link org.empathyworkbench.data.InputFiles}): UTF-8, what a byte order mark names, or
 * an encoding chosen by the user. A table may be parted and quoted in several ways ({@link org.empathyworkbench.data.TableForms}), but
 * every field of every row must be what its column says; the first that is not ends the reading with a {@link
 * org.empathyworkbench.dialogue.UserInputException} that names file, line and column. What was repaired, left out or had to be decided is
 * counted ({@link org.empathyworkbench.data.ReadingNotes}) and becomes one of the corpus's notices.
 *
 * <p>One corpus is generated: {@link org.empathyworkbench.data.DemoCorpus}, which is distributed with the program.
 */
package org.empathyworkbench.data;
