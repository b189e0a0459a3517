package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.data.SubredditsTable.Row;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;

/**
 * The Reddit part of EPITOME (Sharma et al. 2020): three tables with the same pairs, one a mechanism. They are joined by ids
 * ({@link SubredditsJoin}), never by text, which differs in the emotional-reactions file (blanks collapsed, words removed); the text is
 * taken from the interpretations file. A fifth of the pairs validates, drawn by seeker post: copies of a
 * pair, and answers to one post, stay together.
 */
public final class MentalHealthSubredditsReader implements CorpusReader {
    private static final Map<Mechanism, String> FILE_NAMES = Map.of(Mechanism.EMOTIONAL_REACTION, "emotional-reactions",
            Mechanism.INTERPRETATION, "interpretations", Mechanism.EXPLORATION, "explorations");

    @Override public String format() { return "mental-health-subreddits"; }

    @Override public String title() { return "Mental Health Subreddits (EPITOME)"; }

    @Override public String expects() {
        return "The folder with emotional-reactions-reddit.csv, interpretations-reddit.csv "
                + "and explorations-reddit.csv, or these three files.";
    }

    @Override public Corpus read(List<Path> paths, ReadingOptions options) {
        ReadingNotes notes = new ReadingNotes();
        Map<Mechanism, SubredditsTable> tables = new EnumMap<>(Mechanism.class);
        files(InputFiles.find(paths, EmpatheticDialoguesReader.TABLES, notes), paths)
                .forEach((mechanism, file) -> tables.put(mechanism, SubredditsTable.read(file, options, notes)));
        List<Map<Mechanism, Row>> joined = new SubredditsJoin(tables, notes).rows();
        List<LabelledPair> pairs = pairs(joined);
        List<String> notices = new ArrayList<>(SubredditsNotices.of(tables.get(Mechanism.INTERPRETATION), joined, pairs));
        notices.addAll(notes.sentences());
        return new Corpus(format(), List.of(), pairs, notices);
    }

    private static List<LabelledPair> pairs(List<Map<Mechanism, Row>> joined) {
        Map<String, Split> splits = SeededSplit.draw(joined.stream().map(row -> row.get(Mechanism.INTERPRETATION).seekerId()).toList(),
                Map.of(Split.VALIDATION, 0.2));
        Map<String, Integer> copies = new HashMap<>();
        List<LabelledPair> pairs = new ArrayList<>();
        for (Map<Mechanism, Row> rows : joined) {
            Row text = rows.get(Mechanism.INTERPRETATION);
            Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
            Map<Mechanism, List<String>> rationales = new EnumMap<>(Mechanism.class);
            rows.forEach((mechanism, labels) -> {
                levels.put(mechanism, labels.level());
                if (!labels.rationales().isEmpty()) rationales.put(mechanism, labels.rationales());
            });
            int copy = copies.merge(text.pairId(), 1, Integer::sum);
            String id = copy == 1 ? text.pairId() : text.pairId() + "#" + copy;
            pairs.add(new LabelledPair(id, text.seekerId(), splits.get(text.seekerId()),
                    text.seekerPost(), text.responsePost(), levels, rationales));
        }
        return pairs;
    }

    private static Map<Mechanism, Path> files(List<Path> all, List<Path> paths) {
        Map<Mechanism, Path> files = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            String wanted = FILE_NAMES.get(mechanism);
            List<Path> named = all.stream()
                    .filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).contains(wanted)).toList();
            if (named.size() != 1) {
                throw SourceLocation.of(paths.get(0)).fault(named.isEmpty() ? "The file " + wanted + "-reddit.csv is missing"
                        : "Several files are named after " + wanted,
                        "Choose the folder that holds one csv file for each of the three mechanisms.");
            }
            files.put(mechanism, named.get(0));
        }
        return files;
    }
}
