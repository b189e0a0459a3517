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

/** The available and chosen contexts, column sources and identifiers. Reads no data; the page does so when a choice changes. */
public final class CompareSources {
    private final List<ColumnProvider> providers;
    private final ObservableList<ContextSource> contextSources = FXCollections.observableArrayList();
    private final ObjectProperty<ContextSource> contexts = new SimpleObjectProperty<>();
    private final ObservableList<ColumnSource> offered = FXCollections.observableArrayList();
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final StringProperty identifiers = new SimpleStringProperty("");
    private List<ColumnSource> checkpoints = List.of();

    /** @param providers of column sources, in menu order */
    CompareSources(List<ColumnProvider> providers) { this.providers = List.copyOf(providers); }

    /** Available context sources, without the custom context. */
    public ObservableList<ContextSource> contextSources() { return contextSources; }

    /** The chosen context source; null until there is any. */
    public ObjectProperty<ContextSource> contextsProperty() { return contexts; }

    /** All column sources. */
    public ObservableList<ColumnSource> offered() { return offered; }

    /** Available identifiers. */
    public ObservableList<String> identifierSets() { return identifierSets; }

    /** The chosen identifiers; empty for none. */
    public StringProperty identifiersProperty() { return identifiers; }

    /** The column source with a key. */
    Optional<ColumnSource> find(String key) { return offered.stream().filter(source -> source.key().equals(key)).findFirst(); }

    /** Display name of the chosen contexts; empty for none. */
    String contextsTitle() { return contexts.get() == null ? "" : contexts.get().title(); }

    /** Whether the chosen contexts can be restored later. */
    boolean contextsStay() { return contexts.get() != null && contexts.get().kind() != ContextSource.Kind.TYPED; }

    /** Ignores null: a combo box clears its value while its items change. */
    String identifiersName() { return Objects.requireNonNullElse(identifiers.get(), ""); }

    /** Chooses identifiers by name, if they exist. */
    void readBy(String name) { if (identifierSets.contains(name)) identifiers.set(name); }

    /** Sets the found checkpoints; included in the next {@link #offer}. */
    void checkpoints(List<ColumnSource> found) { checkpoints = found; }

    /** Updates the sources from the workspace; choices are kept while they exist. Returns all current column sources. */
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

    /** Chooses contexts if none are chosen. @param wished preferred source, if available */
    void chooseContexts(Optional<ContextSource> wished) {
        if (contexts.get() == null && !contextSources.isEmpty())
            contexts.set(wished.filter(contextSources::contains).orElse(contextSources.get(0)));
    }

    /** Available context sources, test splits first. */
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
