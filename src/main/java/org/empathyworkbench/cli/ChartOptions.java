package org.empathyworkbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.empathyworkbench.chart.ChartFile;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.ChartPalette;
import org.empathyworkbench.chart.ChartSubject;
import org.empathyworkbench.chart.ChartsOfRuns;
import org.empathyworkbench.chart.ChartsOfRuns.Chart;
import org.empathyworkbench.chart.CurveChart;
import org.empathyworkbench.chart.RunCurves;
import org.empathyworkbench.chart.RunPlaces;
import org.empathyworkbench.chart.SmoothingSteps;
import org.empathyworkbench.chart.XAxis;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Option;

/** The charts of the page Runs as pictures, without a window. */
final class ChartOptions {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;

    @Option(names = "--format", paramLabel = "png|svg|pdf",
            description = "charts: kind of picture; png, or what the name of a single chart's file ends with.")
    private ChartFile format;

    @Option(names = "--chart", paramLabel = "TITLE", description = "charts: this one only, into the file of --to.")
    private String title;

    @Option(names = "--with", paramLabel = "ID",
            description = "charts: another run of this kind in the same charts; may be given several times.")
    private List<String> with = new ArrayList<>();

    @Option(names = "--by-seed", description = "charts: runs that differ in their seed alone become one line with a band.")
    private boolean bySeed;

    @Option(names = "--smoothing", paramLabel = "STEPS", description = "charts: steps of the average's memory, 0 for the values alone. "
            + "Default: as the window suits it to the run's length.")
    private Integer smoothing;

    @Option(names = "--axis", paramLabel = "step|time", description = "charts: what stands along the bottom. Default: step.")
    private XAxis axis = XAxis.STEP;

    @Option(names = "--log", description = "charts: values on a logarithmic scale.")
    private boolean logarithmic;

    @Option(names = "--dark", description = "charts: in the colours of the dark theme.")
    private boolean dark;

    /** @return how many pictures were written */
    int write(Workspace workspace, RunInfo first, Path to) {
        if (to == null) throw new UserInputException("Charts are pictures. Nothing was written. "
                + "Say where with --to FOLDER, or with --chart TITLE --to FILE.");
        if (smoothing != null && smoothing < 0) throw new UserInputException("--smoothing " + smoothing
                + " is no number of steps. Nothing was written. Give 0 or more.");
        List<RunInfo> runs = runs(workspace, first);
        Map<String, RunCurves> curves = new LinkedHashMap<>();
        for (RunInfo run : runs) curves.put(run.id(), RunCurves.all(workspace.runs(), run.id()));
        ChartsOfRuns figures = new ChartsOfRuns();
        RunPlaces places = new RunPlaces();
        List<Chart> charts = figures.of(figures.labelled(runs, run -> curves.get(run.id()), places::of), bySeed);
        if (charts.isEmpty()) throw new UserInputException("Run " + first.id()
                + " has no measurements yet. Nothing was written. Try again when it has made a step.");
        List<ChartNote> notes = runs.stream().flatMap(run -> workspace.runs().notes().of(run.id()).stream())
                .map(note -> new ChartNote(note.id(), note.run(), note.step(), note.text())).toList();
        double smooth = smoothing != null ? smoothing
                : SmoothingSteps.OFFERED.get(SmoothingSteps.suited(Math.max(first.step(), first.totalSteps())));
        if (title != null) {
            Chart one = charts.stream().filter(chart -> chart.title().equalsIgnoreCase(title)).findFirst()
                    .orElseThrow(() -> unknown(charts));
            write(one, smooth, notes, to, format != null ? format : ending(to));
            return 1;
        }
        ChartFile kind = format == null ? ChartFile.PNG : format;
        folder(to);
        Set<String> names = new HashSet<>();
        for (Chart chart : charts) write(chart, smooth, notes, to.resolve(name(chart, names) + "." + kind.ending()), kind);
        return charts.size();
    }

    private List<RunInfo> runs(Workspace workspace, RunInfo first) {
        List<RunInfo> runs = new ArrayList<>(List.of(first));
        for (String id : with) {
            RunInfo run = new RunControl(workspace, new RunLauncher()).find(id);
            if (run.kind() != first.kind()) {
                throw new UserInputException("Run " + run.id() + " is of another kind than " + first.id()
                        + ", with other measurements. Nothing was written. Leave it out.");
            }
            if (runs.stream().noneMatch(known -> known.id().equals(run.id()))) runs.add(run);
        }
        return runs;
    }

    private UserInputException unknown(List<Chart> charts) {
        return new UserInputException("There is no chart \"" + title + "\" of this run. Nothing was written. There are: "
                + charts.stream().map(Chart::title).collect(Collectors.joining(", ")) + ".");
    }

    private static ChartFile ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (ChartFile kind : ChartFile.values()) if (name.endsWith("." + kind.ending())) return kind;
        throw new UserInputException(file + " does not end with .png, .svg or .pdf. Nothing was written. Say what to write with --format.");
    }

    private static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserInputException(folder + " could not be made (" + FileFault.words(e)
                    + "). Nothing was written. Choose another place.", e);
        }
    }

    private static String name(Chart chart, Set<String> taken) {
        String plain = chart.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String base = plain.isEmpty() ? "chart" : plain;
        String name = base;
        for (int i = 2; !taken.add(name); i++) name = base + "-" + i;
        return name;
    }

    private void write(Chart chart, double smooth, List<ChartNote> notes, Path file, ChartFile kind) {
        ChartSubject subject = new ChartSubject(chart.lines(), axis, smooth, null, logarithmic, notes, chart.marks(), null, null);
        try {
            kind.write(CurveChart.still(chart.title(), subject, dark ? ChartPalette.DARK : ChartPalette.LIGHT, WIDTH), WIDTH, HEIGHT, file);
        } catch (IOException e) {
            throw new UserInputException(file + " could not be written (" + FileFault.words(e)
                    + "). The run is unchanged. Choose another place.", e);
        }
    }
}
