package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Split;

/**
 * EmpatheticDialogues as the EmpatheticIntents project publishes it: one csv an emotion, whose name is the emotion. These files know no
 * split; files of the official one (with {@code conv_id}, {@code train}, {@code valid} or {@code test} in their name) may be given beside
 * them, and bring it, and the two conversations that are missing here. The column {@code Label} is a classifier's guess and is not read.
 */
public final class EmpatheticDialoguesByEmotionReader implements CorpusReader {
    private static final String COPY = " (1)";

    @Override public String format() { return "empathetic-dialogues-by-emotion"; }

    @Override public String title() { return "EmpatheticDialogues (one file an emotion)"; }

    @Override public String expects() {
        return "The folder of 32 csv files; for the official split also the files "
                + "(or their folder) with its validation and test conversations.";
    }

    @Override public Corpus read(List<Path> paths, ReadingOptions options) {
        ReadingNotes notes = new ReadingNotes();
        Map<String, Dialogue> found = new LinkedHashMap<>();
        List<EmpatheticDialoguesFile> official = new ArrayList<>();
        Set<String> emotions = new TreeSet<>();
        for (Path file : InputFiles.find(paths, EmpatheticDialoguesReader.TABLES, notes)) {
            String text = InputFiles.text(file, options.encoding(), notes);
            if (EmpatheticDialoguesFile.isOne(text)) {
                official.add(EmpatheticDialoguesFile.read(file, text, options, notes));
            } else {
                String emotion = emotionOf(file, notes);
                emotions.add(emotion);
                new EmotionFile(TableForms.read(file, text, new ByEmotionLayout(), notes), emotion, options.sameSpeaker(), notes)
                        .into(found);
            }
        }
        if (emotions.isEmpty()) {
            throw SourceLocation.of(official.get(0).file()).fault("Only files of the official split were given",
                    "Choose the folder of 32 csv files as well, or import these as empathetic-dialogues.");
        }
        List<String> notices = new ArrayList<>();
        if (emotions.size() < Emotions.ALL.size()) {
            notices.add("Only " + emotions.size() + " of the 32 emotions were given; missing are " + Emotions.ALL.stream()
                    .filter(emotion -> !emotions.contains(emotion)).sorted().collect(Collectors.joining(", ")) + ".");
        }
        int copies = dropCopies(found);
        if (copies > 0)
            notices.add(Plurals.count(copies, "conversation")
                    + " whose id ends in \"(1)\" repeat another one word for word and were left out.");
        List<Dialogue> all = new ArrayList<>(found.values());
        List<Dialogue> dialogues = official.isEmpty()
                ? seeded(all, EmpatheticDialoguesReader.EIGHTY_TEN_TEN, notices) : official(all, official, notices);
        notices.addAll(notes.sentences());
        return new Corpus(format(), dialogues, List.of(), notices);
    }

    private static String emotionOf(Path file, ReadingNotes notes) {
        String emotion = EmotionLabels.of(InputFiles.stem(file));
        if (emotion.isEmpty()) {
            throw SourceLocation.of(file).fault("The file's name is not one of the 32 emotions",
                    "Choose the folder that holds afraid.csv to trusting.csv and nothing else.");
        }
        if (!emotion.equals(InputFiles.stem(file)))
            notes.add("Emotion read from the file's name without regard to capitals and blanks", "file", SourceLocation.of(file));
        return emotion;
    }

    /** Only what is a copy indeed: the same situation and turns under the id without the mark. */
    private static int dropCopies(Map<String, Dialogue> found) {
        List<String> copies = found.values().stream().filter(dialogue -> dialogue.id().endsWith(COPY)).filter(dialogue -> {
            Dialogue first = found.get(dialogue.id().substring(0, dialogue.id().length() - COPY.length()));
            return first != null && first.situation().equals(dialogue.situation()) && first.turns().equals(dialogue.turns());
        }).map(Dialogue::id).toList();
        copies.forEach(found::remove);
        return copies.size();
    }

    private static List<Dialogue> seeded(List<Dialogue> dialogues, Map<Split, Double> parts, List<String> notices) {
        notices.add(EmpatheticDialoguesReader.seededNotice(dialogues.size()));
        Map<String, Split> drawn = SeededSplit.draw(dialogues.stream().map(Dialogue::id).toList(), parts);
        return dialogues.stream().map(dialogue -> in(dialogue, drawn.get(dialogue.id()))).toList();
    }

    private static Dialogue in(Dialogue dialogue, Split split) {
        return new Dialogue(dialogue.id(), split, dialogue.emotion(), dialogue.situation(), dialogue.turns());
    }

    /** Conversations of the official files stand in those files' split, the others train, or are drawn for a split that was not given. */
    private static List<Dialogue> official(List<Dialogue> dialogues, List<EmpatheticDialoguesFile> files, List<String> notices) {
        Map<String, Split> splits = new LinkedHashMap<>();
        Map<String, EmpatheticDialoguesFile.Conversation> conversations = new LinkedHashMap<>();
        for (EmpatheticDialoguesFile file : files) {
            Split split = file.split().orElseThrow(() -> SourceLocation.of(file.file())
                    .fault("The file's name does not say whether it is train, valid or test", "Name it so, or leave it out."));
            for (EmpatheticDialoguesFile.Conversation conversation : file.conversations()) {
                if (splits.putIfAbsent(conversation.id(), split) != null) {
                    throw SourceLocation.of(file.file(), conversation.line()).fault("The conversation " + conversation.id()
                            + " is in two files of the official split", "Choose each part of it once.");
                }
                conversations.put(conversation.id(), conversation);
            }
        }
        Map<String, Split> rest = drawMissing(dialogues, splits, notices);
        List<Dialogue> all = new ArrayList<>();
        int different = 0;
        for (Dialogue dialogue : dialogues) {
            EmpatheticDialoguesFile.Conversation other = conversations.remove(dialogue.id());
            if (other != null && !other.turns().equals(dialogue.turns())) different++;
            Split split = splits.get(dialogue.id());
            all.add(in(dialogue, split != null ? split : rest.get(dialogue.id())));
        }
        for (EmpatheticDialoguesFile.Conversation missing : conversations.values()) {
            all.add(new Dialogue(missing.id(), splits.get(missing.id()), missing.emotion(), missing.situation(), missing.turns()));
        }
        if (different > 0)
            notices.add(Plurals.count(different, "conversation")
                    + " read otherwise in the files of the official split; the text of the emotion files was kept.");
        if (!conversations.isEmpty()) {
            notices.add(Plurals.count(conversations.size(), "conversation")
                    + " of the official split were in no emotion file and were taken from the split's own files.");
        }
        return all;
    }

    private static Map<String, Split> drawMissing(List<Dialogue> dialogues, Map<String, Split> given, List<String> notices) {
        List<String> rest = dialogues.stream().map(Dialogue::id).filter(id -> !given.containsKey(id)).toList();
        Map<Split, Double> parts = new EnumMap<>(Split.class);
        for (Split split : List.of(Split.TEST, Split.VALIDATION)) {
            if (!given.containsValue(split)) parts.put(split, 0.1);
        }
        if (!parts.isEmpty()) {
            notices.add("The official split was given without its "
                    + parts.keySet().stream().map(Split::key).collect(Collectors.joining(" and "))
                    + " part: a tenth of the other conversations was drawn for it with seed " + SeededSplit.SEED + ".");
        }
        return SeededSplit.draw(rest, parts);
    }
}
