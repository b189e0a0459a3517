package org.empathyworkbench.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;

/** A demo loop that nobody did: its record as the loop's process would have written it. */
public final class FakeDemo {
    private static final String OUTCOME = """
            {"generator": "demo-generator", "identifiers": "demo-identifiers", "aligned": "demo-alignment",
             "figures": [{"key": "reward", "label": "Empathy reward", "meaning": "The mean reward.", "before": 0.25, "after": 0.5},
                         {"key": "emp-f1", "label": "Emp-F1", "meaning": "The mean F1.", "before": 41.5, "after": 62.25}],
             "cases": [%s, %s]}""";
    private static final String CASE = """
            {"emotion": "%1$s", "context": ["I feel %1$s today."], "reference": "Why do you feel %1$s?", "referenceLevels": %2$s, \
            "before": "That is nice.", "beforeLevels": %3$s,
             "after": "What made you %1$s?", "afterLevels": %2$s}""";
    private static final String ASKING = "{\"er\": [0.75, 0.125, 0.125], \"ip\": [0.75, 0.125, 0.125], \"ex\": [0.125, 0.125, 0.75]}";
    private static final String PLAIN = "{\"er\": [0.75, 0.125, 0.125], \"ip\": [0.75, 0.125, 0.125], \"ex\": [0.75, 0.125, 0.125]}";

    private FakeDemo() { }

    public static void running(Path workspace, double fraction) {
        write(workspace, "RUNNING", ProcessHandle.current().pid(), fraction, "aligning the generator", "", "null");
    }

    public static void ended(Path workspace, String state, String message) {
        write(workspace, state, 1, 0.5, "aligning the generator", message, "null");
    }

    /** With two cases, and the three models by name only. */
    public static void finished(Workspace workspace) {
        workspace.models().add(ModelInfo.of("demo-generator", ModelKind.GENERATOR, "a test", 10));
        workspace.models().add(ModelInfo.of("demo-identifiers", ModelKind.IDENTIFIERS, "a test", 10));
        workspace.models().add(ModelInfo.of("demo-alignment", ModelKind.GENERATOR, "a test", 10));
        write(workspace.folder(), "FINISHED", 1, 1, "evaluating demo-alignment", "",
                String.format(OUTCOME, String.format(CASE, "proud", ASKING, PLAIN), String.format(CASE, "lonely", ASKING, PLAIN)));
    }

    private static void write(Path workspace, String state, long pid, double fraction, String what, String message, String outcome) {
        long now = System.currentTimeMillis();
        try {
            Files.createDirectories(workspace.resolve("demo"));
            Files.writeString(workspace.resolve("demo/state.json"), String.format(Locale.ROOT, "{\"state\": \"%s\", \"seed\": 3, \"pid\": "
                    + "%d, \"startedAt\": %d, \"seenAt\": %d, \"fraction\": %f, \"what\": \"%s\", \"message\": \"%s\", \"outcome\": %s}",
                    state, pid, now - 60_000, now, fraction, what, message, outcome));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
