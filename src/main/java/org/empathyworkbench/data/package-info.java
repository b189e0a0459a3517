/**
 * Readers of other people's files: corpora ({@link org.empathyworkbench.data.CorpusReader}) and the responses that published systems
 * gave ({@link org.empathyworkbench.data.ResponseReader}). A reader knows the quirks of its files and nothing of the workspace: what it
 * gives back can be looked at, counted ({@link org.empathyworkbench.data.CorpusSummary}) and thrown away before anything is stored.
 *
 * <p>Reading is strict. Text is UTF-8 (a byte-order mark is passed over), every row has its fields, every label is a known one; the first
 * thing that is not so ends the reading with a {@link org.empathyworkbench.dialogue.BadInput} that names file, line and column. What can be
 * used but should be known (copies left out, labels that disagree) becomes one of the corpus's notices.
 *
 * <p>One corpus is not read but made: {@link org.empathyworkbench.data.DemoCorpus}, ours to ship.
 */
package org.empathyworkbench.data;
