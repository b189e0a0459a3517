package org.empathyworkbench.workspace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Sets of responses of outside models, collected one by one. Each response is stored durably before the next request, so that nothing paid
 * for is lost. The position in the sampled examples is stored with the response, by which a resumed set finds what is missing.
 */
public final class Baselines {
    private static final String WHAT = "set of responses";

    private final Store store;
    private final Clock clock;

    Baselines(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Creates the set, or finds the existing one.
     *
     * @throws UserInputException if the name is taken by another set, or by a baseline with another plan
     */
    public void begin(BaselineInfo plan) {
        Names.checked(plan.set(), WHAT);
        store.change(connection -> {
            Optional<BaselineInfo> begun = find(connection, plan.set());
            if (begun.isPresent()) {
                if (begun.get().equals(plan)) return;
                throw new UserInputException("The set \"" + plan.set() + "\" was started with another plan: " + differences(begun.get(),
                        plan)
                        + ". Nothing was sent and the set was not changed. Use the same plan, or choose another name.");
            }
            if (taken(connection, plan.set())) throw Names.taken(plan.set(), WHAT);
            long id;
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO response_set (name, "
                    + "system, source, imported_at, responses, facts) VALUES (?, ?, ?, ?, 0, ?) RETURNING id")) {
                JdbcValues.bindAll(insert, List.of(plan.set(), plan.endpoint(), "endpoint " + plan.endpoint() + " ("
                        + plan.model() + ") on " + plan.dataset() + ", " + plan.split().key(), clock.millis(),
                        JdbcValues.json(facts(plan))));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    id = row.getLong(1);
                }
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO baseline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                JdbcValues.bindAll(insert, List.of(id, plan.dataset(), plan.split().key(), plan.limitedTo(),
                        plan.seed(), plan.wanted(), plan.endpoint(), plan.address(), plan.model(),
                        prompt(connection, plan.prompt()), JdbcValues.json(new TreeMap<>(plan.settings()))));
                insert.executeUpdate();
            }
        });
    }

    /** Provenance facts for a set of responses. */
    private static Map<String, String> facts(BaselineInfo plan) {
        Map<String, String> facts = new TreeMap<>(plan.settings());
        facts.put("endpoint", plan.endpoint());
        facts.put("address", plan.address());
        facts.put("model", plan.model());
        facts.put("prompt", plan.prompt());
        facts.put("seed", String.valueOf(plan.seed()));
        return facts;
    }

    private static String differences(BaselineInfo begun, BaselineInfo plan) {
        List<String> other = new ArrayList<>();
        add(other, "dataset", begun.dataset() + ", " + begun.split().key(), plan.dataset() + ", " + plan.split().key());
        add(other, "examples", begun.wanted() + " of seed " + begun.seed(), plan.wanted() + " of seed " + plan.seed());
        add(other, "endpoint", begun.endpoint() + " at " + begun.address(), plan.endpoint() + " at " + plan.address());
        add(other, "model", begun.model(), plan.model());
        add(other, "settings", new TreeMap<>(begun.settings()).toString(), new TreeMap<>(plan.settings()).toString());
        if (!begun.prompt().equals(plan.prompt())) other.add("its prompt differs");
        return String.join("; ", other);
    }

    private static void add(List<String> differences, String what, String begun, String now) {
        if (!begun.equals(now)) differences.add(what + " " + begun + ", now " + now);
    }

    public Optional<BaselineInfo> find(String set) { return store.read(connection -> find(connection, set)); }

    private static Optional<BaselineInfo> find(Connection connection, String set) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT b.*, s.name, p.text FROM baseline b JOIN "
                + "response_set s ON s.id = b.response_set JOIN prompt p ON p.id = b.prompt WHERE s.name = ?")) {
            query.setString(1, set);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) return Optional.empty();
                return Optional.of(Rows.read(row, WHAT, "name", one -> new BaselineInfo(JdbcValues.text(one, "name"), JdbcValues.text(one,
                        "dataset"), Split.ofKey(one.getString("split")), JdbcValues.count(one, "limited_to"), one.getLong("seed"),
                        JdbcValues.count(one, "wanted"), JdbcValues.text(one, "endpoint"), JdbcValues.text(one, "address"),
                        JdbcValues.text(one, "model"), JdbcValues.text(one, "text"), JdbcValues.facts(one.getString("settings")))));
            }
        }
    }

    /** Positions that were requested: those with a stored response, and those without an answer. */
    public Set<Integer> asked(String set) {
        return store.read(connection -> {
            Set<Integer> positions = new TreeSet<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT position FROM "
                    + "given_response WHERE response_set = (SELECT id FROM response_set WHERE name = ?1) "
                    + "UNION SELECT position FROM baseline_no_answer WHERE response_set = (SELECT id FROM response_set WHERE name = ?1)")) {
                query.setString(1, set);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) positions.add(row.getInt(1));
                }
            }
            return positions;
        });
    }

    /** Stores a response durably. An existing one of the position is kept. */
    public void save(String set, int position, GivenResponse response, ResponseOrigin origin) {
        store.changeDurably(connection -> {
            long id = id(connection, set);
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO given_response "
                    + "(response_set, position, emotion, context, reference, text) VALUES (?, ?, ?, ?, ?, ?)")) {
                JdbcValues.bindAll(insert, List.of(id, position, response.emotion(),
                        JdbcValues.json(response.context()), response.reference(), response.text()));
                if (insert.executeUpdate() == 0) return;
            }
            store(connection, "response_origin", id, position, "", origin);
            try (PreparedStatement count = connection.prepareStatement("UPDATE response_set SET responses = responses + 1 WHERE id = ?")) {
                count.setLong(1, id);
                count.executeUpdate();
            }
        });
    }

    /**
     * Stores durably that a position got no answer. The set of responses does not contain it, and it is not requested again.
     *
     * @param why as {@link CachedAnswer#noAnswer}
     */
    public void saveNoAnswer(String set, int position, String why, ResponseOrigin origin) {
        store.changeDurably(connection -> store(connection, "baseline_no_answer", id(connection, set), position, why, origin));
    }

    private static void store(Connection connection, String table, long set, int position, String noAnswer, ResponseOrigin origin)
            throws SQLException {
        boolean none = !noAnswer.isEmpty();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (response_set, position, endpoint, address, model, served_model, prompt, settings, seed, asked_at, "
                + "finish, request, reasoning, taken_off, sent, prompt_tokens, completion_tokens, content"
                + (none ? ", no_answer" : "") + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                + (none ? ", ?)" : ")"))) {
            AnswerDetails details = origin.details();
            JdbcValues.bindAll(insert, List.of(set, position, origin.endpoint(), origin.address(),
                    origin.model(), origin.servedModel(), prompt(connection, origin.prompt()),
                    JdbcValues.json(new TreeMap<>(origin.settings())), origin.seed(),
                    origin.askedAt().toEpochMilli(), origin.finish(), origin.request(), details.reasoning(),
                    JdbcValues.json(details.takenOff()), JdbcValues.json(new TreeMap<>(details.sent()))));
            JdbcValues.bind(insert, 16, origin.promptTokens());
            JdbcValues.bind(insert, 17, origin.completionTokens());
            insert.setString(18, details.content());
            if (none) insert.setString(19, noAnswer);
            insert.executeUpdate();
        }
    }

    /** Number of positions of a set without an answer, by reason; empty for none, and for a set that is not a baseline. */
    public Map<String, Integer> noAnswers(String set) {
        return store.read(connection -> {
            Map<String, Integer> reasons = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT n.no_answer, count(*) FROM "
                    + "baseline_no_answer n JOIN response_set s ON s.id = n.response_set WHERE s.name = ? "
                    + "GROUP BY n.no_answer")) {
                query.setString(1, set);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) reasons.put(row.getString(1), row.getInt(2));
                }
            }
            return reasons;
        });
    }

    /** Deletes a set of which nothing was requested. */
    public void discardIfEmpty(String set) {
        store.change(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM response_set "
                    + "WHERE name = ? AND responses = 0 AND id IN (SELECT response_set FROM baseline) "
                    + "AND id NOT IN (SELECT response_set FROM baseline_no_answer)")) {
                delete.setString(1, set);
                delete.executeUpdate();
            }
        });
    }

    /** Origins of the responses of a set, by position; empty for an imported set. */
    public Map<Integer, ResponseOrigin> origins(String set) {
        return store.read(connection -> {
            Map<Integer, ResponseOrigin> origins = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT o.*, p.text FROM response_origin o JOIN "
                    + "prompt p ON p.id = o.prompt JOIN response_set s ON s.id = o.response_set WHERE s.name = ?")) {
                query.setString(1, set);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        origins.put(row.getInt("position"), origin(row, row.getString("text")));
                    }
                }
            }
            return origins;
        });
    }

    /** Origin of a baseline's response to a context; the newest if several have the same text. */
    public Optional<ResponseOrigin> origin(AnswerCache.Question question, List<String> context, String text) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT o.*, p.text AS told FROM response_origin o JOIN prompt "
                    + "p ON p.id = o.prompt JOIN given_response g ON g.response_set = o.response_set AND g.position = o.position "
                    + "WHERE o.address = ? AND o.model = ? AND p.text = ? AND o.settings = ? "
                    + "AND g.context = ? AND g.text = ? ORDER BY o.asked_at DESC LIMIT 1")) {
                JdbcValues.bindAll(query, List.of(question.address(), question.model(), question.prompt(),
                        JdbcValues.json(new TreeMap<>(question.settings())), JdbcValues.json(context), text));
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(origin(row, row.getString("told"))) : Optional.empty();
                }
            }
        });
    }

    /**
     * An origin, from columns that both tables have.
     *
     * @param prompt its text
     */
    static ResponseOrigin origin(ResultSet row, String prompt) throws SQLException {
        return Rows.read(row, "answer of", "endpoint",
                one -> new ResponseOrigin(JdbcValues.text(one, "endpoint"), JdbcValues.text(one, "address"), JdbcValues.text(one, "model"),
                        JdbcValues.text(one, "served_model"), prompt, JdbcValues.facts(one.getString("settings")),
                        one.getLong("seed"), JdbcValues.time(one, "asked_at"), JdbcValues.whole(one, "prompt_tokens"),
                        JdbcValues.whole(one, "completion_tokens"), JdbcValues.text(one, "finish"),
                        JdbcValues.text(one, "request"), new AnswerDetails(JdbcValues.text(one, "reasoning"),
                        one.getString("content"), JdbcValues.texts(one.getString("taken_off")), JdbcValues.facts(one.getString("sent")))));
    }

    /** The id of a prompt's text, inserted if new. */
    static long prompt(Connection connection, String text) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO prompt (text) "
                + "VALUES (?) ON CONFLICT (text) DO UPDATE SET text = excluded.text RETURNING id")) {
            insert.setString(1, text);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static boolean taken(Connection connection, String set) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM response_set WHERE name = ?")) {
            query.setString(1, set);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static long id(Connection connection, String set) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM response_set WHERE name = ?")) {
            query.setString(1, set);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) return row.getLong(1);
            }
        }
        throw Names.unknown(set, WHAT, Names.all(connection, "response_set"));
    }
}
