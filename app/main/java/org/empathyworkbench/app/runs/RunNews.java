package org.empathyworkbench.app.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.workspace.MetricPoint;
import org.empathyworkbench.workspace.RunEvent;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StoredSample;

/**
 * What a run wrote since it was last looked at.
 *
 * @param checkpoints all that are there, oldest first; null when nothing was read
 * @param points by the metric's name, every name that the run has, in the order in which they first came; empty lists where nothing is new
 */
record RunNews(RunInfo run, Map<String, List<MetricPoint>> points, List<StoredSample> samples, List<RunEvent> events, List<CheckpointInfo> checkpoints) {
    /** Samples taken over in one look; the rest comes with the next. */
    static final int SAMPLES = 200;

    /** How far a run has been read: the last row of each kind. Taken along from look to look. */
    record Seen(Map<String, Long> metricRows, long sampleRow, long eventRow) {
        static final Seen NOTHING = new Seen(Map.of(), 0, 0);

        Seen with(RunNews news) {
            Map<String, Long> rows = new LinkedHashMap<>(metricRows);
            news.points.forEach((name, points) -> { if (!points.isEmpty()) rows.put(name, points.get(points.size() - 1).row()); });
            return new Seen(rows, news.samples.isEmpty() ? sampleRow : news.samples.get(news.samples.size() - 1).row(),
                    news.events.isEmpty() ? eventRow : news.events.get(news.events.size() - 1).row());
        }
    }

    /**
     * Reads the workspace; null when the run is gone.
     *
     * @param settled a run equal to this one has nothing new; null when that is not known
     */
    static RunNews read(Runs runs, String id, Seen seen, RunInfo settled) {
        RunInfo run = runs.find(id).orElse(null);
        if (run == null) return null;
        if (run.equals(settled)) return new RunNews(run, Map.of(), List.of(), List.of(), null);
        Map<String, List<MetricPoint>> points = new LinkedHashMap<>();
        for (String name : runs.metricNames(id)) points.put(name, runs.metrics(id, name, seen.metricRows.getOrDefault(name, 0L)));
        return new RunNews(run, points, runs.samples(id, seen.sampleRow, SAMPLES), runs.events(id, seen.eventRow),
                CheckpointFolder.of(runs.folder(id), id).list());
    }
}
