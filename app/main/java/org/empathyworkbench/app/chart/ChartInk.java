package org.empathyworkbench.app.chart;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.css.converter.PaintConverter;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.empathyworkbench.chart.ChartPalette;
import org.empathyworkbench.chart.LineStyle;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * A region whose style sheet gives the colours of a chart: {@code -chart-text}, {@code -chart-grid}, {@code -chart-background},
 * {@code -chart-accent} for what is chosen, {@code -chart-note} for notes, {@code -chart-level-none} for the level of all mechanisms that
 * has no colour, {@code -chart-series-1} to {@code -8}, and for each mechanism {@code -chart-er} and {@code -chart-er-weak}. So the colours
 * of charts stand where all other colours stand, and follow the theme by themselves.
 */
public abstract class ChartInk extends StackPane {
    private static final int PLAIN = 6;
    private static final List<CssMetaData<? extends Styleable, ?>> META = meta();

    private final List<StyleableObjectProperty<Paint>> paints = new ArrayList<>();
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();

    protected ChartInk() {
        for (CssMetaData<? extends Styleable, ?> meta : META.subList(META.size() - names().size(), META.size())) {
            @SuppressWarnings("unchecked")
            CssMetaData<ChartInk, Paint> own = (CssMetaData<ChartInk, Paint>) meta;
            StyleableObjectProperty<Paint> paint = new SimpleStyleableObjectProperty<>(own, this, own.getProperty(), Color.GRAY);
            paint.subscribe(now -> version.set(version.get() + 1));
            paints.add(paint);
        }
    }

    /** Counts up when a colour changes. */
    protected final ReadOnlyLongProperty inkVersion() { return version.getReadOnlyProperty(); }

    /** All of them, as a chart is drawn with them. */
    protected final ChartPalette palette() {
        List<java.awt.Color> all = paints.stream().map(paint -> awt(paint.get() instanceof Color color ? color : Color.GRAY)).toList();
        int mechanisms = PLAIN + 2 * Mechanism.values().length;
        return new ChartPalette(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5),
                all.subList(PLAIN, mechanisms), all.subList(mechanisms, all.size()));
    }

    /** The colour of a line. */
    protected final Color of(LineStyle style) {
        java.awt.Color color = palette().of(style);
        return Color.rgb(color.getRed(), color.getGreen(), color.getBlue(), color.getAlpha() / 255.0);
    }

    private static java.awt.Color awt(Color color) {
        return new java.awt.Color((float) color.getRed(), (float) color.getGreen(), (float) color.getBlue(), (float) color.getOpacity());
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() { return META; }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("-chart-text", "-chart-grid",
                "-chart-background", "-chart-accent", "-chart-note", "-chart-level-none"));
        for (Mechanism mechanism : Mechanism.values())
            names.addAll(List.of("-chart-" + mechanism.key(), "-chart-" + mechanism.key() + "-weak"));
        for (int i = 1; i <= ChartPalette.SERIES; i++) names.add("-chart-series-" + i);
        return names;
    }

    private static List<CssMetaData<? extends Styleable, ?>> meta() {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Region.getClassCssMetaData());
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            all.add(new CssMetaData<ChartInk, Paint>(names.get(i), PaintConverter.getInstance(), Color.GRAY) {
                @Override
                public boolean isSettable(ChartInk chart) { return !chart.paints.get(index).isBound(); }

                @Override
                public StyleableProperty<Paint> getStyleableProperty(ChartInk chart) { return chart.paints.get(index); }
            });
        }
        return List.copyOf(all);
    }
}
