package org.empathyworkbench.app.cases;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.casestudy.CaseFiles;
import org.empathyworkbench.casestudy.CaseFormat;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Ratings;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.picture.CasePicture;
import org.empathyworkbench.workspace.Cases;
import org.empathyworkbench.workspace.WorkspaceException;

/**
 * A collection of cases and the open one. User changes apply at once and are stored in the background, in order; after the last, the
 * collection is read again, so that changes by other programs show.
 */
public final class CasesViewModel {
    private static final String READ = "cases";

    private record Change(String title, Runnable write) { }

    private final Cases cases;
    private final TaskExecutor tasks;
    private final ObservableList<CaseCollection> collections = FXCollections.observableArrayList();
    private final ObservableList<CaseCollection> collectionsToRead = FXCollections.unmodifiableObservableList(collections);
    private final ReadOnlyObjectWrapper<CaseCollection> collection = new ReadOnlyObjectWrapper<>();
    private final ObservableList<CaseStudy> studies = FXCollections.observableArrayList();
    private final ObservableList<CaseStudy> studiesToRead = FXCollections.unmodifiableObservableList(studies);
    private final ReadOnlyObjectWrapper<CaseStudy> study = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private final Queue<Change> pending = new ConcurrentLinkedQueue<>();
    private final Object turn = new Object();
    private boolean storing;
    /** True while lists are replaced: selection events are then ignored. */
    private boolean replacing;
    private String wanted = "";
    private long wantedCase;

    /** @param watch notifies of changes by other pages and programs */
    public CasesViewModel(Cases cases, WorkspaceWatch watch, TaskExecutor tasks) {
        this.cases = cases;
        this.tasks = tasks;
        collection.addListener((o, before, now) -> { if (!replacing && !sameId(before, now)) reload(); });
        watch.contentsProperty().map(contents -> contents.cases()).addListener((o, before, now) -> reload());
        reload();
    }

    public ObservableList<CaseCollection> collections() { return collectionsToRead; }

    /** Null while there is none. */
    public ReadOnlyObjectProperty<CaseCollection> collectionProperty() { return collection.getReadOnlyProperty(); }

    /** Opens another collection. */
    public void choose(CaseCollection other) { if (!replacing) collection.set(other); }

    /** The cases of the collection, in the user's order. */
    public ObservableList<CaseStudy> studies() { return studiesToRead; }

    /** The case that is open; null while there is none. */
    public ReadOnlyObjectProperty<CaseStudy> studyProperty() { return study.getReadOnlyProperty(); }

    /** False until the collections were read for the first time. */
    public ReadOnlyBooleanProperty readProperty() { return read.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    void tell(UserMessage said) { problem.set(said); }

    public void open(CaseStudy one) { if (one != null && !replacing) study.set(one); }

    /** @param subject a collection's name, or {@code case:ID}; empty to keep the current one */
    public void show(String subject) {
        if (subject.startsWith("case:")) wantedCase = Long.parseLong(subject.substring(5));
        else wanted = subject;
        reload();
    }

    /** Creates an empty collection with an unused name. */
    public void create() {
        change("Creating a collection", () -> {
            CaseCollection made = cases.create(cases.freeName(cases.list().isEmpty() ? Cases.FIRST : "New collection"));
            wanted = made.name();
        });
    }

    public void rename(String name) {
        CaseCollection one = collection.get();
        if (one == null || name.isBlank() || name.strip().equals(one.name())) return;
        change("Renaming the collection", () -> cases.rename(one.id(), name));
    }

    public void describe(String note) {
        CaseCollection one = collection.get();
        if (one != null && !note.equals(one.note())) change("Storing the note", () -> cases.describe(one.id(), note));
    }

    public void deleteCollection() {
        CaseCollection one = collection.get();
        if (one == null) return;
        change("Deleting the collection", () -> cases.delete(one.id()));
    }

    /** Moves a case to another index of the list, from 0. */
    public void move(CaseStudy one, int to) {
        int from = indexOf(one.id());
        int place = Math.max(0, Math.min(studies.size() - 1, to));
        if (from < 0 || from == place) return;
        List<CaseStudy> order = new ArrayList<>(studies);
        order.add(place, order.remove(from));
        replacing(() -> studies.setAll(order));
        change("Ordering the cases", () -> cases.move(one.id(), place));
    }

    /** Moves the open case up (-1) or down (1). */
    public void moveOpen(int by) { if (study.get() != null) move(study.get(), indexOf(study.get().id()) + by); }

    public void moveTo(CaseStudy one, CaseCollection other) { change("Moving the case", () -> cases.moveTo(one.id(), other.id())); }

    public void remove(CaseStudy one) {
        int at = indexOf(one.id());
        replacing(() -> studies.remove(at));
        study.set(studies.isEmpty() ? null : studies.get(Math.min(at, studies.size() - 1)));
        change("Removing the case", () -> cases.remove(one.id()));
    }

    /** The user's note on the open case. */
    public void describe(CaseStudy one, String title, String note) {
        if (title.equals(one.title()) && note.equals(one.note())) return;
        replace(one.id(), now -> new CaseStudy(now.id(), title, now.emotion(), now.context(),
                now.marks(), now.source(), note, now.keptAt(), now.responses()));
        change("Storing the text", () -> cases.describe(one.id(), title, note));
    }

    /** @param rating 1 to 5, null to clear it */
    public void rate(CaseResponse one, Ratings.Aspect aspect, Integer rating) {
        judge(one.id(), now -> now.judged(now.ratings().with(aspect, rating), now.note(), now.marks()));
    }

    public void note(CaseResponse one, String note) { judge(one.id(), now -> now.judged(now.ratings(), note, now.marks())); }

    public void mark(CaseResponse one, List<Mark> marks) { judge(one.id(), now -> now.judged(now.ratings(), now.note(), marks)); }

    /** The marks of a turn of the open case. */
    public void markTurn(CaseStudy one, int turn, List<Mark> marks) {
        replace(one.id(), now -> {
            List<List<Mark>> all = new ArrayList<>(now.marks());
            all.set(turn, marks);
            return new CaseStudy(now.id(), now.title(), now.emotion(), now.context(),
                    all, now.source(), now.note(), now.keptAt(), now.responses());
        });
        change("Storing the marks", () -> cases.markTurn(one.id(), turn, marks));
    }

    /** The displayed name of the system. */
    public void call(CaseResponse one, String system) {
        if (system.isBlank() || system.strip().equals(one.system())) return;
        change("Renaming the system", () -> cases.rename(one, system.strip()));
    }

    /** Moves a response up (-1) or down (1). */
    public void moveResponse(CaseResponse one, int by) {
        List<CaseResponse> order = new ArrayList<>(study.get().responses());
        int from = order.indexOf(one);
        int to = from + by;
        if (from < 0 || to < 0 || to >= order.size()) return;
        order.add(to, order.remove(from));
        replace(study.get().id(), now -> now.withResponses(order));
        change("Ordering the responses", () -> cases.moveResponse(one.id(), to));
    }

    public void removeResponse(CaseResponse one) {
        replace(study.get().id(), now -> now.withResponses(now.responses().stream().filter(other -> other.id() != one.id()).toList()));
        change("Removing the response", () -> cases.removeResponse(one.id()));
    }

    /** Writes the collection, or only the open case; {@code cells} applies to a CSV file. A notice reports when the file is written. */
    public void export(CaseFormat format, CsvText.Cells cells, boolean openOnly, Path file) {
        CaseCollection one = collection.get();
        List<CaseStudy> chosen = chosen(openOnly);
        problem.set(null);
        tasks.run(BackgroundTask.of("Exporting the cases", progress -> {
            CaseFiles.write(format, one, chosen, file, cells);
            return chosen.size();
        }).show(count -> problem.set(UserMessage.info((count == 1 ? "One case was written. " : count + " cases were written. ")
                + "The file is " + file + "."))).failed(this::failed));
    }

    /** Writes an image of each case, or only of the open one. @param base file name of a single image; numbered for several */
    public void exportPictures(boolean openOnly, Path base) {
        List<CaseStudy> chosen = chosen(openOnly);
        problem.set(null);
        tasks.run(BackgroundTask.of("Rendering the cases", progress -> CasePicture.write(chosen, base, done -> {
            progress.check();
            progress.at(done, chosen.size());
        })).show(files -> problem.set(UserMessage.info((files.size() == 1 ? "One image was written: "
                : files.size() + " images were written. The first is ") + files.get(0) + ".")))
                .failed(this::failed));
    }

    private List<CaseStudy> chosen(boolean openOnly) { return openOnly ? List.of(study.get()) : List.copyOf(studies); }

    /** Imports cases from JSON lines into the collection; creates one if there is none. */
    public void importFrom(Path file) {
        CaseCollection one = collection.get();
        change("Reading cases", () -> {
            List<CaseStudy> found = CaseFiles.read(file, Instant.ofEpochMilli(System.currentTimeMillis()));
            CaseCollection into = one == null ? cases.findOrCreate(Cases.FIRST) : one;
            cases.add(into.id(), found);
            wanted = into.name();
        });
    }

    /** Stores a change and reads the collection again. */
    void change(String title, Runnable write) {
        pending.add(new Change(title, write));
        if (!storing) store();
    }

    /** Called when the page is disposed: pending changes are stored one by one; the first failure is reported. */
    void leave() {
        if (!pending.isEmpty()) tasks.run(BackgroundTask.of("Storing pending changes", progress -> {
            Optional<RuntimeException> first = Optional.empty();
            while (!pending.isEmpty()) {
                try {
                    storeNext();
                } catch (UserInputException | WorkspaceException failure) {
                    if (first.isEmpty()) first = Optional.of(failure);
                }
            }
            if (first.isPresent()) throw first.get();
            return true;
        }).quietly());
    }

    private void store() {
        Change next = pending.peek();
        storing = next != null;
        if (next == null) {
            reload();
            return;
        }
        tasks.run(BackgroundTask.of(next.title(), progress -> {
            storeNext();
            return true;
        }).show(done -> store()).failed(failure -> {
            failed(failure);
            store();
        }).quietly());
    }

    /** Applies changes in the order in which they were made, from whichever thread. */
    private void storeNext() {
        synchronized (turn) {
            Change next = pending.poll();
            if (next != null) next.write().run();
        }
    }

    private void judge(long response, UnaryOperator<CaseResponse> by) {
        CaseStudy one = study.get();
        CaseResponse before = one.response(response).orElse(null);
        if (before == null) return;
        CaseResponse now = by.apply(before);
        if (now.equals(before)) return;
        replace(one.id(),
                whole -> whole.withResponses(whole.responses().stream().map(other -> other.id() == response ? now : other).toList()));
        change("Storing the rating and note", () -> cases.judge(response, now.ratings(), now.note(), now.marks()));
    }

    private void replace(long id, UnaryOperator<CaseStudy> by) {
        int at = indexOf(id);
        if (at < 0) return;
        CaseStudy now = by.apply(studies.get(at));
        replacing(() -> studies.set(at, now));
        if (study.get() != null && study.get().id() == id) study.set(now);
    }

    private record Read(List<CaseCollection> collections, CaseCollection chosen, List<CaseStudy> studies) { }

    private void reload() {
        CaseCollection before = collection.get();
        String name = wanted;
        tasks.run(BackgroundTask.of("Reading the cases", progress -> {
            List<CaseCollection> all = cases.list();
            CaseCollection chosen = all.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst()
                    .or(() -> all.stream().filter(one -> before != null && one.id() == before.id()).findFirst())
                    .orElse(all.isEmpty() ? null : all.get(0));
            return new Read(all, chosen, chosen == null ? List.of() : cases.studies(chosen.id()));
        }).show(now -> { if (!storing) take(now, name); }).failed(this::failed).latestOf(READ).quietly());
    }

    private void take(Read now, String name) {
        if (wanted.equals(name)) wanted = "";
        boolean other = !sameId(collection.get(), now.chosen());
        CaseStudy before = study.get();
        replacing(() -> {
            if (!collections.equals(now.collections())) collections.setAll(now.collections());
            if (!studies.equals(now.studies())) studies.setAll(now.studies());
            collection.set(now.chosen());
        });
        CaseStudy same = now.studies().stream().filter(one ->
                wantedCase != 0 ? one.id() == wantedCase : before != null && one.id() == before.id()).findFirst().orElse(null);
        if (same != null) wantedCase = 0;
        study.set(same != null ? same : now.studies().isEmpty() ? null : other || before == null
                ? now.studies().get(0) : now.studies().get(now.studies().size() - 1));
        read.set(true);
    }

    private void replacing(Runnable change) {
        boolean before = replacing;
        replacing = true;
        change.run();
        replacing = before;
    }

    void failed(Throwable failure) { problem.set(UserMessage.of(failure)); }

    private int indexOf(long id) {
        for (int i = 0; i < studies.size(); i++) if (studies.get(i).id() == id) return i;
        return -1;
    }

    private static boolean sameId(CaseCollection a, CaseCollection b) {
        return Objects.equals(a == null ? null : a.id(), b == null ? null : b.id());
    }
}
