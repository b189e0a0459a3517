package org.empathyworkbench.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunExport;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export",
        description = ExportCommand.DESCRIPTION,
        footer = {"", "ID is a run's id, a part of it that fits no other, its name, or last.",
                "", "Examples:", "  app/run export metrics last --to curves.csv",
                "  app/run export samples 1a2b3c4d --to samples.json", "  app/run export prompts last",
                "  app/run export charts last --to figures --format svg",
                "  app/run export charts last --chart \"Empathy reward\" --with other --by-seed --to reward.pdf"})
final class ExportCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Writes a run's curves as CSV or pictures, "
            + "or its samples with levels, reward and KL by token as JSON.";

    /** What of a run. */
    enum What { METRICS, SAMPLES, PROMPTS, NOTES, CHARTS }

    @Parameters(index = "0", paramLabel = "WHAT",
            description = {"metrics  CSV, one row a step and one column a metric", "samples  JSON, the responses that the training kept",
                "prompts  JSON, the answers to the fixed prompts", "notes    CSV, what people wrote at steps",
                "charts   pictures, one a chart of the page Runs"})
    private What what;

    @Parameters(index = "1", paramLabel = "ID", description = "The run.")
    private String id;

    @Option(names = "--to", paramLabel = "FILE",
            description = "The file to be written; standard output without it. For charts a folder, or with --chart a file.")
    private Path to;

    @CommandLine.Mixin private ChartOptions charts = new ChartOptions();

    @CommandLine.Mixin private RawCsv raw = new RawCsv();

    @Override int work(Workspace workspace, Console console) {
        RunInfo run = new RunControl(workspace, new RunLauncher()).find(id);
        if (what == What.CHARTS) return charts(workspace, run, console);
        if (to == null) {
            StringWriter text = new StringWriter();
            written(workspace, run, text, Path.of("standard output"));
            console.text(text.toString());
            return 0;
        }
        Path file = to.toAbsolutePath();
        long[] rows = new long[1];
        try {
            AtomicFile.write(file, stream -> {
                Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
                rows[0] = written(workspace, run, out, file);
                out.flush();
            });
        } catch (IOException failure) {
            throw refused(file, failure);
        }
        long count = rows[0];
        console.line(String.format(Locale.ROOT, "%,d %s of run %s \"%s\" are in %s.", count,
                what == What.METRICS ? "steps" : what.name().toLowerCase(Locale.ROOT), run.id(), run.name(), file));
        console.answer(Map.of("run", run.id(), "file", file.toString(), "rows", count));
        return 0;
    }

    private int charts(Workspace workspace, RunInfo run, Console console) {
        int count = charts.write(workspace, run, to);
        Path place = to.toAbsolutePath();
        String made = count == 1 ? "1 chart" : count + " charts";
        console.line(made + " of run " + run.id() + " \"" + run.name() + "\" " + (count == 1 ? "is in " : "are in ") + place + ".");
        console.answer(Map.of("run", run.id(), "file", place.toString(), "charts", count));
        return 0;
    }

    private long written(Workspace workspace, RunInfo run, Writer out, Path file) {
        RunExport export = new RunExport(workspace.runs(), run.id());
        try {
            return switch (what) {
                case METRICS -> export.metrics(out, raw.cells());
                case SAMPLES -> export.samples(out, false);
                case PROMPTS -> export.samples(out, true);
                case NOTES -> export.notes(out, raw.cells());
                case CHARTS -> throw new IllegalStateException("Charts are no text.");
            };
        } catch (IOException failure) {
            throw refused(file, failure);
        }
    }

    private static UserInputException refused(Path file, IOException failure) {
        return new UserInputException(
                file + " could not be written (" + FileFault.words(failure) + "). The run is unchanged. Choose another place.", failure);
    }
}
