package org.empathyworkbench.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.data.CorpusReaders;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.recipe.SettingSources;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = ListCommand.DESCRIPTION, footer = {"", "Examples:", "  app/run list", "  app/run list --presets",
                "  app/run list --settings paper-ppo", "  app/run list --formats", "  app/run list --devices"})
final class ListCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Lists what the workspace holds; or the presets, "
            + "a preset's settings, the file formats, or the devices to compute on.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Option(names = "--presets", description = "The recipes to begin from.")
    private boolean presets;

    @Option(names = "--settings", paramLabel = "PRESET", description = "Every setting of a preset, with its value, range and meaning.")
    private String settingsOf;

    @Option(names = "--formats", description = "The file formats of import and import-responses.")
    private boolean formats;

    @Option(names = "--devices", description = "The devices that runs can use, with their memory.")
    private boolean devices;

    @Override int work(Workspace workspace, Console console) {
        if (devices) listDevices(console);
        else if (presets) listPresets(console);
        else if (settingsOf != null) listSettings(console);
        else if (formats) listFormats(console);
        else listContents(workspace, console);
        return 0;
    }

    private static void listPresets(Console console) {
        console.table(List.of("preset", "kind", "what it is"),
                Recipes.presets().stream().map(p -> List.of(p.name(), p.kind().key(), p.title() + ". " + p.explanation())).toList());
        console.answer(Recipes.presets().stream()
                .map(p -> Map.of("name", p.name(), "kind", p.kind().key(), "title", p.title(), "explanation", p.explanation())).toList());
    }

    private void listSettings(Console console) {
        List<SettingInfo> settings = Recipes.preset(settingsOf).recipe().describe();
        SettingSources sources = SettingSources.of(Recipes.preset(settingsOf).kind());
        console.table(List.of("setting", "value", "source", "meaning"),
                settings.stream().map(s -> List.of(s.name(), String.valueOf(s.value()), sources.of(s, s.value()).words(),
                        s.meaning() + (s.choices().isEmpty() ? "" : " One of " + String.join(", ", s.choices()) + "."))).toList());
        console.answer(settings.stream().map(s -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", s.name());
            json.put("value", s.value());
            json.put("source", sources.of(s, s.value()).words());
            json.put("label", s.label());
            json.put("meaning", s.meaning());
            json.put("paper", s.paper());
            json.put("code", s.code());
            json.put("choices", s.choices());
            return json;
        }).toList());
    }

    private static void listFormats(Console console) {
        console.line("import --format");
        CorpusReaders.all().forEach(reader -> console.line("  %-34s %s", reader.format(), reader.title() + ". " + reader.expects()));
        console.line("import-responses --format");
        ResponseReaders.all().forEach(reader -> console.line("  %-34s %s", reader.format(), reader.title()));
        console.answer(Map.of("import", CorpusReaders.all().stream().map(r -> r.format()).toList(),
                "import-responses", ResponseReaders.all().stream().map(r -> r.format()).toList()));
    }

    private static void listDevices(Console console) {
        List<ComputeDevice> found = ComputeDevice.all();
        console.table(List.of("device", "what it is", "memory", "free"),
                found.stream().map(d -> List.of(d.name(), d.title(), gigabytes(d.total()), gigabytes(d.free()))).toList());
        if (found.size() == 1)
            console.line("No CUDA device can be used: there is none, or this is the "
                    + "build for the CPU alone (resources/docs/GUIDE.md, \"NVIDIA\").");
        console.answer(found.stream()
                .map(d -> ordered("name", d.name(), "title", d.title(), "totalBytes", d.total(), "freeBytes", d.free())).toList());
    }

    private static String gigabytes(long bytes) { return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9); }

    private static void listContents(Workspace workspace, Console console) {
        workspace.runs().markInterrupted();
        List<DatasetInfo> datasets = workspace.datasets().list();
        List<ModelInfo> models = workspace.models().list();
        List<RunInfo> runs = workspace.runs().list();
        List<ResponseSetInfo> sets = workspace.responseSets().list();
        console.line("Workspace " + workspace.folder());
        if (workspace.readOnly()) console.line(workspace.readOnlyWords());
        console.line("");
        if (datasets.isEmpty()) console.line("No dataset yet: \"import\" reads one.");
        else
            console.table(List.of("dataset", "format", "dialogues", "responses", "labelled pairs"),
                    datasets.stream().map(d -> List.of(d.name(), d.format(),
                            ImportCommand.number(d.dialogues()), ImportCommand.number(d.responses()), ImportCommand.number(d.pairs())))
                    .toList());
        console.line("");
        if (models.isEmpty()) console.line("No model yet: \"train\" makes one, \"import-model\" reads one.");
        else console.table(List.of("model", "kind", "parameters", "source"), models.stream().map(m -> List.of(m.name(), m.kind().key(),
                String.format(Locale.ROOT, "%,d", m.parameters()), m.source())).toList());
        console.line("");
        if (runs.isEmpty()) console.line("No run yet: \"train\" starts one.");
        else
            console.table(List.of("run", "name", "state", "step", "made", "message"), runs.stream().map(r -> List.of(r.id(),
                    r.name(), r.state().key(), r.step() + "/" + r.totalSteps(), TIME.format(r.createdAt()), r.message())).toList());
        if (!sets.isEmpty()) {
            console.line("");
            console.table(List.of("responses of", "system", "responses"),
                    sets.stream().map(s -> List.of(s.name(), s.system(), ImportCommand.number(s.responses()))).toList());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("workspace", workspace.folder().toString());
        json.put("datasets", datasets.stream().map(ListCommand::json).toList());
        json.put("models", models.stream().map(ListCommand::json).toList());
        json.put("runs", runs.stream().map(ListCommand::json).toList());
        json.put("responses", sets.stream().map(ListCommand::json).toList());
        console.answer(json);
    }

    static Map<String, Object> json(DatasetInfo d) {
        return ordered("name", d.name(), "format", d.format(), "source", d.source(), "imported", d.importedAt().toString(),
                "dialogues", d.dialogues(), "utterances", d.utterances(), "responses", d.responses(), "pairs", d.pairs());
    }

    static Map<String, Object> json(ModelInfo m) {
        return ordered("name", m.name(), "kind", m.kind().key(), "source", m.source(), "run", m.run(),
                "parameters", m.parameters(), "facts", m.facts(), "made", m.createdAt().toString());
    }

    static Map<String, Object> json(RunInfo r) {
        return ordered("id", r.id(), "name", r.name(), "kind", r.kind().key(), "preset", r.preset(), "state", r.state().key(),
                "step", r.step(), "totalSteps", r.totalSteps(), "changes", changes(r), "message", r.message(), "model",
                r.model(), "device", r.device(), "origin", r.origin(), "seconds", r.elapsed(Instant.now()).toSeconds(),
                "starred", r.marks().starred(), "tags", r.marks().tags(), "note", r.marks().note(), "sweep", r.sweep());
    }

    /** What a run's recipe has otherwise than its preset; null where this version cannot read it. */
    private static Object changes(RunInfo r) {
        try {
            return Recipes.parse(r.recipe(), "The recipe of run " + r.id()).changes();
        } catch (UserInputException unreadable) {
            return null;
        }
    }

    static Map<String, Object> json(ResponseSetInfo s) {
        return ordered("name", s.name(), "system", s.system(), "source", s.source(), "responses", s.responses());
    }

    /** Names and values in turn. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return map;
    }
}
