package org.empathyworkbench.cli;

import java.util.Locale;
import org.empathyworkbench.workspace.RunInfo;
import picocli.CommandLine.Option;

/** Which runs a list leaves. */
final class RunFilter {
    @Option(names = "--state", description = "With list: queued, running, paused, finished, stopped, failed or interrupted.")
    private String state;

    @Option(names = "--kind", description = "With list: generator, identifiers or ppo.")
    private String kind;

    @Option(names = "--tag", description = "With list: runs that have this tag.")
    private String tag;

    @Option(names = "--starred", description = "With list: runs that have a star.")
    private boolean starred;

    @Option(names = "--text", description = "With list: runs in whose name, id, preset, sweep, tags or note it stands.")
    private String text;

    boolean leaves(RunInfo run) {
        return (state == null || run.state().key().equalsIgnoreCase(state))
                && (kind == null || run.kind().key().equalsIgnoreCase(kind)) && (tag == null || run.marks().tags().contains(tag))
                && (!starred || run.marks().starred()) && (text == null || words(run).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static String words(RunInfo run) {
        return String.join("\n", run.name(), run.id(), run.preset(), run.sweep(), String.join("\n", run.marks().tags()), run.marks().note())
                .toLowerCase(Locale.ROOT);
    }
}
