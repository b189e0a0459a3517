package org.empathyworkbench.workspace;

import com.google.gson.reflect.TypeToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.conversation.Step;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.Json;

/**
 * Conversations with all their branches and answers. Steps and answers are only added or changed in place, and deleted only with the whole
 * conversation.
 */
public final class Conversations {
    private static final String WHAT = "conversation";
    private static final String ANSWER = "answer in a conversation at step";
    /** Maximum number of participants of a conversation. */
    private static final int MOST_SIDES = 100;
    private static final TypeToken<List<Integer>> NUMBERS = new TypeToken<>() { };
    private static final TypeToken<List<StoredParticipant>> PARTICIPANTS = new TypeToken<>() { };

    private record StoredParticipant(String kind, String name, Map<String, String> settings, long seed) {
        static StoredParticipant of(Participant one) {
            return new StoredParticipant(one.kind().name().toLowerCase(Locale.ROOT), one.name(), new TreeMap<>(one.settings()), one.seed());
        }

        Participant participant() { return new Participant(Participant.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), name, settings, seed); }
    }

    private final Store store;
    private final Clock clock;

    Conversations(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Most recently changed first. */
    public List<ConversationInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT c.*, (SELECT count(*) "
                    + "FROM conversation_step s WHERE s.conversation = c.id) AS steps FROM conversation c "
                    + "ORDER BY c.changed_at DESC, c.id DESC"); ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, WHAT, "title", one -> new ConversationInfo(one.getLong("id"), JdbcValues.text(one, "title"),
                        participants(one).stream().map(Participant::name).toList(), one.getInt("steps"),
                        JdbcValues.time(one, "created_at"), JdbcValues.time(one, "changed_at")));
            }
        });
    }

    public StoredConversation add(Conversation conversation) {
        return store.write(connection -> {
            long id;
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO conversation "
                    + "(title, created_at, changed_at, version, participants, identifiers, at_step) "
                    + "VALUES (?, ?, ?, 1, ?, ?, ?) RETURNING id")) {
                JdbcValues.bindAll(insert, List.of(conversation.title(), clock.millis(), clock.millis(),
                        json(conversation), conversation.identifiers(), conversation.at()));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    id = row.getLong(1);
                }
            }
            for (Step step : conversation.steps().values()) put(connection, id, null, step);
            return new StoredConversation(id, 1, conversation);
        });
    }

    /**
     * Stores the changes.
     *
     * @throws UserInputException if another window has changed or deleted it in the meantime
     */
    public StoredConversation save(StoredConversation before, Conversation now) {
        return store.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE conversation SET title = ?, "
                    + "changed_at = ?, version = version + 1, participants = ?, identifiers = ?, at_step = ? "
                    + "WHERE id = ? AND version = ?")) {
                JdbcValues.bindAll(update,
                        List.of(now.title(), clock.millis(), json(now), now.identifiers(), now.at(), before.id(), before.version()));
                if (update.executeUpdate() == 0) {
                    throw new UserInputException("The conversation \"" + now.title() + "\" was changed or removed in "
                            + "another window. What that window stored is safe; newer turns of this window are not stored. "
                            + "Open it again from the list, or continue in a new one.");
                }
            }
            for (Step step : now.steps().values()) {
                Step known = before.conversation().steps().get(step.id());
                if (!step.equals(known)) put(connection, before.id(), known, step);
            }
            return new StoredConversation(before.id(), before.version() + 1, now);
        });
    }

    /** @throws UserInputException if there is none of this id */
    public StoredConversation load(long id) {
        return store.read(connection -> {
            Map<Integer, List<List<Answer>>> answers = answers(connection, id);
            Map<Integer, Step> steps = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM conversation_step WHERE conversation = ?")) {
                query.setLong(1, id);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Step step = Rows.read(row, "step of a conversation", "id", one -> step(one, answers));
                        steps.put(step.id(), step);
                    }
                }
            }
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM conversation WHERE id = ?")) {
                query.setLong(1, id);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next())
                        throw new UserInputException("This conversation is no longer in "
                                + "the workspace. Nothing was changed. Choose another.");
                    return Rows.read(row, WHAT, "title", one -> new StoredConversation(id, one.getLong("version"),
                            new Conversation(JdbcValues.text(one, "title"), participants(one),
                                    JdbcValues.text(one, "identifiers"), steps, JdbcValues.count(one, "at_step"))));
                }
            }
        });
    }

    private static Step step(ResultSet row, Map<Integer, List<List<Answer>>> answers) throws SQLException {
        List<Integer> chosen = List.copyOf(JdbcValues.parsed(row.getString("chosen"), NUMBERS, "list of numbers"));
        List<List<Answer>> ofStep = answers.getOrDefault(row.getInt("id"), new ArrayList<>());
        while (ofStep.size() < chosen.size()) ofStep.add(List.of());
        return new Step(row.getInt("id"), JdbcValues.count(row, "parent"),
                JdbcValues.text(row, "text"), JdbcValues.time(row, "said_at"), ofStep, chosen);
    }

    public void delete(long id) {
        store.change(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM conversation WHERE id = ?")) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        });
    }

    private static List<Participant> participants(ResultSet row) throws SQLException {
        return JdbcValues.parsed(row.getString("participants"), PARTICIPANTS, "list of participants").stream()
                .map(StoredParticipant::participant).toList();
    }

    private static String json(Conversation conversation) {
        return Json.HTML_SAFE.toJson(conversation.participants().stream().map(StoredParticipant::of).toList());
    }

    private static void put(Connection connection, long conversation, Step before, Step step) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO conversation_step "
                + "(conversation, id, parent, text, said_at, chosen) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (conversation, id) DO UPDATE SET chosen = excluded.chosen")) {
            JdbcValues.bindAll(insert,
                    List.of(conversation, step.id(), step.parent(), step.text(),
                            step.at().toEpochMilli(), Json.HTML_SAFE.toJson(step.chosen())));
            insert.executeUpdate();
        }
        for (int side = 0; side < step.sides(); side++) {
            List<Answer> known = before == null || side >= before.sides() ? List.of() : before.answers().get(side);
            for (int number = 0; number < step.answers().get(side).size(); number++) {
                Answer answer = step.answers().get(side).get(number);
                if (number >= known.size() || !Objects.equals(known.get(number), answer))
                    put(connection, conversation, step.id(), side, number, answer);
            }
        }
    }

    private static void put(Connection connection, long conversation, int step, int side, int number, Answer answer) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO conversation_answer "
                + "(conversation, step, side, number, text, system, facts, answered_at, identifiers, profile, prompt) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            JdbcValues.bindAll(insert, List.of(conversation, step, side, number, answer.text(), answer.system(),
                    Json.HTML_SAFE.toJson(new TreeMap<>(answer.facts())), answer.at().toEpochMilli(), answer.identifiers()));
            if (answer.profile() == null) insert.setNull(10, Types.VARCHAR);
            else insert.setString(10, Json.HTML_SAFE.toJson(vectors(answer.profile())));
            if (answer.prompt().isEmpty()) insert.setNull(11, Types.INTEGER);
            else insert.setLong(11, Baselines.prompt(connection, answer.prompt()));
            insert.executeUpdate();
        }
    }

    private static Map<String, double[]> vectors(EmpathyProfile profile) {
        Map<String, double[]> vectors = new TreeMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            vectors.put(mechanism.key(),
                    Arrays.stream(Level.values()).mapToDouble(level -> profile.probability(mechanism, level)).toArray());
        }
        return vectors;
    }

    private static Answer answer(ResultSet row) throws SQLException {
        return new Answer(JdbcValues.text(row, "text"), JdbcValues.text(row, "system"),
                JdbcValues.facts(row.getString("facts")), row.getString("told") == null ? "" : row.getString("told"),
                JdbcValues.time(row, "answered_at"), JdbcValues.text(row, "identifiers"), JdbcValues.profile(row.getString("profile")));
    }

    /** Answers by step and side. */
    private static Map<Integer, List<List<Answer>>> answers(Connection connection, long id) throws SQLException {
        Map<Integer, List<List<Answer>>> answers = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT a.*, p.text AS told FROM "
                + "conversation_answer a LEFT JOIN prompt p ON p.id = a.prompt WHERE a.conversation = ? "
                + "ORDER BY a.step, a.side, a.number")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<List<Answer>> sides = answers.computeIfAbsent(row.getInt("step"), step -> new ArrayList<>());
                    int side = Rows.read(row, ANSWER, "step", one -> (int) JdbcValues.number(one, "side", 0, MOST_SIDES));
                    while (sides.size() <= side) sides.add(new ArrayList<>());
                    sides.get(side).add(Rows.read(row, ANSWER, "step", Conversations::answer));
                }
            }
        }
        return answers;
    }
}
