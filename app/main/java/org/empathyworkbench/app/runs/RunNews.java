package org.empathyworkbench.app.runs;

import java.util.List;
import java.util.Map;
import org.empathyworkbench.chart.RunCurves;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.checkpoint.DamagedCheckpoint;
import org.empathyworkbench.workspace.RunEvent;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StoredSample;

/**
 * New data of a run since the last read.
 *
 * @param checkpoints all existing, oldest first; null if not read
 * @param damaged     checkpoint folders without a usable one; null if not read
 * @param answers     responses to its fixed prompts
 */
record RunNews(RunInfo run, RunCurves.Blocks points, List<StoredSample> samples, List<StoredSample> answers, List<RunEvent> events,
        List<CheckpointInfo> checkpoints, List<DamagedCheckpoint> damaged) {
    /** Maximum samples per read; the rest follows in the next. */
    static final int SAMPLES = 200;

    /** Read position: the last row of each kind. */
    record Seen(Map<String, Long> metricRows, long sampleRow, long answerRow, long eventRow) {
        static final Seen NOTHING = new Seen(Map.of(), 0, 0, 0);

        Seen with(RunNews news, Map<String, Long> rows) {
            return new Seen(rows, last(news.samples, sampleRow), last(news.answers, answerRow),
                    news.events.isEmpty() ? eventRow : news.events.get(news.events.size() - 1).row());
        }

        private static long last(List<StoredSample> samples, long before) {
            return samples.isEmpty() ? before : samples.get(samples.size() - 1).row();
        }
    }

    /** Reads new data; null if the run was deleted. @param settled run state without new data; null if unknown */
    static RunNews read(Runs runs, String id, Seen seen, RunInfo settled) {
        RunInfo run = runs.find(id).orElse(null);
        if (run == null) return null;
        if (run.equals(settled)) return new RunNews(run, RunCurves.Blocks.NONE, List.of(), List.of(), List.of(), null, null);
        CheckpointFolder.Found saved = CheckpointFolder.of(runs.folder(id), id).look();
        return new RunNews(run, RunCurves.read(runs, id, seen.metricRows), runs.samples(id, seen.sampleRow, SAMPLES),
                runs.promptAnswers(id, seen.answerRow, SAMPLES), runs.events(id, seen.eventRow), saved.whole(), saved.damaged());
    }

    /** Whether more data is available at once. */
    boolean more() { return points.more() || samples.size() == SAMPLES || answers.size() == SAMPLES; }
}
