package org.empathyworkbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CurveChartTest {
    private static final int BLUE = 0x0969da;
    private static final int PINK = 0xbf3989;
    private static final int NOTE = 0xbf8700;

    private static ChartLine line(String name, int series, int points, IntToDoubleFunction y) {
        Curve curve = new Curve();
        for (int i = 0; i < points; i++) curve.add(i, i, y.applyAsDouble(i));
        return ChartLine.of(name, name, curve, LineStyle.series(series));
    }

    private static ChartSubject of(double smoothing, ChartLine... lines) { return ChartSubject.of(List.of(lines), smoothing, List.of()); }

    @Test void aSpikeOfOneStepInAMillionIsSeenWhereItStands() {
        Drawing drawing = Drawing.of(of(0, line("a", 0, 1_000_000, i -> i == 700_000 ? 10 : 1)), 500, 240);
        double x = drawing.xAt(700_000);
        double y = drawing.yAt(9.9);
        assertThat(drawing.has(BLUE, x - 2, y, x + 2, drawing.yAt(5))).isTrue();
        assertThat(drawing.has(BLUE, drawing.area().getMinX(), 0, x - 4, drawing.yAt(5))).isFalse();
    }

    @Test void rawValuesStandFaintBehindTheSmoothedLine() {
        Drawing plain = Drawing.of(of(0, line("a", 0, 300, i -> i % 2 == 0 ? 0 : 1)), 700, 240);
        Drawing smooth = Drawing.of(of(50, line("a", 0, 300, i -> i % 2 == 0 ? 0 : 1)), 700, 240);
        double left = plain.area().getCenterX();
        assertThat(plain.has(BLUE, left, plain.yAt(0.98), plain.area().getMaxX(), plain.yAt(0.8))).isTrue();
        assertThat(smooth.has(BLUE, left, smooth.yAt(0.98), smooth.area().getMaxX(), smooth.yAt(0.8))).as("faint now").isFalse();
        assertThat(smooth.has(BLUE, left, smooth.yAt(0.6), smooth.area().getMaxX(), smooth.yAt(0.4))).as("the average").isTrue();
        assertThat(smooth.yAt(0) - smooth.yAt(1)).as("the scale holds the raw values").isGreaterThan(100);
    }

    @Test void aGapIsNotBridgedAndIsSaid() {
        Drawing drawing = Drawing.of(of(0, line("a", 0, 200, i -> i > 90 && i < 110 ? Double.NaN : 1)), 500, 200);
        assertThat(drawing.has(BLUE, drawing.xAt(93), 0, drawing.xAt(107), 200)).isFalse();
        assertThat(drawing.has(BLUE, drawing.xAt(60), 0, drawing.xAt(80), 200)).isTrue();
        assertThat(drawing.chart().hint()).isEqualTo("19 gaps where a value is no number");
    }

    @Test void aSinglePointIsSeen() {
        Drawing drawing = Drawing.of(of(0, line("a", 0, 1, i -> 3)), 300, 200);
        assertThat(drawing.has(BLUE, drawing.xAt(0) - 3, drawing.yAt(3) - 3, drawing.xAt(0) + 3, drawing.yAt(3) + 3)).isTrue();
    }

    @Test void aLogarithmicScaleSaysWhatItLeavesOutAndRefusesWhereNothingIsLeft() {
        ChartSubject some = of(0, line("a", 0, 100, i -> i == 50 ? -1 : 1 + i));
        Drawing drawing = Drawing.of(new ChartSubject(some.lines(), XAxis.STEP, 0, null, true, List.of(), List.of(), null, null), 400, 200);
        assertThat(drawing.chart().hint()).isEqualTo("1 value at or below 0 not drawn");
        assertThat(drawing.chart().readable()).isTrue();
        ChartSubject none = of(0, line("a", 0, 100, i -> -1));
        Drawing nothing = Drawing.of(new ChartSubject(none.lines(), XAxis.STEP, 0, null, true, List.of(), List.of(), null, null), 400, 200);
        assertThat(nothing.chart().readable()).isFalse();
        assertThat(nothing.chart().hint()).startsWith("No value is above 0");
        assertThat(nothing.count(0xffffff, 0, 0, 400, 200)).as("the sentence is drawn").isBetween(70_000, 79_990);
    }

    @Test void notesMarksAndTheOpenStepStandWhereTheyBelong() {
        ChartLine line = line("a", 1, 101, i -> i / 100.0);
        List<ChartNote> notes = List.of(new ChartNote(1, "a", 30, "halved"));
        Drawing drawing = Drawing.of(new ChartSubject(List.of(line), XAxis.STEP, 0, null, false, notes,
                List.of(new ChartMark(0.25, "target")), null, 70), 600, 300);
        double note = drawing.xAt(30);
        assertThat(drawing.has(NOTE, note, drawing.area().getMinY(), note + 7, drawing.area().getMinY() + 6)).as("the flag").isTrue();
        double open = drawing.xAt(70);
        assertThat(drawing.count(0xffffff, open - 0.5, drawing.area().getMinY() + 8, open + 0.5, drawing.area().getMaxY()))
                .as("the open step").isZero();
        assertThat(drawing.count(0xffffff, open + 4, drawing.area().getMinY() + 8, open + 5, drawing.area().getMaxY())).isGreaterThan(150);
        double mark = drawing.yAt(0.25);
        int beside = drawing.count(0xffffff, drawing.xAt(40), mark + 4, drawing.xAt(65), mark + 5);
        int dashes = drawing.count(0xffffff, drawing.xAt(40), mark - 0.5, drawing.xAt(65), mark + 0.5);
        assertThat(beside).isGreaterThan(100);
        assertThat(dashes).as("white between the dashes of the mark alone").isBetween(1, (int) (0.7 * beside));
        Drawing away = Drawing.of(new ChartSubject(List.of(line), XAxis.STEP, 0, new Span(40, 60), false,
                notes, List.of(), null, 70), 600, 300);
        assertThat(away.has(NOTE, 0, 0, 600, 300)).as("nothing of what is not seen").isFalse();
    }

    @Test void aMarkAndAllValuesAreWithinTheScaleOfTheWhole() {
        Drawing drawing = Drawing.of(ChartSubject.of(List.of(line("a", 0, 50, i -> i)), 0, List.of(new ChartMark(80, "target"))), 400, 200);
        assertThat(drawing.chart().y().getRange().contains(80)).isTrue();
        assertThat(drawing.chart().y().getRange().contains(0)).isTrue();
    }

    @Test void aGroupIsDrawnWithItsBand() {
        Curve one = new Curve();
        Curve two = new Curve();
        for (int i = 0; i < 60; i++) {
            one.add(i, i, 1);
            two.add(i, i, 2);
        }
        Drawing drawing = Drawing.of(of(0, ChartLine.of("both", "a", new SeedGroup(List.of(one, two)), LineStyle.series(0))), 400, 240);
        int band = ChartPalette.faint(new Color(BLUE), 1).getRGB();
        assertThat(drawing.has(band, drawing.xAt(30) - 2, drawing.yAt(1.5) - 2, drawing.xAt(30) + 2, drawing.yAt(1.5) + 2))
                .as("the mean").isTrue();
        int pale = 0xd9e9fa;
        assertThat(drawing.has(pale, drawing.xAt(30), drawing.yAt(1.9), drawing.xAt(31), drawing.yAt(1.7))).as("the band").isTrue();
        assertThat(drawing.has(pale, drawing.xAt(30), 0, drawing.xAt(31), drawing.yAt(2.02))).isFalse();
    }

    @Test void theLineThatStandsOutIsStrongAndTheOthersFaint() {
        ChartLine one = line("one", 0, 50, i -> 1);
        ChartLine two = line("two", 1, 50, i -> 2);
        Drawing drawing = Drawing.of(new ChartSubject(List.of(one, two), XAxis.STEP, 0, null, false, List.of(), List.of(),
                "one", null), 400, 200);
        assertThat(drawing.has(BLUE, 0, 0, 400, 200)).isTrue();
        assertThat(drawing.has(PINK, 0, 0, 400, 200)).isFalse();
    }
}
