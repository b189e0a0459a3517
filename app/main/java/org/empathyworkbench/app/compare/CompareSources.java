package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ResponseSetInfo;

/**
 * What there is to compare, and what of it is chosen: the contexts, what can stand in a column, and who reads the levels. It reads nothing
 * of what it offers; the page does when a choice changes.
 */
public final class CompareSources {
    private final List<ColumnProvider> providers;
    private final ObservableList<ContextSource> contextSources = FXCollections.observableArrayList();
    private final ObjectProperty<ContextSource> contexts = new SimpleObjectProperty<>();
    private final ObservableList<ColumnSource> offered = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final StringProperty identifiers = new SimpleStringProperty("");
    private List<ColumnSource> checkpoints = List.of();

    /** @param providers of what can stand in a column, in the order of the offer */
    CompareSources(List<ColumnProvider> providers) { this.providers = List.copyOf(providers); }

    /** What contexts can be chosen; the one that a person typed is not among them. */
    public ObservableList<ContextSource> contextSources() { return contextSources; }

    /** The contexts that are compared on; null until there are any. */
    public ObjectProperty<ContextSource> contextsProperty() { return contexts; }

    /** Everything that can stand in a column. */
    public ObservableList<ColumnSource> offered() { return offered; }

    /** Who could read the levels. */
    public ObservableList<String> identifierSets() { return identifierSets; }

    /** Who reads the levels; empty for nobody. */
    public StringProperty identifiersProperty() { return identifiers; }

    /** Of what can stand in a column, by its key. */
    Optional<ColumnSource> find(String key) { return offered.stream().filter(source -> source.key().equals(key)).findFirst(); }

    /** The chosen contexts, for people; empty for none. */
    String contextsTitle() { return contexts.get() == null ? "" : contexts.get().title(); }

    /** Whether contexts are chosen that one can come back to. */
    boolean contextsStay() { return contexts.get() != null && contexts.get().kind() != ContextSource.Kind.TYPED; }

    /** Never null: a box that grows empties its choice for a moment. */
    String identifiersName() { return Objects.requireNonNullElse(identifiers.get(), ""); }

    /** Has levels read by a set of identifiers, where there is one of that name. */
    void readBy(String name) { if (identifierSets.contains(name)) identifiers.set(name); }

    /** The checkpoints of runs that were found; they are offered with the next {@link #offer}. */
    void checkpoints(List<ColumnSource> found) { checkpoints = found; }

    /**
     * Offers what is in the workspace now; what was chosen stays as long as it is there. Returns all
     * that can stand in a column, as it is now.
     */
    List<ColumnSource> offer(Contents contents) {
        List<ColumnSource> now = new ArrayList<>();
        providers.forEach(provider -> now.addAll(provider.sources(contents)));
        now.addAll(checkpoints);
        if (!described(now).equals(described(offered))) offered.setAll(now);
        List<ContextSource> sources = offered(contents);
        if (!sources.equals(contextSources)) {
            ContextSource before = contexts.get();
            contextSources.setAll(sources);
            if (before != null && before.kind() != ContextSource.Kind.TYPED) contexts.set(sources.contains(before) ? before : null);
        }
        if (!contents.identifierSets().equals(identifierSets)) {
            String before = identifiers.get();
            identifierSets.setAll(contents.identifierSets());
            identifiers.set(identifierSets.contains(before) ? before : identifierSets.isEmpty() ? "" : identifierSets.get(0));
        }
        return now;
    }

    /** Chooses contexts where none are chosen. @param wished taken when it is offered */
    void chooseContexts(Optional<ContextSource> wished) {
        if (contexts.get() == null && !contextSources.isEmpty())
            contexts.set(wished.filter(contextSources::contains).orElse(contextSources.get(0)));
    }

    /** What contexts can be chosen, the test parts first. */
    private static List<ContextSource> offered(Contents contents) {
        List<ContextSource> sources = new ArrayList<>();
        List<Split> parts = new ArrayList<>(List.of(Split.TEST, Split.VALIDATION, Split.TRAIN));
        parts.add(null);
        for (DatasetInfo dataset : contents.datasets())
            if (dataset.responses() > 0)
                parts.forEach(part -> sources.add(new ContextSource(ContextSource.Kind.DIALOGUES, dataset.name(), part)));
        for (DatasetInfo dataset : contents.datasets())
            if (dataset.pairs() > 0) parts.forEach(part -> sources.add(new ContextSource(ContextSource.Kind.PAIRS, dataset.name(), part)));
        for (ResponseSetInfo set : contents.responseSets()) sources.add(new ContextSource(ContextSource.Kind.RESPONSES, set.name(), null));
        return sources;
    }

    private static Map<String, Map<String, String>> described(List<ColumnSource> sources) {
        Map<String, Map<String, String>> described = new LinkedHashMap<>();
        sources.forEach(source -> described.put(source.key(), source.facts(SamplingPlan.FIRST)));
        return described;
    }
}
