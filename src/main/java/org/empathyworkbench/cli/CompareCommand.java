package org.empathyworkbench.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.empathyworkbench.comparison.BatchResponder;
import org.empathyworkbench.comparison.ColumnMetrics;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.ComparedSystem;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ComparisonExport;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.comparison.ComparisonSnapshot;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.Metrics;
import org.empathyworkbench.comparison.ResponseWriting;
import org.empathyworkbench.comparison.RowFilter;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.comparison.UnscoredResponses;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.run.GracefulShutdownHook;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "compare", description = CompareCommand.DESCRIPTION, footer = {"", "A column is generator:NAME, responses:NAME, "
        + "checkpoint:RUN@STEP, or the plain name of a generator or a set. What generators answer is kept as a set of responses, "
        + "and levels that were read are kept too: the second time, and in the window, nothing is asked again.", "", "Examples:",
    "  app/run compare --dataset ed --column moel --column kemp --column aligned --identifiers mhs --to comparison.html",
    "  app/run compare --dataset ed --column before --column aligned --identifiers mhs --show rise --limit 500 --to risen.csv",
    "  app/run compare --contexts-of kemp --column kemp --column checkpoint:last@120"})
final class CompareCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Sets systems side by side on the same contexts, "
            + "as the window's comparison does: figures of each, and the table as a file.";

    private static final int MOST_COLUMNS = 6;

    @Option(names = "--column", paramLabel = "SYSTEM", required = true,
            description = "A system to compare, 1 to 6 of them; the reference stands beside them.")
    private List<String> columns = List.of();

    @Option(names = "--dataset", paramLabel = "NAME", description = "The dataset whose contexts are answered.")
    private String dataset;

    @Option(names = "--split", paramLabel = "SPLIT", defaultValue = "test", description = "train, validation or test. Default: test.")
    private String split;

    @Option(names = "--pairs", description = "The dataset's labelled pairs in place of its dialogues.")
    private boolean pairs;

    @Option(names = "--contexts-of", paramLabel = "SET",
            description = "In place of a dataset: the contexts that a set of responses answers.")
    private String contextsOf;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0",
            description = "At most so many contexts, those that evaluate draws by the same seed. Default: all.")
    private int limit;

    @Option(names = "--identifiers", paramLabel = "NAME", description = "Identifiers that compute the levels.")
    private String identifiers;

    @Option(names = "--seed", defaultValue = "1", description = "Of the draws. Default: 1.")
    private long seed;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "1", description = "Responses a context of each generator. Default: 1.")
    private int samples;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change how tokens are drawn, as for respond.")
    private Map<String, String> changes = Map.of();

    @Option(names = "--text", paramLabel = "WORDS", defaultValue = "",
            description = "Only contexts that have these words in context or responses.")
    private String text;

    @Option(names = "--emotion", paramLabel = "WORD", description = "Only contexts of this emotion.")
    private String emotion;

    @Option(names = "--show", paramLabel = "WHICH", defaultValue = "all",
            description = {"all, answered (by every system), disagree (systems differ in a level), missed (a level of the reference), "
                + "or rise (the last column's reward above the first's, the greatest rise first)."})
    private RowFilter.Show show;

    @Option(names = "--mechanism", paramLabel = "ER|IP|EX", description = "Of disagree and missed; any without it.")
    private String mechanism;

    @CommandLine.Mixin private RawCsv raw = new RawCsv();

    @Option(names = "--to", paramLabel = "FILE", description = "Write the table to this file: .csv, .md, .tex or .html.")
    private Path to;

    @Override int work(Workspace workspace, Console console) {
        if (columns.size() > MOST_COLUMNS) throw refuse("There are at most " + MOST_COLUMNS + " --column, not " + columns.size() + ".");
        if ((dataset == null) == (contextsOf == null)) throw refuse("Name the contexts: either --dataset or --contexts-of.");
        if (limit < 0) throw refuse("--limit is 0 (all) or more, not " + limit + ".");
        if (samples < 1 || samples > SamplingPlan.MOST_SAMPLES)
            throw refuse("--samples lies between 1 and " + SamplingPlan.MOST_SAMPLES + ", not at " + samples + ".");
        Mechanism of = mechanism == null ? null
                : Arrays.stream(Mechanism.values()).filter(one -> one.key().equalsIgnoreCase(mechanism)).findFirst()
                .orElseThrow(() -> refuse("--mechanism is er, ip or ex, not \"" + mechanism + "\"."));
        boolean levelsAsked = show == RowFilter.Show.DISAGREE || show == RowFilter.Show.MISSED || show == RowFilter.Show.RISE;
        if (levelsAsked && identifiers == null)
            throw refuse("--show " + show.name().toLowerCase(Locale.ROOT) + " asks for levels: name the --identifiers that read them.");
        Format format = to == null ? null : argument(() -> Format.ofEnding(ending(to)));
        SamplingPlan drawing = new SamplingPlan(seed, samples, Settings.with(SamplingSettings.paper(), changes));
        List<ComparedSystem> systems = columns.stream().map(column -> argument(() -> CompareColumnName.find(workspace, column))).toList();
        if (systems.stream().map(ComparedSystem::key).distinct().count() < systems.size())
            throw refuse("A --column is named twice. Nothing was compared.");
        if (identifiers != null) argument(() -> workspace.models().get(identifiers, ModelKind.IDENTIFIERS));
        ContextSource source = dataset == null ? new ContextSource(ContextSource.Kind.RESPONSES, contextsOf, null)
                : new ContextSource(pairs ? ContextSource.Kind.PAIRS : ContextSource.Kind.DIALOGUES,
                        dataset, EvaluateCommand.split(split, this));
        List<ComparedContext> all = argument(() -> source.read(workspace));
        if (all.isEmpty()) throw refuse("There are no contexts in " + source.title() + ". Nothing was compared. Choose others.");
        Comparison comparison = new Comparison(ModelEvaluation.drawn(all, limit, seed));
        Device device = device();
        AtomicBoolean ending = new AtomicBoolean();
        try (GracefulShutdownHook exit = new GracefulShutdownHook(() -> ending.set(true))) {
            for (ComparedSystem system : systems) answer(workspace, console, comparison, system, drawing, source, device, ending::get);
            if (identifiers != null) read(workspace, console, comparison, device, ending::get);
        } catch (CancellationException told) {
            console.progress("Stopped. What was written and read is kept; the same command goes on from there.");
            return Main.FAILED;
        }
        List<String> keys = systems.stream().map(ComparedSystem::key).toList();
        int[] rows = new RowFilter(text, emotion, show, of, show == RowFilter.Show.RISE ? keys.get(0) : null,
                keys.get(keys.size() - 1), null).rows(comparison, keys);
        Metrics figures = new Metrics.Counter()
                .count(comparison, Stream.concat(Stream.of(Comparison.REFERENCE), keys.stream()).toList(), rows);
        List<ComparisonSnapshot.Shown> shown = new ArrayList<>(List.of(new ComparisonSnapshot.Shown(Comparison.REFERENCE,
                "Reference", Map.of())));
        for (ComparedSystem system : systems) {
            Map<String, String> origin = new LinkedHashMap<>(Map.of("column", system.title()));
            origin.putAll(system.facts(drawing));
            shown.add(new ComparisonSnapshot.Shown(system.key(), system.title(), origin));
        }
        tell(console, comparison, shown, figures, rows);
        if (to != null)
            write(console, new ComparisonSnapshot(comparison, shown, rows, figures, source.title(), identifiers == null ? "" : identifiers)
                    .text(format, raw.cells()));
        console.answer(json(shown, figures, rows.length, comparison.size()));
        return 0;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Fills a column: what is stored, then what its generator answers beside; that is kept, also when it is cut off. */
    private static void answer(Workspace workspace, Console console, Comparison comparison,
            ComparedSystem system, SamplingPlan drawing, ContextSource source, Device device,
            BooleanSupplier ending) {
        ComparedColumn column = new ComparedColumn(system.key(), comparison.size());
        comparison.put(column);
        ContextJoin join = new ContextJoin(comparison.contexts().stream().map(ComparedContext::example).toList());
        boolean live = system instanceof ComparedSystem.Live;
        String joined = ResponseWriting.fill(column, system.stored(workspace, drawing),
                live ? drawing.samples() : SamplingPlan.MOST_SAMPLES, join);
        if (!joined.isEmpty()) console.progress(system.title() + ": " + joined);
        String leftOut = system.leftOut(workspace);
        if (!leftOut.isEmpty()) console.progress(system.title() + ": " + leftOut);
        int[] open = IntStream.range(0, comparison.size()).filter(row -> column.at(row).size() < drawing.samples()).toArray();
        if (!(system instanceof ComparedSystem.Live generator) || open.length == 0) return;
        int before = column.responses();
        try (ResponseGenerator models = ResponseGenerator.load(generator.folder(workspace), device)) {
            ResponseWriting.write(comparison, column,
                    (contexts, sample) -> BatchResponder.answers(models, contexts, drawing.sampling(), drawing.seed(), sample),
                    drawing.samples(), open, new ConsoleWatch(new ConsoleProgress(console, system.title()), "writing responses", ending));
        } finally {
            if (column.responses() > before && workspace.readOnly())
                console.progress(system.title() + ": nothing is kept, for this workspace can only be read.");
            else if (column.responses() > before) {
                ResponseSetInfo kept = new ResponseWriting(workspace.responseSets())
                        .keep(comparison, column, system.title(), drawing, system.facts(drawing), source.title());
                console.progress(system.title() + ": kept as the response set " + kept.name() + ".");
            }
        }
    }

    private void read(Workspace workspace, Console console, Comparison comparison, Device device, BooleanSupplier ending) {
        UnscoredResponses unread = UnscoredResponses.of(comparison, IntStream.range(0, comparison.size()).toArray(), false);
        workspace.profileCache().hashOf(workspace.models().get(identifiers, ModelKind.IDENTIFIERS))
                .ifPresent(hash -> unread.recall(workspace.profileCache(), hash, UnscoredResponses::see));
        if (unread.isEmpty()) return;
        try (EmpathyScorer scorer = identifiers(workspace, identifiers, device)) {
            String hash = scorer.hash();
            workspace.profileCache().remember(workspace.models().get(identifiers, ModelKind.IDENTIFIERS), hash);
            unread.recall(workspace.profileCache(), hash, UnscoredResponses::see);
            unread.read(workspace.profileCache(), hash, scorer::score,
                    new ConsoleWatch(new ConsoleProgress(console, identifiers), "reading levels", ending), UnscoredResponses::see);
        }
    }

    private static void tell(Console console, Comparison comparison, List<ComparisonSnapshot.Shown> shown, Metrics figures, int[] rows) {
        console.line("%,d of %,d contexts; figures over the %,d that every system answers.",
                rows.length, comparison.size(), figures.common());
        List<String> header = new ArrayList<>(List.of("system", "responses"));
        header.addAll(ComparisonExport.FIGURES);
        List<List<String>> table = new ArrayList<>();
        for (ComparisonSnapshot.Shown one : shown) {
            ColumnMetrics own = figures.of(one.key());
            List<String> line = new ArrayList<>(List.of(one.title(), String.format(Locale.ROOT, "%,d", own.responses())));
            line.addAll(ComparisonExport.figures(own));
            table.add(line);
        }
        console.table(header, table);
    }

    private void write(Console console, String whole) {
        Path file = to.toAbsolutePath();
        try {
            AtomicFile.write(file, whole);
        } catch (IOException failure) {
            throw new UserInputException(file + " could not be written (" + FileFault.words(failure)
                    + "). The responses and levels are kept in the workspace. Choose another place.", failure);
        }
        console.line("Written: %s.", file);
    }

    private Map<String, Object> json(List<ComparisonSnapshot.Shown> shown, Metrics figures, int rows, int contexts) {
        List<Map<String, Object>> systems = new ArrayList<>();
        for (ComparisonSnapshot.Shown one : shown) {
            ColumnMetrics own = figures.of(one.key());
            Map<String, Object> levels = new LinkedHashMap<>();
            own.levels().forEach((of, counts) -> levels.put(of.key(),
                    ListCommand.ordered(Level.NONE.word(), counts[0], Level.WEAK.word(), counts[1], Level.STRONG.word(), counts[2])));
            systems.add(ListCommand.ordered("key", one.key(), "system", one.title(), "responses", own.responses(),
                    "noAnswers", own.noAnswers(), "read", own.judged(), "empF1", own.empF1(), "majorityFloor", own.floor(),
                    "reward", own.reward(), "wins", own.wins(), "ties", own.ties(), "contested",
                    own.contested(), "dist1", own.dist1(), "dist2", own.dist2(), "words", own.words(),
                    "logProbabilityPerToken", own.perToken(), "levels", levels, "origin", one.origin()));
        }
        return ListCommand.ordered("contexts", contexts, "shown", rows, "common", figures.common(), "identifiers",
                identifiers, "file", to == null ? null : to.toAbsolutePath().toString(), "systems", systems);
    }
}
