package org.empathyworkbench.app.help;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;

/** Which page of documentation is read and where, the way back, and the search over all pages. */
public final class HelpViewModel {
    private static final int MOST_BACK = 100;

    /** A place in a page. @param anchor empty for its beginning */
    public record Place(HelpDocument page, String anchor) { }

    private final ReadOnlyObjectWrapper<HelpPages> pages = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<HelpPages.Hits> hits = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper back = new ReadOnlyBooleanWrapper();
    private final StringProperty query = new SimpleStringProperty("");
    private final StringProperty outside = new SimpleStringProperty("");
    private final Deque<Place> before = new ArrayDeque<>();
    private final TaskExecutor tasks;
    private String wanted = "";
    private boolean reading;

    public HelpViewModel(TaskExecutor tasks) {
        this.tasks = tasks;
        query.subscribe(this::search);
    }

    /** Null until they are read. */
    public ReadOnlyObjectProperty<HelpPages> pagesProperty() { return pages.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<Place> placeProperty() { return place.getReadOnlyProperty(); }

    /** What the search found; null while nothing is searched. */
    public ReadOnlyObjectProperty<HelpPages.Hits> hitsProperty() { return hits.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty backProperty() { return back.getReadOnlyProperty(); }

    public StringProperty queryProperty() { return query; }

    /** The target of a link that leads outside the pages; empty for none. It is shown, never opened. */
    public StringProperty outsideProperty() { return outside; }

    /** @param link to a page and heading, such as {@code METHOD.md#section-6}; empty for where reading stopped */
    public void show(String link) {
        wanted = link;
        if (pages.get() != null) follow(link);
        else if (!reading) read();
    }

    private void read() {
        reading = true;
        problem.set(null);
        tasks.run(BackgroundTask.of("Reading the help", progress -> HelpPages.read()).show(read -> {
            reading = false;
            pages.set(read);
            go(new Place(read.all().get(0), ""));
            before.clear();
            back.set(false);
            follow(wanted);
            search(query.get());
        }).failed(failure -> {
            reading = false;
            problem.set(UserMessage.of(failure));
        }).quietly());
    }

    /** Follows a link of the page that is shown; one to anything but a page is put into {@link #outsideProperty()}. */
    public void follow(String link) {
        outside.set("");
        if (link.isEmpty()) return;
        int hash = link.indexOf('#');
        String target = hash < 0 ? link : link.substring(0, hash);
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        HelpDocument here = place.get().page();
        String path = target.isEmpty() ? here.path() : resolve(here.path(), target);
        pages.get().page(path).or(() -> pages.get().page(target))
                .ifPresentOrElse(page -> go(new Place(page, anchor)), () -> outside.set(link));
    }

    public void go(Place to) {
        if (place.get() != null) before.push(place.get());
        if (before.size() > MOST_BACK) before.removeLast();
        back.set(!before.isEmpty());
        query.set("");
        outside.set("");
        place.set(to);
    }

    public void goBack() {
        if (before.isEmpty()) return;
        query.set("");
        outside.set("");
        place.set(before.pop());
        back.set(!before.isEmpty());
    }

    private void search(String text) { hits.set(text.isBlank() || pages.get() == null ? null : pages.get().search(text)); }

    /** The path of a relative link within the folder of pages. */
    static String resolve(String from, String link) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (from.contains("/") ? from.substring(0, from.lastIndexOf('/') + 1) + link : link).split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) parts.removeLast();
            else if (!part.equals(".")) parts.addLast(part);
        }
        return String.join("/", parts);
    }
}
