package org.empathyworkbench.app.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.data.NamedResponses;
import org.empathyworkbench.data.ReadResponses;
import org.empathyworkbench.data.ResponseFields;
import org.empathyworkbench.data.ResponseFields.Part;
import org.empathyworkbench.data.ResponseReader;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.data.TextEncoding;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;
import org.empathyworkbench.workspace.Workspace;

/**
 * Import of responses of other systems: choose a file, read, confirm or correct the recognised format, store. Nothing is stored before
 * the last step.
 */
public final class ResponseImportViewModel {
    /** State of the import. */
    public enum Stage { CHOOSING, READING, READ, STORING }

    /**
     * Result of reading, to be confirmed.
     *
     * @param read  contents of the file
     * @param joins per system, how many responses match contexts of each dataset, one sentence each
     */
    public record Found(ReadResponses read, List<String> joins) { }

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final Consumer<List<String>> stored;
    private final StringProperty path = new SimpleStringProperty("");
    private final ObjectProperty<ResponseReader> reader = new SimpleObjectProperty<>();
    private final Map<Part, StringProperty> keys = new EnumMap<>(Part.class);
    private final StringProperty turns = new SimpleStringProperty("");
    private final ObjectProperty<TextEncoding> encoding = new SimpleObjectProperty<>(TextEncoding.AUTO);
    private final StringProperty prefix = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.CHOOSING);
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();

    /** @param stored receives the names of the new sets */
    public ResponseImportViewModel(Workspace workspace, TaskExecutor tasks, Consumer<List<String>> stored) {
        this.workspace = workspace;
        this.tasks = tasks;
        this.stored = stored;
        for (Part part : Part.values()) {
            keys.put(part, new SimpleStringProperty(""));
            keys.get(part).subscribe(this::forget);
        }
        List.of(path, turns).forEach(one -> one.subscribe(this::forget));
        reader.subscribe(this::forget);
        encoding.subscribe(this::forget);
    }

    public StringProperty pathProperty() { return path; }

    /** Format; null to detect it. */
    public ObjectProperty<ResponseReader> readerProperty() { return reader; }

    /** Key of a part of a record; empty to detect it. */
    public StringProperty keyProperty(Part part) { return keys.get(part); }

    /** Separator of turns where a context is one text; empty to detect it. */
    public StringProperty turnsProperty() { return turns; }

    public ObjectProperty<TextEncoding> encodingProperty() { return encoding; }

    /** Prefix of each set's name. */
    public StringProperty prefixProperty() { return prefix; }

    public ReadOnlyObjectProperty<Stage> stageProperty() { return stage.getReadOnlyProperty(); }

    /** Null until read. */
    public ReadOnlyObjectProperty<Found> foundProperty() { return found.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    /** Reads and counts. Stores nothing. */
    public void read() {
        if (path.get().isBlank()) {
            problem.set(UserMessage.warning("No file is chosen. Nothing was read. Choose the file with the responses."));
            return;
        }
        Path file = Path.of(path.get().strip());
        String format = reader.get() == null ? null : reader.get().format();
        Map<String, String> named = new LinkedHashMap<>();
        keys.forEach((part, key) -> { if (!key.get().isBlank()) named.put(part.key(), key.get().strip()); });
        String separator = turns.get();
        TextEncoding by = encoding.get();
        problem.set(null);
        stage.set(Stage.READING);
        tasks.run(BackgroundTask.of("Reading responses", progress -> {
            String chosen = format == null ? ResponseReaders.recognise(file, by) : format;
            ReadResponses read = ResponseReaders.byFormat(chosen, ResponseFields.of(named, separator)).read(file, by);
            progress.check();
            return new Found(read, joins(read));
        }).show(now -> {
            found.set(now);
            stage.set(Stage.READ);
        }).failed(failure -> {
            problem.set(UserMessage.of(failure));
            stage.set(Stage.CHOOSING);
        }).latestOf("import responses"));
    }

    private List<String> joins(ReadResponses read) {
        List<String> joins = new ArrayList<>();
        for (DatasetInfo dataset : workspace.datasets().list()) {
            if (dataset.responses() == 0) continue;
            ContextJoin join = new ContextJoin(workspace.datasets().examples(dataset.name(), null));
            for (NamedResponses set : read.sets()) {
                ContextJoin.Result result = join.join(set.responses());
                if (result.joined() > 0) joins.add(set.name() + " with " + dataset.name() + ": " + result.words() + ".");
            }
        }
        return joins;
    }

    /** Stores all sets or none. */
    public void store() {
        Found now = found.get();
        String source = Path.of(path.get().strip()).toAbsolutePath().normalize().toString();
        String before = prefix.get().strip();
        problem.set(null);
        stage.set(Stage.STORING);
        tasks.run(BackgroundTask.of("Storing responses", progress -> workspace.responseSets().addAll(source,
                now.read().sets().stream().map(set -> new ResponseSets.Named(before + set.name(), set.system(), set.responses()))
                        .toList())).show(sets -> {
                    List<String> names = sets.stream().map(ResponseSetInfo::name).toList();
                    forget();
                    problem.set(UserMessage.info("Stored: " + String.join(", ", names) + ". They can be columns in Compare now."));
                    stored.accept(names);
                }).failed(failure -> {
                    problem.set(UserMessage.of(failure));
                    stage.set(Stage.READ);
                }));
    }

    private void forget() {
        found.set(null);
        stage.set(Stage.CHOOSING);
    }
}
