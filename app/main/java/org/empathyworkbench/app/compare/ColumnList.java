package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The ordered columns: the reference and at most six systems. Blinding shuffles the systems and labels them with letters from left to
 * right; a column keeps its letter until names are revealed.
 */
public final class ColumnList {
    /** Maximum number of systems beside the reference. */
    public static final int MOST = 6;

    private final Random shuffle;
    private final ObservableList<CompareColumn> columns = FXCollections.observableArrayList(column ->
            new Observable[] {column.hiddenProperty(), column.titleProperty()});
    private final ObservableList<CompareColumn> columnsToRead = FXCollections.unmodifiableObservableList(columns);
    private final ReadOnlyBooleanWrapper blind = new ReadOnlyBooleanWrapper();

    /** @param shuffle order used for blinding */
    ColumnList(Random shuffle) {
        this.shuffle = shuffle;
        columns.add(CompareColumn.reference());
    }

    /** Also fires when a column is hidden or renamed. */
    public ObservableList<CompareColumn> all() { return columnsToRead; }

    /** The visible columns. */
    public List<CompareColumn> shown() { return columns.stream().filter(column -> !column.hidden()).toList(); }

    /** All columns but the reference, hidden ones included. */
    public List<CompareColumn> systems() { return columns.stream().filter(column -> !column.isReference()).toList(); }

    /** Keys of the visible systems. */
    public List<String> shownSystems() { return shown().stream().filter(column -> !column.isReference()).map(CompareColumn::key).toList(); }

    public CompareColumn reference() { return columns.stream().filter(CompareColumn::isReference).findFirst().orElseThrow(); }

    public Optional<CompareColumn> find(String key) { return columns.stream().filter(column -> column.key().equals(key)).findFirst(); }

    public boolean full() { return systems().size() >= MOST; }

    public ReadOnlyBooleanProperty blindProperty() { return blind.getReadOnlyProperty(); }

    boolean add(CompareColumn column) {
        if (full() || find(column.key()).isPresent()) return false;
        if (blind.get()) column.blind(freeLetter());
        columns.add(column);
        return true;
    }

    void remove(CompareColumn column) { if (!column.isReference()) columns.remove(column); }

    void replace(List<CompareColumn> now) { columns.setAll(now); }

    /** Moves a column past its visible neighbour. @param by -1 for left, 1 for right */
    public void move(CompareColumn column, int by) {
        List<CompareColumn> shown = shown();
        int to = shown.indexOf(column) + by;
        if (!shown.contains(column) || to < 0 || to >= shown.size()) return;
        moveTo(column, shown.get(to));
    }

    /** Moves a column to another's position; those between shift. */
    public void moveTo(CompareColumn column, CompareColumn place) {
        int to = columns.indexOf(place);
        if (column == place || to < 0 || !columns.contains(column)) return;
        List<CompareColumn> now = new ArrayList<>(columns);
        now.remove(column);
        now.add(to, column);
        columns.setAll(now);
    }

    /** Replaces names by letters, or reveals them. */
    public void setBlind(boolean on) {
        if (on == blind.get()) return;
        blind.set(on);
        if (!on) {
            columns.forEach(column -> column.blind(""));
            return;
        }
        List<CompareColumn> systems = new ArrayList<>(systems());
        Collections.shuffle(systems, shuffle);
        Map<String, String> letters = new LinkedHashMap<>();
        for (CompareColumn system : systems) letters.put(system.key(), String.valueOf((char) ('A' + letters.size())));
        restoreBlind(letters);
        List<CompareColumn> order = new ArrayList<>(columns);
        int next = 0;
        for (int i = 0; i < order.size(); i++) if (!order.get(i).isReference()) order.set(i, systems.get(next++));
        columns.setAll(order);
    }

    /** Letters by column key; empty when not blinded. */
    Map<String, String> letters() {
        Map<String, String> letters = new LinkedHashMap<>();
        for (CompareColumn column : columns) if (column.blinded()) letters.put(column.key(), column.letter());
        return letters;
    }

    void restoreBlind(Map<String, String> letters) {
        blind.set(!letters.isEmpty());
        for (CompareColumn system : systems()) system.blind(letters.getOrDefault(system.key(), letters.isEmpty() ? "" : freeLetter()));
    }

    private String freeLetter() {
        List<String> taken = columns.stream().map(CompareColumn::letter).toList();
        char letter = 'A';
        while (taken.contains(String.valueOf(letter))) letter++;
        return String.valueOf(letter);
    }
}
