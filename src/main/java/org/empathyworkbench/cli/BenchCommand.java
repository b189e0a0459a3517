package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.run.Benchmark;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "bench", description = "Measures this machine: medians of a supervised step, generation, a PPO step and scoring, on random weights; peak memory.",
        footer = {"", "Example:", "  app/run bench --config t5-small --threads 2"})
final class BenchCommand extends ModelCommand {
    @Option(names = "--config", paramLabel = "CONFIG", defaultValue = "tiny", description = "t5-small or tiny. Default: tiny.")
    private String config;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "5", description = "Repetitions that count. Default: 5.")
    private int repeat;

    @Override boolean needsWorkspace() { return false; }

    @Override int work(Workspace workspace, Console console) {
        Benchmark.Size size = null;
        for (Benchmark.Size one : Benchmark.Size.values()) {
            if (Settings.word(one).equals(config)) size = one;
        }
        if (size == null) throw refuse("--config is t5-small or tiny, not \"" + config + "\".");
        if (repeat < 1 || repeat > 1_000) throw refuse("--repeat lies between 1 and 1,000, not at " + repeat + ".");
        Device device = device();
        Benchmark.Result result = new Benchmark(size, device, repeat).run((part, what) -> console.progress(String.format(Locale.ROOT, "%3.0f %%  %s", 100 * part, what)));
        console.line("%s, %,d parameters, %s, %d threads, medians of %d", config, result.parameters(), Torch.nameOf(device), threads(), repeat);
        console.table(List.of("what", "ms"), result.figures().stream().map(figure -> List.of(figure.what(), String.format(Locale.ROOT, "%.1f", figure.millis()))).toList());
        console.line("Peak resident memory of this process: %,.0f MB", result.peakMegabytes());
        Map<String, Object> millis = new LinkedHashMap<>();
        result.figures().forEach(figure -> millis.put(figure.key(), figure.millis()));
        console.answer(ListCommand.ordered("config", config, "parameters", result.parameters(), "device", Torch.nameOf(device), "threads", threads(), "repetitions", repeat,
                "milliseconds", millis, "peakMegabytes", result.peakMegabytes()));
        return 0;
    }
}
