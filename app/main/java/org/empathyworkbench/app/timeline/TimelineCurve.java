package org.empathyworkbench.app.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.timeline.Timeline;
import org.empathyworkbench.timeline.TimelinePoint;

/** Small line chart of probabilities over a run's models: the reward, or one level of each mechanism. Unknown values are gaps. */
final class TimelineCurve extends Region {
    private static final double LEFT = 30;
    private static final double BELOW = 20;
    private static final double ABOVE = 8;
    private static final double RIGHT = 14;

    private record Drawn(String name, String styleClass, double[] values) { }

    private List<TimelinePoint> points = List.of();
    private List<Drawn> curves = List.of();
    private int places;

    TimelineCurve() {
        getStyleClass().add("timeline-curve");
        setPrefHeight(112);
        setMinHeight(100);
        // Not in layoutChildren: new children ask for another layout, and the window would be laid out for ever.
        widthProperty().subscribe(this::draw);
        heightProperty().subscribe(this::draw);
    }

    /**
     * @param level plotted level; null for the reward
     * @param of    final number of points; space is reserved for pending ones
     */
    void show(List<TimelinePoint> now, Level level, int of) {
        points = List.copyOf(now);
        places = Math.max(of, points.size());
        List<Drawn> drawn = new ArrayList<>();
        if (level == null) drawn.add(new Drawn("Reward", "timeline-reward", Timeline.curve(points, null, null)));
        else for (Mechanism mechanism : Mechanism.values())
            drawn.add(new Drawn(mechanism.title(), LevelChip.styleClass(mechanism), Timeline.curve(points, mechanism, level)));
        curves = drawn;
        setAccessibleText(level == null ? "Reward by step" : "Probability of " + level.word() + " by step");
        draw();
    }

    private void draw() {
        double width = getWidth() - LEFT - RIGHT;
        double height = getHeight() - ABOVE - BELOW;
        List<Node> nodes = new ArrayList<>();
        if (width < 20 || height < 20) return;
        for (double tick : new double[] {0, 0.5, 1}) {
            double y = ABOVE + height * (1 - tick);
            Line line = new Line(LEFT, y, LEFT + width, y);
            line.getStyleClass().add("timeline-grid");
            nodes.add(line);
            nodes.add(text(tick == 0.5 ? "0.5" : String.valueOf((int) tick), 4, y - 8));
        }
        int every = Math.max(1, (int) Math.ceil(places * 56 / width));
        for (int i = 0; i < points.size(); i++) {
            boolean last = i == points.size() - 1;
            if (i % every == 0 && (last || points.size() - 1 - i >= every) || last)
                nodes.add(text(points.get(i).stop().label().replace("step ", ""), x(i, width) - 14, ABOVE + height + 3));
        }
        for (Drawn curve : curves) {
            Polyline line = polyline(curve);
            for (int i = 0; i < curve.values().length; i++) {
                double value = curve.values()[i];
                if (Double.isNaN(value)) {
                    if (!line.getPoints().isEmpty()) nodes.add(line);
                    line = polyline(curve);
                    continue;
                }
                double y = ABOVE + height * (1 - value);
                line.getPoints().addAll(x(i, width), y);
                Circle dot = new Circle(x(i, width), y, 3.5);
                dot.getStyleClass().addAll("timeline-dot", curve.styleClass());
                Tooltip.install(dot,
                        Texts.tooltip(String.format(Locale.ROOT, "%s, %s: %.3f", points.get(i).stop().label(), curve.name(), value)));
                nodes.add(dot);
            }
            if (!line.getPoints().isEmpty()) nodes.add(line);
        }
        getChildren().setAll(nodes);
    }

    private double x(int index, double width) { return LEFT + (places < 2 ? width / 2 : width * index / (places - 1)); }

    private static Polyline polyline(Drawn curve) {
        Polyline line = new Polyline();
        line.setMouseTransparent(true);
        line.getStyleClass().addAll("timeline-line", curve.styleClass());
        return line;
    }

    private static Label text(String words, double x, double y) {
        Label label = Texts.muted(words);
        label.setWrapText(false);
        label.getStyleClass().add("timeline-tick");
        label.setManaged(false);
        label.setMouseTransparent(true);
        label.resizeRelocate(x, y, 60, 16);
        return label;
    }
}
