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
 * The columns in their order: the reference and at most six systems. Blinding shuffles the systems and gives them letters from left to
 * right; the letters stay with them, moved or hidden, until they are revealed.
 */
public final class ColumnList {
    /** Systems beside the reference. */
    public static final int MOST = 6;

    private final Random shuffle;
    private final ObservableList<CompareColumn> columns = FXCollections.observableArrayList(column ->
            new Observable[] {column.hiddenProperty(), column.titleProperty()});
    private final ObservableList<CompareColumn> columnsToRead = FXCollections.unmodifiableObservableList(columns);
    private final ReadOnlyBooleanWrapper blind = new ReadOnlyBooleanWrapper();

    /** @param shuffle of the blinded order */
    ColumnList(Random shuffle) {
        this.shuffle = shuffle;
        columns.add(CompareColumn.reference());
    }

    /** Fires when a column is hidden or renamed too. */
    public ObservableList<CompareColumn> all() { return columnsToRead; }

    /** Those that are not hidden. */
    public List<CompareColumn> shown() { return columns.stream().filter(column -> !column.hidden()).toList(); }

    /** Without the reference, hidden ones too. */
    public List<CompareColumn> systems() { return columns.stream().filter(column -> !column.isReference()).toList(); }

    /** Keys of the shown systems. */
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

    /** Moves a column past its neighbours that are shown. @param by -1 for one place to the left, 1 for one to the right */
    public void move(CompareColumn column, int by) {
        List<CompareColumn> shown = shown();
        int to = shown.indexOf(column) + by;
        if (!shown.contains(column) || to < 0 || to >= shown.size()) return;
        moveTo(column, shown.get(to));
    }

    /** Puts a column where another stands; those between make room. */
    public void moveTo(CompareColumn column, CompareColumn place) {
        int to = columns.indexOf(place);
        if (column == place || to < 0 || !columns.contains(column)) return;
        List<CompareColumn> now = new ArrayList<>(columns);
        now.remove(column);
        now.add(to, column);
        columns.setAll(now);
    }

    /** Hides the names behind letters, or reveals them. */
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

    /** Letters by key; empty when nothing is blinded. */
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
