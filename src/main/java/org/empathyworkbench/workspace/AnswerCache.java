package org.empathyworkbench.workspace;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers of outside models to single requests, stored durably before they are returned. The key is server, model, prompt, settings, seed
 * and turns, without the user's name of the endpoint. If a request was repeated, the newest answer counts and the older ones are kept. A
 * request without an answer is stored with its reason, so that it is not paid for again.
 */
public final class AnswerCache {
    /** Configuration of a request, without turns and seed. */
    public record Question(String address, String model, String prompt, Map<String, String> settings) {
        public Question { settings = Map.copyOf(settings); }
    }

    /**
     * Total usage of a model, as far as its server counted it; requests without an answer count too.
     *
     * @param uncounted requests without both token counts; they are not in the sums
     */
    public record Spent(int answers, int uncounted, long promptTokens, long completionTokens) { }

    private static final String FROM = " FROM paid_answer a JOIN prompt p ON p.id = a.prompt "
            + "WHERE p.text = ? AND a.model = ? AND a.address = ? AND a.settings = ?";

    /** Interval between two checks for cancellation. */
    private static final long PATIENCE_MILLIS = 100;

    private record Asked(Question question, long seed, List<String> context) { }

    private final Store store;
    /** Pending requests. */
    private final Set<Asked> open = new HashSet<>();

    AnswerCache(Store store) { this.store = store; }

    /** Stores an answer durably. */
    public void add(CachedAnswer answer) {
        ResponseOrigin origin = answer.origin();
        store.changeDurably(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO paid_answer (address, model, "
                    + "prompt, settings, seed, context, text, endpoint, served_model, asked_at, finish, request, "
                    + "currency, reasoning, taken_off, sent, prompt_tokens, completion_tokens, cost, no_answer, "
                    + "content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                JdbcValues.bindAll(insert, List.of(origin.address(), origin.model(),
                        Baselines.prompt(connection, origin.prompt()), settings(origin.settings()), origin.seed(),
                        JdbcValues.json(answer.context()), answer.text(), origin.endpoint(), origin.servedModel(),
                        origin.askedAt().toEpochMilli(), origin.finish(), origin.request(), answer.currency(), origin.details().reasoning(),
                        JdbcValues.json(origin.details().takenOff()), JdbcValues.json(new TreeMap<>(origin.details().sent()))));
                JdbcValues.bind(insert, 17, origin.promptTokens());
                JdbcValues.bind(insert, 18, origin.completionTokens());
                if (answer.cost() == null) insert.setNull(19, Types.REAL);
                else insert.setDouble(19, answer.cost());
                insert.setString(20, answer.noAnswer());
                insert.setString(21, origin.details().content());
                insert.executeUpdate();
            }
        });
    }

    /**
     * Sends a request unless the same one is pending in this program; a second caller runs {@code ask} after the first, to find its answer.
     * Other requests do not wait.
     *
     * @param cancelled whether the waiting caller cancels
     * @throws CancellationException if cancelled while waiting
     */
    public CachedAnswer oneAtATime(Question question, long seed, List<String> context,
            BooleanSupplier cancelled, Supplier<CachedAnswer> ask) {
        Asked asked = new Asked(question, seed, List.copyOf(context));
        begin(asked, cancelled);
        try {
            return ask.get();
        } finally {
            synchronized (open) {
                open.remove(asked);
                open.notifyAll();
            }
        }
    }

    private void begin(Asked asked, BooleanSupplier cancelled) {
        synchronized (open) {
            while (!open.add(asked)) {
                if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled.");
                try {
                    open.wait(PATIENCE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("Cancelled.");
                }
            }
        }
    }

    /** The newest answer to a request; empty if there is none. */
    public Optional<CachedAnswer> find(Question question, long seed, List<String> context) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT a.*, p.text AS told"
                    + FROM + " AND a.seed = ? AND a.context = ? ORDER BY a.id DESC LIMIT 1")) {
                bind(query, question);
                query.setLong(5, seed);
                query.setString(6, JdbcValues.json(context));
                List<CachedAnswer> found = read(query);
                return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
            }
        });
    }

    /** Answers of a configuration with one seed: the newest answer of each context, in the order of first requests. */
    public List<CachedAnswer> all(Question question, long seed) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT a.*, p.text AS told"
                    + FROM + " AND a.seed = ? ORDER BY a.id")) {
                bind(query, question);
                query.setLong(5, seed);
                Map<List<String>, CachedAnswer> newest = new LinkedHashMap<>();
                for (CachedAnswer answer : read(query)) newest.put(answer.context(), answer);
                return List.copyOf(newest.values());
            }
        });
    }

    /** Usage at an address for a model: single requests, conversations and baselines. */
    public Spent spent(String address, String model) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT count(*), coalesce(sum(prompt_tokens IS NULL OR "
                    + "completion_tokens IS NULL), 0), coalesce(sum(CASE WHEN completion_tokens IS NOT NULL THEN prompt_tokens "
                    + "END), 0), coalesce(sum(CASE WHEN prompt_tokens IS NOT NULL THEN completion_tokens END), 0) FROM ("
                    + "SELECT prompt_tokens, completion_tokens FROM paid_answer WHERE address = ?1 AND model = ?2 UNION ALL "
                    + "SELECT prompt_tokens, completion_tokens FROM response_origin WHERE address = ?1 AND model = ?2 UNION ALL "
                    + "SELECT prompt_tokens, completion_tokens FROM baseline_no_answer WHERE address = ?1 AND model = ?2)")) {
                query.setString(1, address);
                query.setString(2, model);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return new Spent(row.getInt(1), row.getInt(2), row.getLong(3), row.getLong(4));
                }
            }
        });
    }

    private static void bind(PreparedStatement query, Question question) throws SQLException {
        JdbcValues.bindAll(query, List.of(question.prompt(), question.model(), question.address(), settings(question.settings())));
    }

    private static String settings(Map<String, String> settings) { return JdbcValues.json(new TreeMap<>(settings)); }

    private static List<CachedAnswer> read(PreparedStatement query) throws SQLException {
        List<CachedAnswer> answers = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                double cost = row.getDouble("cost");
                Double known = row.wasNull() ? null : cost;
                answers.add(new CachedAnswer(JdbcValues.texts(row.getString("context")), row.getString("text"),
                        row.getString("no_answer"), Baselines.origin(row, row.getString("told")), known, row.getString("currency")));
            }
        }
        return answers;
    }
}
