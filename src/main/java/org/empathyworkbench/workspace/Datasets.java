package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.dialogue.UserInputException;

/** The datasets of a workspace. A dataset is immutable and is read back equal and in its order. */
public final class Datasets {
    private static final String WHAT = "dataset";

    private final Store store;
    private final Clock clock;

    Datasets(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores a corpus under a new name, in one transaction.
     *
     * @param source display text of its origin
     * @throws UserInputException if the name is taken or invalid, or the corpus is empty or has a duplicate id
     */
    public DatasetInfo add(String name, String source, Corpus corpus) {
        Names.checked(name, WHAT);
        checkIds(corpus);
        int utterances = corpus.dialogues().stream().mapToInt(dialogue -> dialogue.turns().size()).sum();
        int responses = corpus.dialogues().stream().mapToInt(Dialogue::responses).sum();
        DatasetInfo info = new DatasetInfo(name, corpus.format(), source, Instant.ofEpochMilli(clock.millis()), corpus.dialogues().size(),
                utterances, responses, corpus.pairs().size(), corpus.notices());
        store.change(connection -> {
            if (id(connection, name).isPresent()) throw Names.taken(name, WHAT);
            long dataset = insert(connection, info);
            insertDialogues(connection, dataset, corpus.dialogues());
            insertPairs(connection, dataset, corpus.pairs());
        });
        return info;
    }

    private static void checkIds(Corpus corpus) {
        if (corpus.dialogues().isEmpty() && corpus.pairs().isEmpty()) {
            throw new UserInputException("The corpus is empty. Nothing was stored. "
                    + "Choose files that contain conversations or labelled pairs.");
        }
        Set<String> seen = new HashSet<>();
        for (Dialogue dialogue : corpus.dialogues()) checkNew(seen, dialogue.id());
        seen.clear();
        for (LabelledPair pair : corpus.pairs()) checkNew(seen, pair.id());
    }

    private static void checkNew(Set<String> seen, String id) {
        if (!seen.add(id))
            throw new UserInputException("The corpus uses the id \"" + id + "\" twice. Nothing was stored. Give each entry its own id.");
    }

    private static long insert(Connection connection, DatasetInfo info) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dataset (name, format, source, imported_at, dialogues, "
                + "utterances, responses, pairs, notices) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
            JdbcValues.bindAll(insert, List.of(info.name(), info.format(), info.source(), info.importedAt().toEpochMilli(),
                    info.dialogues(), info.utterances(), info.responses(), info.pairs(), JdbcValues.json(info.notices())));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void insertDialogues(Connection connection, long dataset, List<Dialogue> dialogues) throws SQLException {
        long id = lastId(connection, "dialogue");
        try (PreparedStatement dialogueRow = connection.prepareStatement("INSERT INTO dialogue VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
             PreparedStatement turnRow = connection.prepareStatement("INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Dialogue dialogue : dialogues) {
                JdbcValues.bindAll(dialogueRow, List.of(++id, dataset, dialogue.id(), dialogue.split().key(), dialogue.emotion(),
                        dialogue.situation(), dialogue.turns().size(), dialogue.responses()));
                dialogueRow.executeUpdate();
                for (int position = 0; position < dialogue.turns().size(); position++) {
                    Turn turn = dialogue.turns().get(position);
                    turnRow.setLong(1, id);
                    turnRow.setInt(2, position);
                    turnRow.setString(3, turn.role() == Role.SPEAKER ? "speaker" : "listener");
                    turnRow.setString(4, turn.text());
                    JdbcValues.bindLevels(turnRow, 5, turn.levels());
                    turnRow.executeUpdate();
                }
            }
        }
    }

    private static void insertPairs(Connection connection, long dataset, List<LabelledPair> pairs) throws SQLException {
        long id = lastId(connection, "pair");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (LabelledPair pair : pairs) {
                JdbcValues.bindAll(insert,
                        List.of(++id, dataset, pair.id(), pair.seekerId(), pair.split().key(), pair.context(), pair.response()));
                JdbcValues.bindLevels(insert, 8, pair.levels());
                Map<String, List<String>> rationales = new TreeMap<>();
                pair.rationales().forEach((mechanism, parts) -> rationales.put(mechanism.key(), parts));
                insert.setString(11, JdbcValues.json(rationales));
                insert.executeUpdate();
            }
        }
    }

    private static long lastId(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT coalesce(max(id), 0) FROM " + table);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Newest first. */
    public List<DatasetInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM dataset ORDER BY imported_at DESC, id DESC");
                 ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, WHAT, "name", Datasets::whole);
            }
        });
    }

    public Optional<DatasetInfo> find(String name) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM dataset WHERE name = ?")) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(info(row)) : Optional.empty();
                }
            }
        });
    }

    private static DatasetInfo info(ResultSet row) throws SQLException { return Rows.read(row, WHAT, "name", Datasets::whole); }

    private static DatasetInfo whole(ResultSet row) throws SQLException {
        return new DatasetInfo(Names.checked(JdbcValues.text(row, "name"), WHAT), JdbcValues.text(row, "format"),
                JdbcValues.text(row, "source"), JdbcValues.time(row, "imported_at"),
                JdbcValues.count(row, "dialogues"), JdbcValues.count(row, "utterances"), JdbcValues.count(row, "responses"),
                JdbcValues.count(row, "pairs"), JdbcValues.texts(row.getString("notices")));
    }

    /** {@code base}, or the first of {@code base-2}, {@code base-3}... that is free. */
    public String freeName(String base) { return Names.free(base, name -> find(name).isPresent()); }

    /** In order of import. @throws UserInputException when there is no such dataset */
    public List<Dialogue> dialogues(String name, Split split) {
        return store.read(connection -> DialogueRows.dialogues(connection,
                DialogueFilter.ALL.withSplit(split).onDialogues(known(connection, name)), 0, Integer.MAX_VALUE));
    }

    /** Examples for the generator: every listener turn that answers a speaker turn, in order. */
    public List<Example> examples(String name, Split split) {
        return dialogues(name, split).stream().flatMap(dialogue -> dialogue.examples().stream()).collect(Collectors.toList());
    }

    /** In order of import. @throws UserInputException when there is no such dataset */
    public List<LabelledPair> pairs(String name, Split split) {
        return store.read(connection ->
                DialogueRows.pairs(connection, DialogueFilter.ALL.withSplit(split).onPairs(known(connection, name)), 0, Integer.MAX_VALUE));
    }

    /** A page of the dialogues that match the filter, in order of import. */
    public Page<Dialogue> page(String name, DialogueFilter filter, int offset, int limit) {
        return store.read(connection -> {
            DialogueFilter.Condition condition = filter.onDialogues(known(connection, name));
            return new Page<>(DialogueRows.count(connection, "dialogue d", condition), offset,
                    DialogueRows.dialogues(connection, condition, offset, limit));
        });
    }

    /** A page of the labelled pairs that match the filter, in order of import. */
    public Page<LabelledPair> pairPage(String name, DialogueFilter filter, int offset, int limit) {
        return store.read(connection -> {
            DialogueFilter.Condition condition = filter.onPairs(known(connection, name));
            return new Page<>(DialogueRows.count(connection, "pair p", condition),
                    offset, DialogueRows.pairs(connection, condition, offset, limit));
        });
    }

    /** @throws UserInputException when there is no such dataset */
    public DatasetCounts counts(String name) {
        return store.read(connection -> {
            long dataset = known(connection, name);
            return new DatasetCounts(amounts(connection, dataset), emotions(connection, dataset), levels(connection, dataset));
        });
    }

    private static Map<Split, DatasetCounts.Amounts> amounts(Connection connection, long dataset) throws SQLException {
        Map<Split, DatasetCounts.Amounts> amounts = new EnumMap<>(Split.class);
        try (PreparedStatement query = connection.prepareStatement("SELECT split, sum(dialogues), sum(utterances), sum(responses), "
                + "sum(pairs) FROM (SELECT split, 1 AS dialogues, utterances, responses, 0 AS pairs FROM dialogue WHERE dataset = ? "
                + "UNION ALL SELECT split, 0, 0, 0, 1 FROM pair WHERE dataset = ?) GROUP BY split")) {
            JdbcValues.bindAll(query, List.of(dataset, dataset));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    amounts.put(Split.ofKey(row.getString(1)),
                            new DatasetCounts.Amounts(row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
                }
            }
        }
        return amounts;
    }

    private static Map<String, Map<Split, Integer>> emotions(Connection connection, long dataset) throws SQLException {
        Map<String, Map<Split, Integer>> emotions = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT emotion, split, count(*) FROM dialogue WHERE dataset = ? AND emotion <> '' GROUP BY emotion, split")) {
            query.setLong(1, dataset);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    emotions.computeIfAbsent(row.getString(1), emotion -> new EnumMap<>(Split.class))
                            .put(Split.ofKey(row.getString(2)), row.getInt(3));
                }
            }
        }
        return emotions;
    }

    private static Map<Split, Map<Mechanism, Map<Level, Integer>>> levels(Connection connection, long dataset) throws SQLException {
        Map<Split, Map<Mechanism, Map<Level, Integer>>> levels = new EnumMap<>(Split.class);
        try (PreparedStatement query = connection.prepareStatement("SELECT split, er, ip, ex, count(*) FROM ("
                + "SELECT d.split, t.er, t.ip, t.ex FROM turn t JOIN dialogue d ON d.id = t.dialogue WHERE d.dataset = ? "
                + "AND (t.er IS NOT NULL OR t.ip IS NOT NULL OR t.ex IS NOT NULL) "
                + "UNION ALL SELECT split, er, ip, ex FROM pair WHERE dataset = ?) GROUP BY split, er, ip, ex")) {
            JdbcValues.bindAll(query, List.of(dataset, dataset));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Map<Mechanism, Map<Level, Integer>> ofSplit = levels.computeIfAbsent(Split.ofKey(row.getString(1)),
                            split -> new EnumMap<>(Mechanism.class));
                    int count = row.getInt(5);
                    JdbcValues.levels(row)
                            .forEach((mechanism, level) -> ofSplit.computeIfAbsent(mechanism, any -> new EnumMap<>(Level.class))
                                    .merge(level, count, Integer::sum));
                }
            }
        }
        return levels;
    }

    /** @throws UserInputException when there is no such dataset */
    public void delete(String name) {
        store.change(connection -> {
            long dataset = known(connection, name);
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM dataset WHERE id = ?")) {
                delete.setLong(1, dataset);
                delete.executeUpdate();
            }
        });
    }

    private static Optional<Long> id(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM dataset WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private static long known(Connection connection, String name) throws SQLException {
        Optional<Long> id = id(connection, name);
        if (id.isPresent()) return id.get();
        throw Names.unknown(name, WHAT, Names.all(connection, "dataset"));
    }
}
