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

/** A column: source, sampling settings and display state. The reference is a column too. */
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

    /** Key within the comparison. */
    public String key() { return key; }

    /** The key as part of a node's id. */
    String id() { return id(key); }

    static String id(String key) { return key.replaceAll("[^\\p{Alnum}-]+", "-"); }

    public boolean isReference() { return source == null; }

    /** Null for the reference. */
    public ColumnSource source() { return source; }

    /** Updates the source to its current version. @return whether its responses would change */
    boolean renew(ColumnSource now) {
        boolean other = !now.facts(drawing()).equals(source.facts(drawing()));
        source = now;
        return other;
    }

    /** Whether it can generate responses. */
    public boolean live() { return source != null && source.live(); }

    /** The name, independent of blinding. */
    public String name() { return source == null ? "Reference" : source.title(); }

    /** Displayed name: a letter while blinded. */
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

    /** Sentence on how stored responses were joined to contexts; empty when it has none. */
    public ReadOnlyStringProperty joinedProperty() { return joined.getReadOnlyProperty(); }

    void joined(String words) { joined.set(words); }

    /** Metrics over the shown contexts; null before the first computation. */
    public ReadOnlyObjectProperty<ColumnMetrics> figuresProperty() { return figures.getReadOnlyProperty(); }

    void figures(ColumnMetrics now) { figures.set(now); }

    /** The column as exported: anonymous while blinded. */
    ComparisonSnapshot.Shown taken() {
        Map<String, String> origin = new LinkedHashMap<>();
        if (!isReference() && !blinded()) {
            origin.put("column", name());
            origin.putAll(source.facts(drawing()));
        }
        return new ComparisonSnapshot.Shown(key, title(), origin);
    }
}
