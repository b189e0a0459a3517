package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoExecution;
import org.empathyworkbench.demo.DemoLoop;
import org.empathyworkbench.demo.DemoResult;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.EvaluationTable;
import org.empathyworkbench.torch.DeviceChoice;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = DemoCommand.DESCRIPTION,
        footer = {"", "Everything is stored in the workspace, where the window shows it, while the loop runs and afterwards.",
                "", "Example:", "  app/run demo --seed 2"})
final class DemoCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Does the whole loop on the bundled corpus, offline and in minutes: a generator "
            + "from nothing, three identifiers, alignment, evaluation before and after, three cases side by side.";

    @Option(names = "--seed", defaultValue = "1", description = "Of all runs. Default: 1.")
    private long seed;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = DeviceChoice.AUTOMATIC,
            description = "auto (the CUDA device with the most free memory, else the CPU), cpu, cuda or cuda:1. Default: auto.")
    private String device;

    @Override Workspace open(Path folder) { return DemoLoop.prepareWorkspace(folder); }

    @Override int work(Workspace workspace, Console console) {
        DemoResult result;
        try {
            result = new DemoExecution(workspace).run(seed, device, new ConsoleProgress(console, "demo"));
        } catch (CancellationException stopped) {
            console.progress(stopped.getMessage());
            return Main.FAILED;
        }
        console.lines(EvaluationTable.text(List.of(result.before(), result.after())).stripTrailing());
        for (DemoCase one : result.cases()) print(console, one);
        console.line("");
        console.line("Done in %s. Models: %s, %s, %s. Workspace: %s", Durations.words(result.took().toNanos()),
                result.generator(), result.identifiers(), result.aligned(), workspace.folder());
        console.answer(json(result));
        return 0;
    }

    private static void print(Console console, DemoCase one) {
        console.line("");
        console.line("Case: %s", one.emotion());
        for (String turn : one.context()) console.line("  speaker    %s", turn);
        console.line("  reference  %s", one.reference());
        console.line("             %s", targets(one));
        console.line("  before     %s", one.before());
        console.line("             %s", Profiles.line(one.beforeProfile()));
        console.line("             reward %.3f", one.beforeProfile().reward(one.targets()));
        console.line("  after      %s", one.after());
        console.line("             %s", Profiles.line(one.afterProfile()));
        console.line("             reward %.3f", one.afterProfile().reward(one.targets()));
    }

    private static String targets(DemoCase one) {
        List<String> words = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values())
            words.add(mechanism.title().toLowerCase(Locale.ROOT) + " " + one.targets().get(mechanism).word());
        return String.join(", ", words);
    }

    private static Map<String, Object> json(DemoResult result) {
        List<Object> cases = new ArrayList<>();
        for (DemoCase one : result.cases()) {
            Map<String, String> targets = new LinkedHashMap<>();
            for (Mechanism mechanism : Mechanism.values()) {
                Level level = one.targets().get(mechanism);
                targets.put(mechanism.key(), level.word());
            }
            cases.add(ListCommand.ordered("emotion", one.emotion(), "context", one.context(), "reference", one.reference(), "targets",
                    targets, "before", ListCommand.ordered("response", one.before(), "levels", Profiles.json(one.beforeProfile()),
                            "reward", one.beforeProfile().reward(one.targets())), "after", ListCommand.ordered("response", one.after(),
                                    "levels", Profiles.json(one.afterProfile()), "reward", one.afterProfile().reward(one.targets()))));
        }
        return ListCommand.ordered("generator", result.generator(), "identifiers", result.identifiers(), "aligned", result.aligned(),
                "seconds", result.took().toSeconds(), "before", result.before().toJson(), "after", result.after().toJson(), "cases", cases);
    }
}
