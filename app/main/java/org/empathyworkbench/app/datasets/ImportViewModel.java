package org.empathyworkbench.app.datasets;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.data.CorpusReader;
import org.empathyworkbench.data.CorpusReaders;
import org.empathyworkbench.data.CorpusSample;
import org.empathyworkbench.data.CorpusSummary;
import org.empathyworkbench.data.ReadingOptions;
import org.empathyworkbench.data.SameSpeaker;
import org.empathyworkbench.data.TextEncoding;
import org.empathyworkbench.data.UnknownEncoding;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.workspace.Workspace;

/** Import of a corpus: choose, read and count, review, store. Nothing is stored before the last step. */
public final class ImportViewModel {
    /** State of the import. */
    public enum Stage { CHOOSING, READING, READ, STORING }

    private static final int SAMPLES = 3;

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final Consumer<String> stored;
    private final ObjectProperty<CorpusReader> reader = new SimpleObjectProperty<>(CorpusReaders.all().get(0));
    private final ObjectProperty<TextEncoding> encoding = new SimpleObjectProperty<>(TextEncoding.AUTO);
    private final ObjectProperty<SameSpeaker> sameSpeaker = new SimpleObjectProperty<>(SameSpeaker.JOIN);
    private final StringProperty paths = new SimpleStringProperty("");
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.CHOOSING);
    private final ReadOnlyObjectWrapper<CorpusSummary> summary = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<CorpusSample>> samples = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<UnknownEncoding.Preview>> previews = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private Corpus corpus;
    private RunningTask work;

    /** @param stored receives the name of the new dataset */
    public ImportViewModel(Workspace workspace, TaskExecutor tasks, Consumer<String> stored) {
        this.workspace = workspace;
        this.tasks = tasks;
        this.stored = stored;
        reader.subscribe(this::forget);
        encoding.subscribe(this::forget);
        sameSpeaker.subscribe(this::forget);
        paths.subscribe(() -> {
            encoding.set(TextEncoding.AUTO);         // chosen for other files
            forget();
        });
    }

    public List<CorpusReader> readers() { return CorpusReaders.all(); }

    public ObjectProperty<CorpusReader> readerProperty() { return reader; }

    /** Text encoding of the files. */
    public ObjectProperty<TextEncoding> encodingProperty() { return encoding; }

    /** Treatment of consecutive turns of one speaker. */
    public ObjectProperty<SameSpeaker> sameSpeakerProperty() { return sameSpeaker; }

    /** Previews by candidate encoding, most likely first; empty when the encoding is certain. */
    public ReadOnlyObjectProperty<List<UnknownEncoding.Preview>> previewsProperty() { return previews.getReadOnlyProperty(); }

    /** The first parsed entries. */
    public ReadOnlyObjectProperty<List<CorpusSample>> samplesProperty() { return samples.getReadOnlyProperty(); }

    /** Reads again with an encoding that the user chose from the previews. */
    public void readAs(TextEncoding recognised) {
        encoding.set(recognised);
        read();
    }

    /** Files or folders, separated by the platform's path separator. */
    public StringProperty pathsProperty() { return paths; }

    public StringProperty nameProperty() { return name; }

    public ReadOnlyObjectProperty<Stage> stageProperty() { return stage.getReadOnlyProperty(); }

    /** Null until read. */
    public ReadOnlyObjectProperty<CorpusSummary> summaryProperty() { return summary.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    public void choose(List<Path> files) {
        paths.set(String.join(File.pathSeparator, files.stream().map(Path::toString).toList()));
        read();
    }

    /** Reads and counts. Stores nothing. */
    public void read() {
        List<Path> chosen = Arrays.stream(paths.get().split(Pattern.quote(File.pathSeparator)))
                .map(String::strip).filter(p -> !p.isEmpty()).map(Path::of).toList();
        if (chosen.isEmpty()) {
            problem.set(UserMessage.warning("No file is chosen. Nothing was read. " + reader.get().expects()));
            return;
        }
        CorpusReader by = reader.get();
        ReadingOptions options = new ReadingOptions(encoding.get(), sameSpeaker.get());
        problem.set(null);
        previews.set(List.of());
        stage.set(Stage.READING);
        work = tasks.run(BackgroundTask.of("Reading " + by.title(), progress -> {
            Corpus found = by.read(chosen, options);
            progress.check();
            return new Read(found, CorpusSummary.of(found), CorpusSample.of(found, SAMPLES), workspace.datasets().freeName(by.format()));
        }).show(found -> {
            corpus = found.corpus();
            samples.set(found.samples());
            summary.set(found.summary());
            if (name.get().isBlank()) name.set(found.name());
            stage.set(Stage.READ);
        }).failed(failure -> {
            problem.set(UserMessage.of(failure));
            if (failure instanceof UnknownEncoding unknown) previews.set(unknown.previews());
            stage.set(Stage.CHOOSING);
        }).latestOf("import"));
    }

    public void store() {
        Corpus toStore = corpus;
        String as = name.get().strip();
        String source = paths.get();
        problem.set(null);
        stage.set(Stage.STORING);
        work = tasks.run(BackgroundTask.of("Storing " + as, progress -> workspace.datasets().add(as, source, toStore)).show(info -> {
            forget();
            stored.accept(info.name());
        }).failed(failure -> {
            problem.set(UserMessage.of(failure));
            stage.set(Stage.READ);
        }));
    }

    /** Cancels reading. Storing is one transaction and is not interrupted. */
    public void cancel() {
        if (stage.get() == Stage.READING && work != null) {
            work.cancel();
            stage.set(Stage.CHOOSING);
        }
    }

    private void forget() {
        corpus = null;
        summary.set(null);
        samples.set(List.of());
        previews.set(List.of());
        name.set("");
        stage.set(Stage.CHOOSING);
    }

    private record Read(Corpus corpus, CorpusSummary summary, List<CorpusSample> samples, String name) { }
}
