package org.empathyworkbench.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.empathyworkbench.chart.ChartPlan.Line;
import org.empathyworkbench.chart.ChartPlan.Section;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.workspace.RunInfo;

/**
 * Which charts some runs of one kind have: a single run its story, several one chart a metric with one line a run, or one line with a band
 * for those that differ in their seed alone.
 */
public final class ChartsOfRuns {
    /**
     * A run whose lines are drawn. @param label its name, made distinct from other runs of that name @param place of its colour and dashes
     */
    public record Shown(String id, String label, RunCurves curves, int place, RunInfo run) { }

    /** One chart. */
    public record Chart(Section section, String title, String definition, List<ChartLine> lines, List<ChartMark> marks) {
        public Chart {
            lines = List.copyOf(lines);
            marks = List.copyOf(marks);
        }
    }

    private final SeedGroups seeds = new SeedGroups();

    /** Runs with names that tell them apart: by their seeds, or else by their ids. */
    public List<Shown> labelled(List<RunInfo> runs, Function<RunInfo, RunCurves> curves, ToIntFunction<String> place) {
        Set<String> names = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (RunInfo run : runs) if (!names.add(run.name())) twice.add(run.name());
        Set<String> labels = new HashSet<>();
        List<Shown> now = new ArrayList<>();
        for (RunInfo run : runs) {
            String label = !twice.contains(run.name()) ? run.name() : run.name() + seeds.seed(run).map(seed -> ", seed " + seed).orElse("");
            if (!labels.add(label)) label = run.name() + ", " + run.id().substring(Math.max(0, run.id().length() - 8));
            labels.add(label);
            now.add(new Shown(run.id(), label, curves.apply(run), place.applyAsInt(run.id()), run));
        }
        return now;
    }

    /** @param bySeed whether runs that differ in their seed alone become one line with a band */
    public List<Chart> of(List<Shown> runs, boolean bySeed) {
        return runs.isEmpty() ? List.of() : runs.size() == 1 ? story(runs.get(0)) : sideBySide(runs, bySeed);
    }

    private List<Chart> story(Shown run) {
        List<Chart> story = new ArrayList<>();
        for (ChartPlan plan : ChartStory.of(run.run().kind(), run.curves().names())) {
            List<ChartLine> lines = plan.lines().stream()
                    .map(line -> ChartLine.of(line.label(), run.id(), run.curves().curve(line.metric()), line.style())).toList();
            story.add(new Chart(plan.section(), plan.title(), plan.definition(), lines, marks(plan.lines(), run)));
        }
        return story;
    }

    /** One chart a metric. What is wanted of the levels hangs on the data alone and is left out here. */
    private List<Chart> sideBySide(List<Shown> now, boolean bySeed) {
        Set<String> names = new LinkedHashSet<>();
        now.forEach(one -> names.addAll(one.curves().names()));
        List<Chart> all = new ArrayList<>();
        for (ChartPlan plan : ChartStory.of(now.get(0).run().kind(), List.copyOf(names))) {
            for (Line line : plan.lines()) {
                if (line.metric().startsWith("levels-") && line.metric().endsWith("-target")) continue;
                List<ChartLine> lines = lines(now, bySeed, line.metric());
                String title = plan.lines().size() == 1 ? plan.title()
                        : plan.title().replace(" by mechanism", "") + ": " + line.label().toLowerCase(Locale.ROOT);
                all.add(new Chart(plan.section(), title, plan.definition(), lines, marks(List.of(line), now.get(0))));
            }
        }
        return all;
    }

    /** Those that are drawn as one line, in the order of their first. */
    public List<List<Shown>> groups(List<Shown> now, boolean bySeed) {
        Map<Object, List<Shown>> groups = new LinkedHashMap<>();
        for (Shown one : now) groups.computeIfAbsent(bySeed ? seeds.key(one.run()) : one.id(), key -> new ArrayList<>()).add(one);
        return List.copyOf(groups.values());
    }

    /** What a line is called. */
    public static String name(List<Shown> group) {
        return group.size() == 1 ? group.get(0).label() : SeedGroups.name(group.stream().map(Shown::label).toList());
    }

    private List<ChartLine> lines(List<Shown> now, boolean bySeed, String metric) {
        List<ChartLine> lines = new ArrayList<>();
        for (List<Shown> group : groups(now, bySeed)) {
            LineStyle style = LineStyle.run(group.get(0).place(), ChartPalette.SERIES);
            List<Curve> curves = group.stream().map(one -> one.curves().curve(metric)).filter(Objects::nonNull).toList();
            if (curves.size() == 1) lines.add(ChartLine.of(name(group), group.get(0).id(), curves.get(0), style));
            else if (!curves.isEmpty()) lines.add(ChartLine.of(name(group), group.get(0).id(), new SeedGroup(curves), style));
        }
        return lines;
    }

    private List<ChartMark> marks(List<Line> lines, Shown run) {
        if (lines.stream().noneMatch(line -> line.metric().equals(MetricNames.KL_K1))) return List.of();
        return seeds.klTarget(run.run())
                .map(target -> List.of(new ChartMark(target, String.format(Locale.ROOT, "target %.3g", target)))).orElse(List.of());
    }
}
