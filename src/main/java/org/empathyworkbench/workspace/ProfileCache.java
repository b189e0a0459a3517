package org.empathyworkbench.workspace;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Cache of identifiers' profiles of responses, all nine probabilities. The key is the hash of the identifiers' weights and that of context
 * and response ({@code text.ExampleHash}).
 */
public final class ProfileCache {
    private static final int LEVELS = Level.values().length;

    private final Store store;

    ProfileCache(Store store) { this.store = store; }

    /** The cached profiles, bit for bit, by hash of the pair; pairs without are left out. */
    public Map<String, EmpathyProfile> get(String identifiersHash, Collection<String> pairHashes) {
        return store.read(connection -> {
            Map<String, EmpathyProfile> known = new HashMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT p.profile FROM "
                    + "profile p JOIN judge j ON j.id = p.judge WHERE j.hash = ? AND p.pair = ?")) {
                query.setString(1, identifiersHash);
                for (String pair : pairHashes) {
                    query.setBytes(2, HexFormat.of().parseHex(pair));
                    try (ResultSet row = query.executeQuery()) {
                        // a damaged one is recomputed
                        if (row.next() && whole(row.getBytes(1))) known.put(pair, profile(row.getBytes(1)));
                    }
                }
            }
            return known;
        });
    }

    /** Stores profiles by hash of the pair, in one transaction. */
    public void put(String identifiersHash, Map<String, EmpathyProfile> profiles) {
        store.remember(connection -> {
            long judge = judge(connection, identifiersHash);
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE "
                    + "INTO profile (judge, pair, profile) VALUES (?, ?, ?)")) {
                insert.setLong(1, judge);
                for (Map.Entry<String, EmpathyProfile> entry : profiles.entrySet()) {
                    insert.setBytes(2, HexFormat.of().parseHex(entry.getKey()));
                    insert.setBytes(3, bytes(entry.getValue()));
                    insert.executeUpdate();
                }
            }
        });
    }

    /** The hash of a model's weights when last loaded; empty if never loaded, or if the model was replaced since. */
    public Optional<String> hashOf(ModelInfo model) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT hash FROM model_hash WHERE model = ? AND made_at = ?")) {
                query.setString(1, model.name());
                query.setLong(2, model.createdAt().toEpochMilli());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Stores the hash of a model's weights. */
    public void remember(ModelInfo model, String hash) {
        store.remember(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE "
                    + "INTO model_hash (model, made_at, hash) VALUES (?, ?, ?)")) {
                insert.setString(1, model.name());
                insert.setLong(2, model.createdAt().toEpochMilli());
                insert.setString(3, hash);
                insert.executeUpdate();
            }
        });
    }

    private static long judge(Connection connection, String hash) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO judge (hash) "
                + "VALUES (?) ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING id")) {
            insert.setString(1, hash);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static byte[] bytes(EmpathyProfile profile) {
        ByteBuffer bytes = ByteBuffer.allocate(Mechanism.values().length * LEVELS * Double.BYTES);
        for (Mechanism mechanism : Mechanism.values())
            for (Level level : Level.values()) bytes.putDouble(profile.probability(mechanism, level));
        return bytes.array();
    }

    private static boolean whole(byte[] stored) {
        return stored != null && stored.length == Mechanism.values().length * LEVELS * Double.BYTES;
    }

    private static EmpathyProfile profile(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            double[] three = new double[LEVELS];
            for (int i = 0; i < LEVELS; i++) three[i] = bytes.getDouble();
            probabilities.put(mechanism, three);
        }
        return new EmpathyProfile(probabilities);
    }
}
