package org.empathyworkbench.workspace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.UserInputException;

/** The models of a workspace: metadata and folders. Their files are written by others, before {@link #add}. */
public final class Models {
    static final String WHAT = "model";

    private final Store store;
    private final WorkspaceFolder folder;

    Models(Store store, WorkspaceFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * {@code models/<name>}, which need not exist.
     *
     * @throws UserInputException if {@code name} is invalid, or is a link
     */
    public Path folder(String name) { return folder.model(name); }

    /** @throws UserInputException if the name is taken or invalid */
    public void add(ModelInfo model) {
        Names.checked(model.name(), WHAT);
        store.changePatiently(connection -> {
            if (find(connection, model.name()).isPresent()) throw Names.taken(model.name(), WHAT);
            insert(connection, "INSERT", model);
        });
    }

    /** Stores a model's metadata, replacing any of the same name: a resumed run makes its model again. */
    public void put(ModelInfo model) {
        Names.checked(model.name(), WHAT);
        store.change(connection -> insert(connection, "INSERT OR REPLACE", model));
    }

    private static void insert(Connection connection, String verb, ModelInfo model) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(verb
                + " INTO model (name, kind, source, run, parameters, facts, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            JdbcValues.bindAll(insert, List.of(model.name(), model.kind().key(), model.source(), model.run(), model.parameters(),
                    JdbcValues.json(new TreeMap<>(model.facts())), model.createdAt().toEpochMilli()));
            insert.executeUpdate();
        }
    }

    /** Newest first. */
    public List<ModelInfo> list() {
        return store.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM model ORDER BY created_at DESC, name");
                 ResultSet row = query.executeQuery()) {
                return Rows.list(store, row, WHAT, "name", Models::whole);
            }
        });
    }

    public Optional<ModelInfo> find(String name) { return store.read(connection -> find(connection, name)); }

    /** @throws UserInputException listing the existing models if there is none of this name and kind */
    public ModelInfo get(String name, ModelKind kind) {
        Optional<ModelInfo> model = find(name);
        if (model.isEmpty())
            throw Names.unknown(name, WHAT, list().stream().filter(other -> other.kind() == kind).map(ModelInfo::name).toList());
        if (model.get().kind() != kind) {
            throw new UserInputException("The model \"" + name + "\" is "
                    + (kind == ModelKind.GENERATOR ? "a set of identifiers, not a generator"
                            : "a generator, not a set of identifiers") + ". Nothing was changed. Choose another model.");
        }
        return model.get();
    }

    private static Optional<ModelInfo> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM model WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(info(row)) : Optional.empty();
            }
        }
    }

    private static ModelInfo info(ResultSet row) throws SQLException { return Rows.read(row, WHAT, "name", Models::whole); }

    private static ModelInfo whole(ResultSet row) throws SQLException {
        return new ModelInfo(Names.checked(JdbcValues.text(row, "name"), WHAT), ModelKind.ofKey(row.getString("kind")),
                JdbcValues.text(row, "source"), JdbcValues.text(row, "run"), JdbcValues.number(row, "parameters", 0, Long.MAX_VALUE),
                JdbcValues.facts(row.getString("facts")), JdbcValues.time(row, "created_at"));
    }

    /** {@code base}, or the first of {@code base-2}, {@code base-3}... that is free. */
    public String freeName(String base) { return Names.free(base, name -> find(name).isPresent()); }

    /**
     * Deletes a model and its folder.
     *
     * @throws UserInputException if there is no such model
     */
    public void delete(String name) {
        store.change(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM model WHERE name = ?")) {
                delete.setString(1, name);
                if (delete.executeUpdate() == 0) throw Names.unknown(name, WHAT, Names.all(connection, "model"));
            }
        });
        Folders.delete(folder.modelEntry(name));
    }
}
