package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.text.WordDiff;
import org.empathyworkbench.timeline.Timeline;
import org.empathyworkbench.timeline.TimelinePoint;
import org.empathyworkbench.timeline.TimelineQuestion;
import org.empathyworkbench.timeline.TimelineStop;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "timeline", description = TimelineCommand.DESCRIPTION, footer = {"", "ID is a run's id, a part of it that fits no "
                + "other, its name, or last. In answers, [+word+] came in and [-word-] went since the one before.", "", "Examples:",
                "  app/run timeline --run last --context \"I failed my exam today.\"",
                "  app/run timeline --run align --context \"I lost my job.\" --reference \"Oh no, what happened?\" --json"})
final class TimelineCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Asks every model that a run kept the same question: how the "
            + "answer and its levels moved from the start model over the checkpoints to the end.";

    @Option(names = "--run", required = true, paramLabel = "ID", description = "The run.")
    private String run;

    @Option(names = "--context", required = true, arity = "1..*", paramLabel = "TEXT",
            description = "The turns so far, oldest first, the last one by the speaker.")
    private List<String> context;

    @Option(names = "--reference", paramLabel = "TEXT", defaultValue = "",
            description = "A response whose levels are the target: adds the reward.")
    private String reference;

    @Option(names = "--identifiers", paramLabel = "NAME",
            description = "Identifiers that score the answers. Default: those of the run's reward; none for other runs.")
    private String identifiers;

    @Option(names = "--seed", defaultValue = "1", description = "The same for every model. Default: 1.")
    private long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change how tokens are drawn, as for respond.")
    private Map<String, String> changes = Map.of();

    @Override int work(Workspace workspace, Console console) {
        SamplingSettings sampling = Settings.with(SamplingSettings.paper(), changes);
        RunInfo chosen = argument(() -> new RunControl(workspace, new RunLauncher()).find(run));
        List<TimelineStop> stops = Timeline.stops(workspace, chosen);
        if (stops.isEmpty()) {
            console.line("The run kept no model yet. Its settings say when it saves a checkpoint.");
            console.answer(List.of());
            return 0;
        }
        Device device = device();
        String own = Timeline.identifiers(chosen);
        String by = identifiers != null ? identifiers : !own.isEmpty() && workspace.models().find(own).isPresent() ? own : "";
        List<TimelinePoint> points;
        try (EmpathyScorer scorer = by.isEmpty() ? null : identifiers(workspace, by, device)) {
            points = new Timeline(workspace, device, scorer == null ? null : scorer::score)
                    .follow(chosen, stops, new TimelineQuestion(context, reference, sampling, seed),
                            new ConsoleProgress(console, "timeline"), () -> false, point -> { });
        }
        print(console, points);
        return 0;
    }

    private static void print(Console console, List<TimelinePoint> points) {
        List<Object> json = new ArrayList<>();
        String before = null;
        for (TimelinePoint point : points) {
            TimelineStop stop = point.stop();
            String reward = point.reward() == null ? "" : String.format(Locale.ROOT, ", reward %.3f", point.reward());
            console.line("%s %s (%s)%s", stop.kind() == TimelineStop.Kind.CHECKPOINT ? "Checkpoint of"
                    : stop.kind() == TimelineStop.Kind.START ? "Start," : "Final,", "step " + stop.step(), stop.name(), reward);
            console.lines("  " + (!point.note().isEmpty() ? "no answer: " + point.note()
                    : before == null ? point.text() : marked(before, point.text())));
            if (point.profile() != null) console.line("  " + Profiles.line(point.profile()));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("kind", stop.kind().name().toLowerCase(Locale.ROOT));
            one.put("step", stop.step());
            one.put("model", stop.name());
            one.put("response", point.text());
            one.put("note", point.note());
            if (point.profile() != null) one.put("levels", Profiles.json(point.profile()));
            if (point.reward() != null) one.put("reward", point.reward());
            json.add(one);
            if (point.note().isEmpty()) before = point.text();
        }
        console.answer(json);
    }

    private static String marked(String before, String now) {
        return WordDiff.of(before, now).stream().map(piece -> (piece.blankBefore() ? " " : "") + switch (piece.change()) {
            case SAME -> piece.text();
            case INSERTED -> "[+" + piece.text() + "+]";
            case DELETED -> "[-" + piece.text() + "-]";
        }).collect(Collectors.joining());
    }
}
