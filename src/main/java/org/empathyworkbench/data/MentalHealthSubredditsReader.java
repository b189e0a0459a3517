package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;

/**
 * The Reddit part of EPITOME (Sharma et al. 2020): three csv files with the same pairs in the same order, one a mechanism. They are joined
 * by order and ids, never by text, which differs in the emotional-reactions file (blanks collapsed, words removed); the text is taken from
 * the interpretations file. A fifth of the pairs validates, drawn by seeker post: copies of a pair, and answers to one post, stay together.
 */
public final class MentalHealthSubredditsReader implements CorpusReader {
    private static final Map<Mechanism, String> FILE_NAMES = Map.of(Mechanism.EMOTIONAL_REACTION, "emotional-reactions",
            Mechanism.INTERPRETATION, "interpretations", Mechanism.EXPLORATION, "explorations");

    @Override public String format() { return "mental-health-subreddits"; }

    @Override public String title() { return "Mental Health Subreddits (EPITOME)"; }

    @Override public String expects() {
        return "The folder with emotional-reactions-reddit.csv, interpretations-reddit.csv and explorations-reddit.csv, or these three files.";
    }

    @Override public Corpus read(List<Path> paths) {
        Map<Mechanism, Table> tables = new EnumMap<>(Mechanism.class);
        Map<Mechanism, Path> files = files(InputFiles.find(paths, ".csv"), paths);
        files.forEach((mechanism, file) -> tables.put(mechanism, Table.read(file)));
        Table text = tables.get(Mechanism.INTERPRETATION);
        tables.values().forEach(table -> checkSamePairs(text, table));

        List<String> seekers = text.rows().stream().map(Row::seekerId).toList();
        Map<String, Split> splits = SeededSplit.draw(seekers, Map.of(Split.VALIDATION, 0.2));
        Map<String, Integer> copies = new HashMap<>();
        List<LabelledPair> pairs = new ArrayList<>();
        for (int i = 0; i < text.rows().size(); i++) {
            Row row = text.rows().get(i);
            Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
            Map<Mechanism, List<String>> rationales = new EnumMap<>(Mechanism.class);
            for (Mechanism mechanism : Mechanism.values()) {
                Row labels = tables.get(mechanism).rows().get(i);
                levels.put(mechanism, labels.level());
                if (!labels.rationales().isEmpty()) rationales.put(mechanism, labels.rationales());
            }
            int copy = copies.merge(row.pairId(), 1, Integer::sum);
            String id = copy == 1 ? row.pairId() : row.pairId() + "#" + copy;
            pairs.add(new LabelledPair(id, row.seekerId(), splits.get(row.seekerId()), row.seekerPost(), row.responsePost(), levels, rationales));
        }
        return new Corpus(format(), List.of(), pairs, notices(tables));
    }

    private static Map<Mechanism, Path> files(List<Path> all, List<Path> paths) {
        Map<Mechanism, Path> files = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            String wanted = FILE_NAMES.get(mechanism);
            List<Path> named = all.stream().filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).contains(wanted)).toList();
            if (named.size() != 1) {
                throw Place.of(paths.get(0)).fault(named.isEmpty() ? "The file " + wanted + "-reddit.csv is missing"
                        : "Several files are named after " + wanted, "Choose the folder that holds one csv file for each of the three mechanisms.");
            }
            files.put(mechanism, named.get(0));
        }
        return files;
    }

    private record Row(int line, String seekerId, String responseId, String seekerPost, String responsePost, Level level, List<String> rationales) {
        String pairId() { return seekerId + "/" + responseId; }
    }

    private record Table(Path file, List<Row> rows) {
        static Table read(Path file) {
            Csv csv = Csv.rfc4180(file, InputFiles.text(file), 0);
            int seeker = csv.column("sp_id");
            int response = csv.column("rp_id");
            int seekerPost = csv.column("seeker_post");
            int responsePost = csv.column("response_post");
            int level = csv.column("level");
            int rationales = csv.column("rationales");
            List<Row> rows = new ArrayList<>();
            for (Csv.Row row : csv.rows()) {
                String[] fields = row.fields();
                for (int id : new int[] {seeker, response}) {
                    if (fields[id].isBlank()) throw csv.place(row, id).fault("The post has no id");
                }
                rows.add(new Row(row.line(), fields[seeker], fields[response], HtmlEntities.decode(fields[seekerPost]).trim(),
                        HtmlEntities.decode(fields[responsePost]).trim(), Level.of(csv.number(row, level, 0, 2)), parts(fields[rationales])));
            }
            return new Table(file, rows);
        }
    }

    /** {@code a|b|} to a and b. */
    private static List<String> parts(String rationales) {
        return Arrays.stream(HtmlEntities.decode(rationales).split("\\|")).map(String::trim).filter(part -> !part.isEmpty()).toList();
    }

    private static void checkSamePairs(Table text, Table other) {
        for (int i = 0; i < Math.min(text.rows().size(), other.rows().size()); i++) {
            if (!text.rows().get(i).pairId().equals(other.rows().get(i).pairId())) {
                throw Place.of(other.file(), other.rows().get(i).line()).fault("The pair " + other.rows().get(i).pairId() + " stands where "
                        + text.file().getFileName() + " has " + text.rows().get(i).pairId(), "Use the three files as they were published together.");
            }
        }
        if (text.rows().size() != other.rows().size()) {
            throw Place.of(other.file()).fault("The file has " + Notices.count(other.rows().size(), "row") + " and " + text.file().getFileName() + " "
                    + Notices.count(text.rows().size(), "row"), "Use the three files as they were published together.");
        }
    }

    private static List<String> notices(Map<Mechanism, Table> tables) {
        List<String> notices = new ArrayList<>();
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        List<Row> rows = tables.get(Mechanism.INTERPRETATION).rows();
        for (int i = 0; i < rows.size(); i++) positions.computeIfAbsent(rows.get(i).pairId(), id -> new ArrayList<>()).add(i);
        positions.values().removeIf(copies -> copies.size() == 1);
        if (!positions.isEmpty()) {
            int surplus = positions.values().stream().mapToInt(List::size).sum() - positions.size();
            notices.add(Notices.count(positions.size(), "pair") + " occur more than once (" + Notices.count(surplus, "surplus row") + "); all are kept, "
                    + "in one split. Their copies disagree on the level for " + disagreements(tables, positions) + ".");
        }
        List<String> bare = new ArrayList<>();
        int parts = 0;
        int notLiteral = 0;
        for (Mechanism mechanism : Mechanism.values()) {
            int without = 0;
            for (int i = 0; i < rows.size(); i++) {
                Row row = tables.get(mechanism).rows().get(i);
                if (row.level() != Level.NONE && row.rationales().isEmpty()) without++;
                for (String part : row.rationales()) {
                    parts++;
                    if (!rows.get(i).responsePost().contains(part)) notLiteral++;
                }
            }
            if (without > 0) bare.add(without + " (" + mechanism.title().toLowerCase(Locale.ROOT) + ")");
        }
        if (!bare.isEmpty()) notices.add("Rows with a level above none and no rationale: " + String.join(", ", bare) + ".");
        if (notLiteral > 0) {
            notices.add(Notices.count(notLiteral, "rationale") + String.format(Locale.ROOT, " of %,d are not found word for word in their response: the "
                    + "annotators saw other blanks, or words that were removed.", parts));
        }
        long broken = rows.stream().filter(row -> (row.seekerPost() + row.responsePost()).indexOf('\uFFFD') >= 0).count();
        if (broken > 0) notices.add(Notices.count((int) broken, "pair") + " hold the character U+FFFD, where the text was broken at its source.");
        notices.add("A fifth of the pairs is for validation, drawn by seeker post with seed " + SeededSplit.SEED + "; the corpus brings no split of its own.");
        return notices;
    }

    private static String disagreements(Map<Mechanism, Table> tables, Map<String, List<Integer>> positions) {
        Set<String> texts = new LinkedHashSet<>();
        for (Mechanism mechanism : Mechanism.values()) {
            List<Row> rows = tables.get(mechanism).rows();
            long pairs = positions.values().stream().filter(copies -> copies.stream().map(i -> rows.get(i).level()).distinct().count() > 1).count();
            texts.add(pairs + " (" + mechanism.title().toLowerCase(Locale.ROOT) + ")");
        }
        return String.join(", ", texts);
    }
}
