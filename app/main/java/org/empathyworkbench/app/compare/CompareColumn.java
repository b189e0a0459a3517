package org.empathyworkbench.app.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.empathyworkbench.comparison.ColumnMetrics;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ComparisonSnapshot;
import org.empathyworkbench.comparison.SamplingPlan;

/** One column of the page: who answers, how it is asked, and how it is shown. The reference is a column too. */
public final class CompareColumn {
    private ColumnSource source;
    private final String key;
    private final ObjectProperty<SamplingPlan> drawing = new SimpleObjectProperty<>();
    private final BooleanProperty hidden = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper letter = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper joined = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<ColumnMetrics> figures = new ReadOnlyObjectWrapper<>();

    private CompareColumn(ColumnSource source, String key, SamplingPlan drawing) {
        this.source = source;
        this.key = key;
        this.drawing.set(drawing);
        title.bind(letter.map(now -> now.isEmpty() ? name() : now));
    }

    static CompareColumn of(ColumnSource source, SamplingPlan drawing) { return new CompareColumn(source, source.key(), drawing); }

    static CompareColumn reference() { return new CompareColumn(null, Comparison.REFERENCE, SamplingPlan.FIRST); }

    /** By which the comparison knows it. */
    public String key() { return key; }

    /** The key as part of a node's id. */
    String id() { return id(key); }

    static String id(String key) { return key.replaceAll("[^\\p{Alnum}-]+", "-"); }

    public boolean isReference() { return source == null; }

    /** Null for the reference. */
    public ColumnSource source() { return source; }

    /** The same source as it is offered now. @return whether its responses would be others */
    boolean renew(ColumnSource now) {
        boolean other = !now.facts(drawing()).equals(source.facts(drawing()));
        source = now;
        return other;
    }

    /** Whether it can be asked for responses. */
    public boolean live() { return source != null && source.live(); }

    /** The name, blinded or not. */
    public String name() { return source == null ? "Reference" : source.title(); }

    /** What the column is headed: its name, or a letter while it is blinded. */
    public ReadOnlyStringProperty titleProperty() { return title.getReadOnlyProperty(); }

    public String title() { return title.get(); }

    public boolean blinded() { return !letter.get().isEmpty(); }

    String letter() { return letter.get(); }

    /** @param to empty to reveal the name */
    void blind(String to) { letter.set(to); }

    public ObjectProperty<SamplingPlan> drawingProperty() { return drawing; }

    public SamplingPlan drawing() { return drawing.get(); }

    public BooleanProperty hiddenProperty() { return hidden; }

    public boolean hidden() { return hidden.get(); }

    /** How its stored responses found their contexts, in a sentence; empty when it has none. */
    public ReadOnlyStringProperty joinedProperty() { return joined.getReadOnlyProperty(); }

    void joined(String words) { joined.set(words); }

    /** Over the contexts that are shown; null before the first count. */
    public ReadOnlyObjectProperty<ColumnMetrics> figuresProperty() { return figures.getReadOnlyProperty(); }

    void figures(ColumnMetrics now) { figures.set(now); }

    /** As it is taken away: while it is blinded, nothing tells who it is. */
    ComparisonSnapshot.Shown taken() {
        Map<String, String> origin = new LinkedHashMap<>();
        if (!isReference() && !blinded()) {
            origin.put("column", name());
            origin.putAll(source.facts(drawing()));
        }
        return new ComparisonSnapshot.Shown(key, title(), origin);
    }
}
