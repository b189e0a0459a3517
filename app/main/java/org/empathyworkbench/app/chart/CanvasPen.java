package org.empathyworkbench.app.chart;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Draws on a canvas. */
final class CanvasPen implements Pen {
    private static final String FAMILY = "Inter";
    private final GraphicsContext graphics;

    CanvasPen(GraphicsContext graphics) {
        this.graphics = graphics;
        graphics.setLineJoin(StrokeLineJoin.ROUND);
        graphics.setTextBaseline(VPos.CENTER);
    }

    @Override public void rectangle(double x, double y, double width, double height, Color fill) {
        graphics.setFill(fill);
        graphics.fillRect(x, y, width, height);
    }

    @Override public void line(double[] xs, double[] ys, int n, Color color, double width, double[] dashes) {
        graphics.setStroke(color);
        graphics.setLineWidth(width);
        graphics.setLineCap(dashes.length == 0 ? StrokeLineCap.ROUND : StrokeLineCap.BUTT);
        graphics.setLineDashes(dashes);
        graphics.beginPath();
        boolean pen = false;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(ys[i])) pen = false;
            else if (pen) graphics.lineTo(xs[i], ys[i]);
            else {
                graphics.moveTo(xs[i], ys[i]);
                pen = true;
            }
        }
        graphics.stroke();
    }

    @Override public void area(double[] xs, double[] lows, double[] highs, int n, Color fill) {
        double[] allX = new double[2 * n];
        double[] allY = new double[2 * n];
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(highs[i]) || Double.isNaN(lows[i])) continue;
            allX[m] = xs[i];
            allY[m++] = highs[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            if (Double.isNaN(highs[i]) || Double.isNaN(lows[i])) continue;
            allX[m] = xs[i];
            allY[m++] = lows[i];
        }
        if (m < 3) return;
        graphics.setFill(fill);
        graphics.fillPolygon(allX, allY, m);
    }

    @Override public void dot(double x, double y, double radius, Color fill) {
        graphics.setFill(fill);
        graphics.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override public void text(String words, double x, double y, Align align, Color color, double size, boolean bold) {
        graphics.setFont(Font.font(FAMILY, bold ? FontWeight.BOLD : FontWeight.NORMAL, size));
        graphics.setTextAlign(switch (align) {
            case START -> TextAlignment.LEFT;
            case MIDDLE -> TextAlignment.CENTER;
            case END -> TextAlignment.RIGHT;
        });
        graphics.setFill(color);
        graphics.fillText(words, x, y);
    }

    @Override public void clip(double x, double y, double width, double height) {
        graphics.save();
        graphics.beginPath();
        graphics.rect(x, y, width, height);
        graphics.clip();
    }

    @Override public void unclip() {
        graphics.restore();
    }
}
