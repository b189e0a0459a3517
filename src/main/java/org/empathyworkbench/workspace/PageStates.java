package org.empathyworkbench.workspace;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** Saved state of the window's pages: one JSON text per page, in a format defined by the page. */
public final class PageStates {
    private final Store store;

    PageStates(Store store) { this.store = store; }

    /** Empty before the first {@link #put}. */
    public Optional<String> get(String page) {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT state FROM page_state WHERE page = ?")) {
                query.setString(1, page);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    public void put(String page, String state) {
        store.remember(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO page_state (page, state) VALUES (?, ?)")) {
                insert.setString(1, page);
                insert.setString(2, state);
                insert.executeUpdate();
            }
        });
    }
}
