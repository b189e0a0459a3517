package org.empathyworkbench.cli;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.empathyworkbench.cli.RunsCommand.Action;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.recipe.RecipeCommand;
import org.empathyworkbench.recipe.RecipeDifference;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunMetrics;
import org.empathyworkbench.run.RunRecord;
import org.empathyworkbench.workspace.RunAnnotations;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunTrash;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.ParameterException;

/** The part of {@code runs} that keeps the books: lists, marks, comparisons, records, the trash. */
final class RunAdminCommands {
    private final Workspace workspace;
    private final RunControl control;
    private final Console console;

    RunAdminCommands(Workspace workspace, RunControl control, Console console) {
        this.workspace = workspace;
        this.control = control;
        this.console = console;
    }

    /** @param words run ids first, then what the action takes */
    int act(Action action, List<String> words, RunFilter filter, Path to, Function<String, ParameterException> refuse) {
        if (action == Action.LIST) return list(filter);
        if (action == Action.EMPTY) return empty();
        if (action == Action.TRASH && words.isEmpty()) return trash();
        if (words.isEmpty())
            throw refuse.apply("Which run? Nothing was changed. Name its id, or \"last\"; \"app/run runs list\" shows what there is.");
        List<String> more = words.subList(1, words.size());
        if ((action == Action.TAG || action == Action.UNTAG) && more.isEmpty())
            throw refuse.apply("Which tag? Nothing was changed. Write it behind the run.");
        switch (action) {
            case STAR -> mark(words, marks -> marks.withStar(true));
            case UNSTAR -> mark(words, marks -> marks.withStar(false));
            case TAG -> mark(words.subList(0, 1), marks -> more.stream().reduce(marks, RunAnnotations::withTag, (a, b) -> b));
            case UNTAG -> mark(words.subList(0, 1), marks -> more.stream().reduce(marks, RunAnnotations::withoutTag, (a, b) -> b));
            case NOTE -> mark(words.subList(0, 1), marks -> marks.withNote(String.join(" ", more)));
            case COMPARE -> {
                if (more.isEmpty()) throw refuse.apply("A comparison needs two runs at least. Name them one behind the other.");
                compare(words.stream().map(control::find).toList());
            }
            case COMMAND -> {
                RecipeCommand command = RecipeCommand.of(workspace, control.find(words.get(0)));
                console.line(command.text());
                console.answer(Map.of("command", command.text(), "arguments", command.words()));
            }
            case RECORD -> record(control.find(words.get(0)), to);
            case TRASH -> {
                List<RunInfo> all = words.stream().map(control::find).toList();
                for (RunInfo run : all) {
                    workspace.runs().trash().put(run.id());
                    console.line("Run %s \"%s\" lies in the trash; \"runs restore %s\" gives it back.", run.id(), run.name(), run.id());
                }
                console.answer(Map.of("trashed", all.stream().map(RunInfo::id).toList()));
            }
            case RESTORE -> {
                List<RunInfo> all = words.stream().map(workspace.runs().trash()::find).toList();
                for (RunInfo run : all) {
                    workspace.runs().trash().restore(run.id());
                    console.line("Run %s \"%s\" is back.", run.id(), run.name());
                }
                console.answer(Map.of("restored", all.stream().map(RunInfo::id).toList()));
            }
            default -> throw new IllegalArgumentException(action.name());
        }
        return 0;
    }

    private int list(RunFilter filter) {
        List<RunInfo> runs = workspace.runs().list().stream().filter(filter::leaves).toList();
        if (runs.isEmpty()) console.line("No run fits.");
        else
            console.table(List.of("", "run", "name", "state", "kind", "preset", "changes", "best", "worked", "device", "tags"),
                    runs.stream().map(run -> List.of(run.marks().starred() ? "*" : "",
                            run.id(), run.name(), run.state().key(), run.kind().key(), run.preset(), changes(run),
                            best(run), Durations.words(run.elapsed(Instant.now()).toNanos()), run.device(),
                            String.join(", ", run.marks().tags()))).toList());
        console.answer(runs.stream().map(run -> {
            Map<String, Object> json = ListCommand.json(run);
            json.put("best", RunMetrics.best(workspace.runs(), run)
                    .map(best -> Map.of("name", best.name(), "value", best.value(), "meaning", best.meaning())).orElse(null));
            return json;
        }).toList());
        return 0;
    }

    private static String changes(RunInfo run) {
        try {
            return RecipeDifference.changes(Recipes.parse(run.recipe(), "The recipe of run " + run.id()));
        } catch (UserInputException unreadable) {
            return "?";
        }
    }

    private String best(RunInfo run) {
        return RunMetrics.best(workspace.runs(), run)
                .map(best -> String.format(Locale.ROOT, "%s %.4g", best.name(), best.value())).orElse("");
    }

    private void mark(List<String> which, UnaryOperator<RunAnnotations> change) {
        List<RunInfo> marked = new ArrayList<>();
        for (RunInfo run : which.stream().map(control::find).toList()) marked.add(workspace.runs().mark(run.id(), change));
        for (RunInfo run : marked) {
            console.line("Run %s \"%s\": %s%s%s", run.id(), run.name(), run.marks().starred() ? "starred" : "no star",
                    run.marks().tags().isEmpty() ? "" : "; " + String.join(", ", run.marks().tags()),
                    run.marks().note().isEmpty() ? "" : "; " + run.marks().note());
        }
        console.answer(marked.stream().map(ListCommand::json).toList());
    }

    private void compare(List<RunInfo> runs) {
        List<RecipeDifference> differences = RecipeDifference.between(runs.stream()
                .map(run -> Recipes.parse(run.recipe(), "The recipe of run " + run.id())).toList());
        List<String> header = new ArrayList<>(List.of("setting"));
        runs.forEach(run -> header.add(run.name()));
        if (differences.isEmpty()) console.line("They have the same settings.");
        else console.table(header, differences.stream().map(line -> {
            List<String> row = new ArrayList<>(List.of(line.name()));
            row.addAll(line.values());
            return row;
        }).toList());
        console.answer(ListCommand.ordered("runs", runs.stream().map(RunInfo::id).toList(), "differences", differences.stream()
                .map(line -> ListCommand.ordered("name", line.name(), "values", line.values())).toList()));
    }

    private void record(RunInfo run, Path to) {
        Path file = workspace.runs().folder(run.id()).resolve(RunRecord.FILE);
        if (!Files.exists(file))
            throw new UserInputException("The run \"" + run.name() + "\" (" + run.id()
                    + ") has no record: it has not started, or an earlier version ran it. Nothing was changed.");
        String record = RunRecord.read(file).toJson();
        if (to == null) {
            console.jsonText(record.stripTrailing());
            console.answer(JsonParser.parseString(record));
            return;
        }
        try {
            AtomicFile.write(to, record);
        } catch (IOException e) {
            throw new UserInputException("The record could not be written to " + to + ": "
                    + FileFault.words(e) + ". The run is as it was. Choose another file.", e);
        }
        console.line("The record of run %s is in %s; \"train --record %s\" does it again.", run.id(), to, to);
        console.answer(Map.of("file", to.toString()));
    }

    private int trash() {
        List<RunTrash.Trashed> all = workspace.runs().trash().list();
        if (all.isEmpty()) console.line("The trash is empty.");
        else
            console.table(List.of("run", "name", "state", "thrown away"), all.stream().map(one ->
                    List.of(one.run().id(), one.run().name(), one.run().state().key(), RunsCommand.TIME.format(one.at()))).toList());
        console.answer(all.stream().map(one -> {
            Map<String, Object> json = ListCommand.json(one.run());
            json.put("trashed", one.at().toString());
            return json;
        }).toList());
        return 0;
    }

    private int empty() {
        int gone = workspace.runs().trash().empty();
        console.line(gone == 0 ? "The trash was empty." : gone == 1 ? "One run is gone for good." : gone + " runs are gone for good.");
        console.answer(Map.of("deleted", gone));
        return 0;
    }
}
