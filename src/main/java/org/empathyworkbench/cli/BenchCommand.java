package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.bench.BenchSize;
import org.empathyworkbench.bench.BenchWork;
import org.empathyworkbench.bench.Benchmark;
import org.empathyworkbench.bench.Figure;
import org.empathyworkbench.bench.LongRun;
import org.empathyworkbench.bench.TypingLatency;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "bench", description = BenchCommand.DESCRIPTION,
        footer = {"", "The arithmetic bound is the time that the counted multiply-adds "
                + "of the matrix products would take at the rate of plain fp32 products, "
                + "measured in the same run. Processor time is that of all threads together: on a busy machine it is the steadier figure. "
                + "Memory is the whole process's, the JVM's share included; freed memory that the allocator keeps counts for later work, "
                + "so measure one piece of work with --only for its own peak.", "", "Examples:",
                "  app/run bench --config t5-small --threads 2", "  app/run bench --config t5-small --typing",
                "  app/run bench --config t5-small --only ppo-1-epoch"})
final class BenchCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Measures this machine on random weights: median time, rate, share of the arithmetic bound and "
            + "peak memory of a supervised step, generation, PPO steps, scoring, identifier training, tokenization and checkpoints.";

    @Option(names = "--config", paramLabel = "CONFIG", defaultValue = "tiny", description = "tiny, t5-small or t5-base. Default: tiny.")
    private String config;

    @Option(names = "--only", paramLabel = "WORK", description = "supervised-step, generation, ppo-1-epoch, ppo-4-epochs, scoring, "
            + "identifier-step, tokenization, checkpoint-save or checkpoint-resume; may be given many times. Default: all.")
    private List<String> only = List.of();

    @Option(names = "--repeat", paramLabel = "N", description = "Repetitions that count. Default: 5.")
    private Integer repeat;

    @Option(names = "--long", paramLabel = "STEPS", description = "Instead: so many small PPO steps "
            + "in one process; step time, memory and live tensors by tenths. 10 steps at least.")
    private Integer steps;

    @Option(names = "--typing", description = "Instead: how long three identifiers take to read a response while "
            + "it is typed, context kept; --repeat counts updates of each length (60 when it is not given).")
    private boolean typing;

    @Override boolean needsWorkspace() { return false; }

    @Override int work(Workspace workspace, Console console) {
        if (steps != null) return longRun(console);
        BenchSize size = one(BenchSize.class, "--config", config);
        if (typing) return typing(size, console);
        Set<BenchWork> works = only.isEmpty() ? EnumSet.allOf(BenchWork.class) : EnumSet.noneOf(BenchWork.class);
        only.forEach(word -> works.add(one(BenchWork.class, "--only", word)));
        int repeat = repetitions(5);
        Device device = device();
        Benchmark.Result result = new Benchmark(size, device, repeat)
                .run(works, (part, what) -> console.progress(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * part, what)));
        double rate = result.gigaMultiplyAdds();
        console.line("%s, %,d parameters, %s, %d threads, medians of %d; plain matrix products: %.1f GFLOP/s",
                config, result.parameters(), Torch.nameOf(device), threads(), repeat, 2 * rate);
        List<List<String>> rows = new ArrayList<>();
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Figure figure : result.figures()) {
            boolean multiplies = figure.multiplyAdds() > 0;
            rows.add(List.of(Settings.word(figure.work()), number(figure.millis()), number(figure.processorMillis()),
                    number(figure.rate()) + " " + figure.itemName(), multiplies ? number(figure.multiplyAdds() / 1e9) : "",
                    multiplies ? String.format(Locale.ROOT, "%.0f %%", 100 * figure.share(rate)) : "",
                    String.format(Locale.ROOT, "%,.0f", figure.peakMegabytes()), figure.work().sizes()));
            figures.add(ListCommand.ordered("work", Settings.word(figure.work()), "milliseconds", figure.millis(),
                    "processorMilliseconds", figure.processorMillis(), "rate", figure.rate(), "rateOf", figure.itemName(),
                    "gigaMultiplyAdds", figure.multiplyAdds() / 1e9, "shareOfBound",
                    multiplies ? figure.share(rate) : null, "peakMegabytes", figure.peakMegabytes()));
        }
        console.table(List.of("work", "ms", "processor ms", "a second", "10^9 multiply-adds", "share of bound", "peak MB", "sizes"), rows);
        console.answer(ListCommand.ordered("config", config, "parameters", result.parameters(), "device", Torch.nameOf(device),
                "threads", threads(), "repetitions", repeat, "gigaMultiplyAddsASecond", rate, "figures", figures));
        return 0;
    }

    private int longRun(Console console) {
        if (steps < 10 || steps > 1_000_000) throw refuse("--long lies between 10 and 1,000,000, not at " + steps + ".");
        List<LongRun.Stretch> stretches = LongRun.run(steps, device(),
                (part, what) -> console.progress(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * part, what)));
        console.table(List.of("steps", "ms a step (median)", "resident MB", "live tensors"), stretches.stream().map(stretch -> List.of(
                String.format(Locale.ROOT, "%,d-%,d", stretch.firstStep(), stretch.lastStep()), number(stretch.millis()),
                String.format(Locale.ROOT, "%,.0f", stretch.residentMegabytes()), String.valueOf(stretch.liveTensors()))).toList());
        console.answer(stretches.stream().map(stretch ->
                ListCommand.ordered("firstStep", stretch.firstStep(), "lastStep", stretch.lastStep(), "milliseconds", stretch.millis(),
                        "residentMegabytes", stretch.residentMegabytes(), "liveTensors", stretch.liveTensors())).toList());
        return 0;
    }

    private int typing(BenchSize size, Console console) {
        int updates = repetitions(60);
        List<TypingLatency.Row> rows = TypingLatency.run(size, device(), updates,
                (part, what) -> console.progress(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * part, what)));
        console.line("%s, three identifiers, %d threads, %d updates each; milliseconds from a response to its levels",
                config, threads(), updates);
        console.table(List.of("context tokens", "response tokens", "p50", "p95", "longest", "p50, context read anew"),
                rows.stream().map(row -> List.of(String.valueOf(row.contextTokens()), String.valueOf(row.responseTokens()),
                        number(row.median()), number(row.ninetyFive()), number(row.longest()), number(row.anew()))).toList());
        console.answer(rows.stream().map(row -> ListCommand.ordered("contextTokens", row.contextTokens(),
                "responseTokens", row.responseTokens(), "p50", row.median(), "p95", row.ninetyFive(),
                "longest", row.longest(), "anewP50", row.anew())).toList());
        return 0;
    }

    private int repetitions(int otherwise) {
        int counted = repeat == null ? otherwise : repeat;
        if (counted < 1 || counted > 1_000) throw refuse("--repeat lies between 1 and 1,000, not at " + counted + ".");
        return counted;
    }

    private static String number(double value) { return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value); }

    private <E extends Enum<E>> E one(Class<E> type, String option, String word) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (Settings.word(constant).equals(word)) return constant;
            words.add(Settings.word(constant));
        }
        throw refuse(option + " is one of " + String.join(", ", words) + ", not \"" + word + "\".");
    }
}
