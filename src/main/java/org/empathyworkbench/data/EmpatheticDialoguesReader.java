package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Split;

/**
 * EmpatheticDialogues (Rashkin et al. 2019) with a row an utterance: the original files and the copies that keep their conversation ids.
 */
public final class EmpatheticDialoguesReader implements CorpusReader {
    @Override public String format() { return "empathetic-dialogues"; }

    @Override public String title() { return "EmpatheticDialogues (train, valid, test)"; }

    @Override public String expects() {
        return "train.csv, valid.csv and test.csv, or some of them, or their folder; the split is read from each file's name.";
    }

    @Override public Corpus read(List<Path> paths, ReadingOptions options) {
        ReadingNotes notes = new ReadingNotes();
        List<EmpatheticDialoguesFile> files = InputFiles.find(paths, TABLES, notes).stream()
                .map(file -> EmpatheticDialoguesFile.read(file, options, notes)).toList();
        checkIds(files);
        List<String> unnamed = files.stream().filter(file -> file.split().isEmpty())
                .flatMap(file -> file.conversations().stream()).map(EmpatheticDialoguesFile.Conversation::id).toList();
        Map<String, Split> drawn = SeededSplit.draw(unnamed, EIGHTY_TEN_TEN);
        List<Dialogue> dialogues = new ArrayList<>();
        for (EmpatheticDialoguesFile file : files) {
            for (EmpatheticDialoguesFile.Conversation conversation : file.conversations()) {
                Split split = file.split().orElseGet(() -> drawn.get(conversation.id()));
                dialogues.add(new Dialogue(conversation.id(), split, conversation.emotion(),
                        conversation.situation(), conversation.turns()));
            }
        }
        return new Corpus(format(), dialogues, List.of(), notices(files, unnamed.size(), notes));
    }

    /** The endings of tables, the most usual first. */
    static final List<String> TABLES = List.of(".csv", ".tsv", ".tab");

    /** Test and validation a tenth each, in that order. */
    static final Map<Split, Double> EIGHTY_TEN_TEN = tenths();

    private static Map<Split, Double> tenths() {
        Map<Split, Double> parts = new LinkedHashMap<>();
        parts.put(Split.TEST, 0.1);
        parts.put(Split.VALIDATION, 0.1);
        return Collections.unmodifiableMap(parts);
    }

    /** A conversation in two files would be counted twice, or train on what it is tested with. */
    private static void checkIds(List<EmpatheticDialoguesFile> files) {
        Map<String, Path> seen = new HashMap<>();
        for (EmpatheticDialoguesFile file : files) {
            for (EmpatheticDialoguesFile.Conversation conversation : file.conversations()) {
                Path other = seen.putIfAbsent(conversation.id(), file.file());
                if (other != null) {
                    throw new SourceLocation(file.file(), conversation.line(), "column 1 \"conv_id\"").fault("The conversation "
                            + conversation.id() + " is also in " + other.getFileName(), "Choose each part of the corpus once.");
                }
            }
        }
    }

    private static List<String> notices(List<EmpatheticDialoguesFile> files, int drawn, ReadingNotes notes) {
        List<String> notices = new ArrayList<>();
        if (drawn > 0) notices.add(seededNotice(drawn));
        int plain = files.stream().filter(file -> !file.emotion()).mapToInt(file -> file.conversations().size()).sum();
        if (plain > 0) notices.add(Plurals.count(plain, "conversation") + " have no emotion label: their file has no column for it.");
        notices.addAll(notes.sentences());
        return notices;
    }

    static String seededNotice(int conversations) {
        return "No official split was given for " + Plurals.count(conversations, "conversation") + ": they were split 80/10/10 "
                + "by conversation with seed " + SeededSplit.SEED + ", so results on them do not compare with published ones.";
    }
}
