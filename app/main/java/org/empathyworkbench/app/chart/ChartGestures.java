package org.empathyworkbench.app.chart;

import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.empathyworkbench.chart.ChartNote;
import org.empathyworkbench.chart.Span;
import org.empathyworkbench.chart.XAxis;

/**
 * What mouse and keyboard do with a chart.
 *
 * <ul>
 * <li>Moving reads the values at the nearest step. A click opens that step; a click on a note's flag opens the note.</li>
 * <li>Dragging zooms to what is dragged over; Shift and dragging, or the middle button, moves the part that is looked at.</li>
 * <li>Ctrl and the wheel zoom around the mouse (the wheel alone where nothing scrolls); a sideways wheel moves; two fingers zoom. A double
 * click shows everything.</li>
 * <li>Left and right move the crosshair, with Shift the part; + and - zoom around the crosshair; 0 or Home shows everything; Enter opens
 * the step; N writes a note there; L turns the logarithmic scale on and off.</li>
 * </ul>
 */
final class ChartGestures {
    private static final double STEP = 1.25;
    private static final double DRAGGED = 5;
    private final LiveChart chart;
    private final Pane place;
    private final Rectangle band = new Rectangle();
    private final PauseTransition click = new PauseTransition(Duration.millis(230));
    private double pressedX;
    private Span pressedSpan;
    private boolean panning;
    private boolean dragging;

    ChartGestures(LiveChart chart, Pane place) {
        this.chart = chart;
        this.place = place;
        band.getStyleClass().add("chart-band");
        band.setManaged(false);
        band.setVisible(false);
        band.setMouseTransparent(true);
        place.getChildren().add(band);
        place.addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX(), e.getY()));
        place.addEventHandler(MouseEvent.MOUSE_EXITED, e -> chart.axes().cursorProperty().set(Double.NaN));
        place.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        place.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        place.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        place.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        place.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        place.addEventHandler(ZoomEvent.ZOOM, e -> {
            zoom(1 / e.getZoomFactor(), e.getX());
            e.consume();
        });
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void point(double x, double y) {
        if (chart.view() == null || !chart.view().readable() || x < chart.view().left() - 3 || x > chart.view().right() + 3) {
            chart.axes().cursorProperty().set(Double.NaN);
            return;
        }
        chart.reader().point(y);
        chart.axes().cursorProperty().set(chart.reader().nearest(chart.view().value(x)));
    }

    private void press(MouseEvent e) {
        chart.requestFocus();
        pressedX = e.getX();
        dragging = false;
        ChartView view = chart.view();
        pressedSpan = view == null || !view.readable() ? null : view.seen();
        panning = e.getButton() == MouseButton.MIDDLE || e.isShiftDown();
    }

    private void drag(MouseEvent e) {
        if (pressedSpan == null || e.getButton() == MouseButton.SECONDARY) return;
        if (!dragging && Math.abs(e.getX() - pressedX) < DRAGGED) return;
        dragging = true;
        chart.axes().cursorProperty().set(Double.NaN);
        ChartView view = chart.view();
        if (panning) {
            double apart = pressedSpan.width() / (view.right() - view.left());
            chart.axes().windowProperty().set(pressedSpan.moved((pressedX - e.getX()) * apart));
            return;
        }
        double a = Math.max(view.left(), Math.min(pressedX, e.getX()));
        double b = Math.min(view.right(), Math.max(pressedX, e.getX()));
        band.setX(a);
        band.setWidth(Math.max(0, b - a));
        band.setY(view.top());
        band.setHeight(view.bottom() - view.top());
        band.setVisible(true);
    }

    private void release(MouseEvent e) {
        if (band.isVisible() && band.getWidth() > DRAGGED) {
            ChartView view = chart.view();
            chart.axes().windowProperty().set(new Span(view.value(band.getX()), view.value(band.getX() + band.getWidth())));
        }
        band.setVisible(false);
    }

    private void click(MouseEvent e) {
        if (e.getButton() != MouseButton.PRIMARY || dragging || !e.isStillSincePress()) return;
        if (e.getClickCount() == 2) {
            click.stop();
            chart.showAll();
            return;
        }
        ChartNote note = chart.reader().noteAt(e.getX(), e.getY());
        if (note != null && chart.notebook() != null) {
            chart.noteBox().edit(note);
            return;
        }
        point(e.getX(), e.getY());
        double at = chart.axes().cursorProperty().get();
        if (Double.isNaN(at)) return;
        click.setOnFinished(later -> open(at));      // a second click would have meant everything
        click.playFromStart();
    }

    private void open(double at) {
        ChartReader.Place nearest = chart.reader().place(at);
        if (nearest != null) chart.step(nearest.run(), nearest.step());
    }

    private void scroll(ScrollEvent e) {
        boolean zooms = e.isShortcutDown() || chart.wheelZooms();
        if (Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY()) && chart.axes().windowProperty().get() != null) {
            move(-e.getDeltaX() / Math.max(1, chart.view().right() - chart.view().left()));
            e.consume();
        } else if (zooms && e.getDeltaY() != 0) {
            zoom(e.getDeltaY() > 0 ? 1 / STEP : STEP, e.getX());
            e.consume();
        }
    }

    private void zoom(double factor, double px) {
        ChartView view = chart.view();
        if (view == null || !view.readable()) return;
        Span now = view.seen();
        Span next = now.scaled(factor, view.value(Math.max(view.left(), Math.min(px, view.right()))));
        Span whole = view.curves().whole();
        double least = chart.axes().axisProperty().get() == XAxis.STEP ? 2 : 0.1;
        if (next.width() < least) return;
        chart.axes().windowProperty().set(next.from() <= whole.from() && next.to() >= whole.to() ? null : next);
    }

    /** @param share of the width, to the right when positive */
    private void move(double share) {
        ChartView view = chart.view();
        if (view == null || !view.readable()) return;
        Span now = view.seen();
        chart.axes().windowProperty().set(now.moved(share * now.width()));
    }

    private void key(KeyEvent e) {
        if (chart.noteBox().isVisible() || chart.view() == null || !chart.view().readable() || e.isShortcutDown() || e.isAltDown()) return;
        double cursor = chart.axes().cursorProperty().get();
        double px = Double.isNaN(cursor) ? (chart.view().left() + chart.view().right()) / 2 : chart.view().at(cursor);
        boolean known = true;
        switch (e.getCode()) {
            case LEFT, RIGHT -> {
                int by = e.getCode() == KeyCode.LEFT ? -1 : 1;
                if (e.isShiftDown()) move(0.1 * by);
                else chart.axes().cursorProperty().set(chart.reader().neighbour(cursor, by));
            }
            case PLUS, ADD, EQUALS -> zoom(1 / STEP, px);
            case MINUS, SUBTRACT -> zoom(STEP, px);
            case DIGIT0, NUMPAD0, HOME -> chart.showAll();
            case ENTER -> { if (!Double.isNaN(cursor)) open(cursor); }
            // the letter is not typed into it
            case N -> { if (!Double.isNaN(cursor)) Platform.runLater(() -> chart.noteBox().add(cursor)); }
            case L -> chart.logScaleProperty().set(!chart.logScaleProperty().get());
            default -> known = false;
        }
        if (known) e.consume();
    }
}
