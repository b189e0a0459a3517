package org.empathyworkbench.app.compare;

import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.empathyworkbench.comparison.RowFilter;
import org.empathyworkbench.comparison.RowFilter.Bar;
import org.empathyworkbench.comparison.RowFilter.Show;
import org.empathyworkbench.dialogue.Mechanism;

/** Filter criteria as properties, combined to a {@link RowFilter}. */
public final class FilterViewModel {
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<String> emotion = new SimpleObjectProperty<>();
    private final ObjectProperty<Show> show = new SimpleObjectProperty<>(Show.ALL);
    private final ObjectProperty<Mechanism> mechanism = new SimpleObjectProperty<>();
    private final ObjectProperty<CompareColumn> column = new SimpleObjectProperty<>();
    private final ObjectProperty<CompareColumn> other = new SimpleObjectProperty<>();
    private final ObjectProperty<Bar> bar = new SimpleObjectProperty<>();

    /** @param changed called on every change */
    FilterViewModel(Runnable changed) {
        for (Observable part : new Observable[] {text, emotion, show, mechanism, column, other, bar})
            part.addListener((InvalidationListener) o -> changed.run());
    }

    public StringProperty textProperty() { return text; }

    /** Null for all. */
    public ObjectProperty<String> emotionProperty() { return emotion; }

    public ObjectProperty<Show> showProperty() { return show; }

    /** Null for any. */
    public ObjectProperty<Mechanism> mechanismProperty() { return mechanism; }

    /** The system that misses a level (null for any), or the lower system of an increase. */
    public ObjectProperty<CompareColumn> columnProperty() { return column; }

    /** The higher system of an increase. */
    public ObjectProperty<CompareColumn> otherProperty() { return other; }

    /** The selected level share; null for none. */
    public ObjectProperty<Bar> barProperty() { return bar; }

    /** Selects a level share, or clears it when already selected. */
    public void look(Bar at) { bar.set(at.equals(bar.get()) ? null : at); }

    /** Clears all criteria. */
    public void clear() {
        text.set("");
        emotion.set(null);
        show.set(Show.ALL);
        mechanism.set(null);
        bar.set(null);
    }

    /** Removes criteria on a removed column. */
    void forget(CompareColumn gone) {
        if (column.get() == gone) column.set(null);
        if (other.get() == gone) other.set(null);
        if (bar.get() != null && bar.get().column().equals(gone.key())) bar.set(null);
    }

    public boolean asksNothing() { return filter().equals(RowFilter.ALL); }

    RowFilter filter() {
        boolean asksColumn = show.get() == Show.MISSED || show.get() == Show.RISE;
        boolean asksMechanism = show.get() == Show.MISSED || show.get() == Show.DISAGREE;
        return new RowFilter(text.get() == null ? "" : text.get().strip(), emotion.get(), show.get(),
                asksMechanism ? mechanism.get() : null, asksColumn && column.get() != null ? column.get().key() : null,
                show.get() == Show.RISE && other.get() != null ? other.get().key() : null, bar.get());
    }
}
