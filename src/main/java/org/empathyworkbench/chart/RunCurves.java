package org.empathyworkbench.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.workspace.MetricBlock;
import org.empathyworkbench.workspace.Runs;

/** A run's curves as read so far. Reading is off the JavaFX thread in blocks; appending is on it and creates no object per point. */
public final class RunCurves {
    /** Maximum points of all curves per read. */
    public static final int AT_ONCE = 60_000;
    private static final int LEAST = 1_000;

    private final Map<String, Curve> curves = new LinkedHashMap<>();
    private final Map<String, Long> rows = new HashMap<>();
    private long began = Long.MAX_VALUE;

    /**
     * Result of one read.
     *
     * @param blocks by metric name, in the order of first appearance
     * @param more true if there is more
     */
    public record Blocks(Map<String, MetricBlock> blocks, boolean more) {
        public static final Blocks NONE = new Blocks(Map.of(), false);

        public boolean any() { return blocks.values().stream().anyMatch(block -> block.size() > 0); }
    }

    private static final MetricBlock EMPTY = new MetricBlock(new long[0], new int[0], new double[0], new long[0]);

    /** Read position: the last row of each curve. A copy, for use on another thread. */
    public Map<String, Long> seen() { return Map.copyOf(rows); }

    public static Blocks read(Runs runs, String id, Map<String, Long> seen) {
        Map<String, Long> last = runs.lastRows(id);
        long behind = last.entrySet().stream().filter(one -> one.getValue() > seen.getOrDefault(one.getKey(), 0L)).count();
        int each = (int) Math.max(LEAST, AT_ONCE / Math.max(1, behind));
        Map<String, MetricBlock> blocks = new LinkedHashMap<>();
        boolean more = false;
        for (Map.Entry<String, Long> one : last.entrySet()) {
            long from = seen.getOrDefault(one.getKey(), 0L);
            int most = (int) Math.min(each, one.getValue() - from);
            MetricBlock block = most <= 0 ? EMPTY : runs.metricBlock(id, one.getKey(), from, most);
            blocks.put(one.getKey(), block);
            more |= block.size() > 0 && block.lastRow(from) < one.getValue();
        }
        return new Blocks(blocks, more);
    }

    /** All that a run has by now. */
    public static RunCurves all(Runs runs, String id) {
        RunCurves curves = new RunCurves();
        for (boolean more = true; more; ) {
            Blocks blocks = read(runs, id, curves.seen());
            curves.take(blocks);
            more = blocks.more();
        }
        return curves;
    }

    public void take(Blocks news) {
        for (MetricBlock block : news.blocks().values()) if (block.size() > 0) began = Math.min(began, block.at()[0]);
        news.blocks().forEach((name, block) -> {
            Curve curve = curves.computeIfAbsent(name, n -> new Curve());
            curve.expect(block.size());
            for (int i = 0; i < block.size(); i++) curve.add(block.steps()[i], (block.at()[i] - began) / 1000.0, block.values()[i]);
            rows.merge(name, block.lastRow(0), Math::max);
        });
    }

    /** Metric names in the order of first appearance, without empty ones. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        curves.forEach((name, curve) -> { if (curve.size() > 0) names.add(name); });
        return names;
    }

    /** Of all curves together. */
    public long points() { return curves.values().stream().mapToLong(Curve::size).sum(); }

    /** Null for a metric that is not recorded. */
    public Curve curve(String metric) { return curves.get(metric); }
}
