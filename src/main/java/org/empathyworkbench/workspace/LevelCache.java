package org.empathyworkbench.workspace;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Cache of the levels l_i of examples' own responses (METHOD section 3), shared by all runs. The key is the hash of the example and the
 * hash of the identifiers.
 */
public final class LevelCache {
    private final Store store;

    LevelCache(Store store) { this.store = store; }

    /** The cached levels, by example hash; examples without are left out. */
    public Map<String, Map<Mechanism, Level>> get(String identifiersHash, Collection<String> exampleHashes) {
        return store.read(connection -> {
            Map<String, Map<Mechanism, Level>> known = new HashMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT er, ip, ex "
                    + "FROM target_level WHERE identifiers = ? AND example = ?")) {
                query.setString(1, identifiersHash);
                for (String example : exampleHashes) {
                    query.setString(2, example);
                    try (ResultSet row = query.executeQuery()) {
                        if (row.next()) known.put(example, JdbcValues.levels(row));
                    }
                }
            }
            return known;
        });
    }

    /** Stores levels, all three mechanisms of each example, in one transaction. */
    public void put(String identifiersHash, Map<String, Map<Mechanism, Level>> levels) {
        levels.values().forEach(three -> {
            if (three.size() != Mechanism.values().length)
                throw new IllegalArgumentException("The cache needs three levels for each example.");
        });
        store.remember(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE "
                    + "INTO target_level (identifiers, example, er, ip, ex) "
                    + "VALUES (?, ?, ?, ?, ?)")) {
                insert.setString(1, identifiersHash);
                for (Map.Entry<String, Map<Mechanism, Level>> entry : levels.entrySet()) {
                    insert.setString(2, entry.getKey());
                    JdbcValues.bindLevels(insert, 3, entry.getValue());
                    insert.executeUpdate();
                }
            }
        });
    }
}
