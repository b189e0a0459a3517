package org.empathyworkbench.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseFiles;
import org.empathyworkbench.casestudy.CaseFormat;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.CaseWords;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.picture.CasePicture;
import org.empathyworkbench.run.CaseSaver;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cases", description = CasesCommand.DESCRIPTION,
        footer = {"", "Examples:", "  app/run cases", "  app/run cases show Lesson --case 2",
                            "  app/run cases add Lesson --context \"I lost my job.\" --model before --model aligned --identifiers mhs",
                            "  app/run cases export Lesson --format latex --to table.tex", "  app/run cases export Lesson --to lesson.png",
                            "  app/run cases import Lesson cases.jsonl"})
final class CasesCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Collections of contexts with responses worth "
            + "showing: lists them, adds to them, writes them to files and reads them back.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private static final String PICTURE = "png";

    /** What may be done. */
    enum Action { LIST, SHOW, ADD, EXPORT, IMPORT }

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", defaultValue = "list", description =
            {"list    the collections, or the cases of one (without ACTION too)", "show    a collection's cases in full, or that of --case",
                    "add     a case: a context, answered by the --model given", "export  write a collection to a file",
                    "import  read cases from JSON lines into a collection"})
    private Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "COLLECTION",
            description = "The collection; add and import make it when there is none.")
    private String collection;

    @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", description = "With import: JSON lines.")
    private Path file;

    @Option(names = "--case", paramLabel = "N", description = "With show and export: the N-th case alone, from 1.")
    private Integer number;

    @Option(names = "--format", paramLabel = "FORMAT", description = "With export: markdown, latex, html, "
            + "csv, jsonl, or png: a picture of each case. Default: by the file's ending, else markdown.")
    private String format;

    @Option(names = "--to", paramLabel = "FILE", description = "With export: the file to write. Default: in the workspace's exports.")
    private Path to;

    @CommandLine.Mixin private RawCsv raw = new RawCsv();

    @Option(names = "--context", arity = "1..*", paramLabel = "TEXT",
            description = "With add: the turns, oldest first, the last one by the speaker.")
    private List<String> context = List.of();

    @Option(names = "--emotion", paramLabel = "WORD", defaultValue = "", description = "With add: the speaker's emotion.")
    private String emotion;

    @Option(names = "--reference", paramLabel = "TEXT", defaultValue = "", description = "With add: the corpus's own response.")
    private String reference;

    @Option(names = "--model", paramLabel = "NAME", description = "With add: a generator that answers; may be given many times.")
    private List<String> models = List.of();

    @Option(names = "--identifiers", paramLabel = "NAME", description = "With add: identifiers that score the responses.")
    private String identifiers;

    @Option(names = "--seed", defaultValue = "1", description = "With add: of the draws. Default: 1.")
    private long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "With add: change how tokens are drawn, as for respond.")
    private Map<String, String> changes = Map.of();

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "With add: a title.")
    private String title;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "With add: a note for readers.")
    private String note;

    @Override int work(Workspace workspace, Console console) {
        if (action != Action.LIST && collection == null)
            throw refuse("Which collection? Nothing was changed. Name it; \"app/run cases\" shows what there is.");
        switch (action) {
            case LIST -> list(workspace, console);
            case SHOW -> show(chosen(workspace), console);
            case ADD -> add(workspace, console);
            case EXPORT -> export(workspace, console);
            case IMPORT -> read(workspace, console);
        }
        return 0;
    }

    private CaseCollection known(Workspace workspace) { return argument(() -> workspace.cases().get(collection)); }

    private List<CaseStudy> chosen(Workspace workspace) {
        List<CaseStudy> all = workspace.cases().studies(known(workspace).id());
        if (number == null) return all;
        if (number < 1 || number > all.size()) throw refuse("--case lies between 1 and " + all.size() + ", not at " + number + ".");
        return List.of(all.get(number - 1));
    }

    private void list(Workspace workspace, Console console) {
        if (collection == null) {
            List<CaseCollection> all = workspace.cases().list();
            if (all.isEmpty()) console.line("No cases yet: \"cases add\" makes one, and \"Keep as case\" in the window.");
            else
                console.table(List.of("collection", "cases", "changed", "note"), all.stream().map(one ->
                        List.of(one.name(), String.valueOf(one.cases()), TIME.format(one.changedAt()), firstLine(one.note()))).toList());
            console.answer(all.stream().map(CasesCommand::json).toList());
            return;
        }
        List<CaseStudy> studies = chosen(workspace);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            CaseStudy one = studies.get(i);
            rows.add(List.of(String.valueOf(i + 1), one.name(), String.valueOf(one.responses().size()),
                    firstLine(one.context().get(one.context().size() - 1))));
        }
        if (rows.isEmpty()) console.line("The collection is empty.");
        else console.table(List.of("case", "name", "responses", "last turn"), rows);
        console.answer(studies.stream().map(CaseFiles::json).toList());
    }

    private static void show(List<CaseStudy> studies, Console console) {
        for (CaseStudy study : studies) {
            console.line(study.name() + (study.emotion().isBlank() || study.title().isBlank() ? "" : "  (" + study.emotion() + ")"));
            for (int turn = 0; turn < study.context().size(); turn++)
                console.lines("  " + CaseWords.speaker(turn) + ": " + study.context().get(turn));
            for (CaseResponse one : study.responses()) {
                console.line("");
                console.lines("  " + CaseWords.system(one) + ": " + one.text());
                if (one.reading() != null) console.line("    " + CaseWords.levels(one));
                if (!one.ratings().none()) console.line("    rated: " + CaseWords.ratings(one.ratings()));
                if (!one.note().isBlank()) console.line("    note: " + firstLine(one.note()));
                console.line("    " + CaseWords.origin(one));
            }
            if (!study.note().isBlank()) console.lines("\n  Note: " + study.note());
            console.line("");
        }
        console.answer(studies.stream().map(CaseFiles::json).toList());
    }

    private void add(Workspace workspace, Console console) {
        if (context.isEmpty()) throw refuse("There is no --context. Nothing was stored. Give the turns, the last one by the speaker.");
        workspace.requireWritable();
        SamplingSettings sampling = Settings.with(SamplingSettings.paper(), changes);
        Instant now = Instant.now();
        List<CaseResponse> responses = new ArrayList<>();
        Device device = models.isEmpty() && identifiers == null ? null : device();
        if (!reference.isBlank())
            responses.add(CaseResponse.of("Reference", Provenance.of(Provenance.Kind.REFERENCE, "", now), reference.strip()));
        for (String model : models) {
            try (ResponseGenerator generator = generator(workspace, model, device)) {
                responses.add(CaseResponse.of(model, Provenance.generator(model, seed, Settings.toMap(sampling), Instant.now()),
                        generator.respond(List.of(context), sampling, seed).get(0).text()));
            }
        }
        if (identifiers != null) {
            try (EmpathyScorer scorer = identifiers(workspace, identifiers, device)) {
                EmpathyProfile target = reference.isBlank() ? null : scorer.score(context, reference.strip());
                responses.replaceAll(one -> {
                    if (one.text().isBlank()) return one;
                    EmpathyProfile profile = scorer.score(context, one.text());
                    return one.read(LevelScores.of(identifiers, profile), target == null ? null : profile.reward(target.levels()));
                });
            }
        }
        CaseStudy kept = new CaseSaver(workspace).keep(collection, new CaseDraft(context, emotion, "the terminal", responses));
        if (!title.isBlank() || !note.isBlank()) workspace.cases().describe(kept.id(), title, note);
        CaseStudy stored = workspace.cases().study(kept.id()).orElseThrow();
        show(List.of(stored), console);
    }

    private void export(Workspace workspace, Console console) {
        CaseCollection from = known(workspace);
        String ending = to == null || !to.getFileName().toString().contains(".") ? "markdown"
                : to.getFileName().toString().substring(to.getFileName().toString().lastIndexOf('.') + 1);
        String wanted = (format == null ? ending : format).toLowerCase(Locale.ROOT);
        CaseFormat chosen = wanted.equals(PICTURE) ? null : format(wanted);
        Path target = to != null ? to : workspace.exports().resolve(from.name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-")
                + "." + (chosen == null ? PICTURE : chosen.ending()));
        List<CaseStudy> studies = chosen(workspace);
        if (chosen == null) {
            pictures(from, studies, target, console);
            return;
        }
        CaseFiles.write(chosen, from, studies, target, raw.cells());
        console.line("%d %s written to %s.", studies.size(), studies.size() == 1 ? "case was" : "cases were", target);
        console.answer(Map.of("collection", from.name(), "format", chosen.key(),
                "cases", studies.size(), "file", target.toAbsolutePath().toString()));
    }

    private void pictures(CaseCollection from, List<CaseStudy> studies, Path target, Console console) {
        if (studies.isEmpty())
            throw refuse("The collection \"" + from.name() + "\" holds no case. Nothing was written. Keep a case in it first.");
        ConsoleProgress progress = new ConsoleProgress(console, from.name());
        List<Path> files = CasePicture.write(studies, target, done -> progress.at((double) done / studies.size(), "drawing"));
        for (Path one : files) console.line("%s", one);
        console.answer(Map.of("collection", from.name(), "format", PICTURE, "cases", studies.size(),
                "files", files.stream().map(one -> one.toAbsolutePath().toString()).toList()));
    }

    private CaseFormat format(String key) {
        try {
            return CaseFormat.ofKey(key);
        } catch (IllegalArgumentException unknown) {
            throw refuse(unknown.getMessage().replaceFirst("\\.$", ", " + PICTURE + ".") + " Nothing was written.");
        }
    }

    private void read(Workspace workspace, Console console) {
        if (file == null) throw refuse("Which file? Nothing was stored. Name a file of JSON lines behind the collection.");
        List<CaseStudy> found = CaseFiles.read(file, Instant.now());
        CaseCollection into = workspace.cases().findOrCreate(collection);
        workspace.cases().add(into.id(), found);
        console.line("%d %s stored in \"%s\".", found.size(), found.size() == 1 ? "case was" : "cases were", into.name());
        console.answer(json(workspace.cases().get(into.name())));
    }

    private static Map<String, Object> json(CaseCollection one) {
        return ListCommand.ordered("name", one.name(), "cases", one.cases(), "note", one.note(),
                "made", one.createdAt().toString(), "changed", one.changedAt().toString());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().map(line -> line.length() > 80 ? line.substring(0, 79) + "…" : line).orElse("");
    }
}
