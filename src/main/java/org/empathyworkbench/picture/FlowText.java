package org.empathyworkbench.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Marks;
import org.jspecify.annotations.Nullable;

/**
 * Words that go on in the next line where one is full; a word that is wider than a line is broken. Marked
 * pieces have their mechanism's colour and name.
 */
final class FlowText implements Drawable {
    private static final FontRenderContext DRAWING = new FontRenderContext(null, true, true);
    /** Of a line's height, between two lines. */
    private static final double LEADING = 0.22;
    private static final float MARK_NAME = 0.68f;

    private final String text;
    private final AttributedString styled;

    private FlowText(String text, AttributedString styled) {
        this.text = text;
        this.styled = styled;
    }

    static FlowText of(String words, Font font, Color color) { return of(words, List.of(), font, font, color); }

    /** @param bold of marked pieces and the names behind them */
    static FlowText of(String words, List<Mark> marks, Font font, Font bold, Color color) {
        record Styled(String text, Font font, Color color, @Nullable Mark mark) { }
        List<Styled> pieces = new ArrayList<>();
        for (Marks.Piece piece : Marks.pieces(words, marks)) {
            Mark mark = piece.mark();
            pieces.add(new Styled(piece.text().replace('\r', ' ').replace('\t', ' '),
                    mark == null ? font : bold, mark == null ? color : Palette.words(mark.mechanism()), mark));
            if (mark == null) continue;
            pieces.add(new Styled("\u2009" + mark.mechanism().title().toLowerCase(Locale.ROOT),
                    bold.deriveFont(bold.getSize2D() * MARK_NAME), Palette.words(mark.mechanism()), null));
        }
        StringBuilder all = new StringBuilder();
        pieces.forEach(piece -> all.append(piece.text));
        String text = all.toString();
        AttributedString styled = new AttributedString(text.isEmpty() ? " " : text);
        styled.addAttribute(TextAttribute.FONT, font);
        int at = 0;
        for (Styled piece : pieces) {
            int end = at + piece.text.length();
            faces(styled, piece.text, piece.font, at);
            styled.addAttribute(TextAttribute.FOREGROUND, piece.color, at, end);
            if (piece.mark != null) {
                styled.addAttribute(TextAttribute.BACKGROUND, Palette.pale(piece.mark.mechanism()), at, end);
                styled.addAttribute(TextAttribute.UNDERLINE, TextAttribute.UNDERLINE_ON, at, end);
            }
            at = end;
        }
        return new FlowText(text, styled);
    }

    /** Stretches of signs that the font has, and of those for which the system's must stand in. */
    private static void faces(AttributedString styled, String text, Font font, int from) {
        int begin = 0;
        while (begin < text.length()) {
            boolean has = font.canDisplay(text.codePointAt(begin));
            int end = begin;
            while (end < text.length() && font.canDisplay(text.codePointAt(end)) == has) end += Character.charCount(text.codePointAt(end));
            styled.addAttribute(TextAttribute.FONT, has ? font : Fonts.inPlaceOf(font), from + begin, from + end);
            begin = end;
        }
    }

    private List<TextLayout> lines(double width) {
        List<TextLayout> lines = new ArrayList<>();
        LineBreakMeasurer measurer = new LineBreakMeasurer(styled.getIterator(), DRAWING);
        int length = styled.getIterator().getEndIndex();
        while (measurer.getPosition() < length) {
            int newline = text.indexOf('\n', measurer.getPosition());
            lines.add(measurer.nextLayout((float) Math.max(20, width), newline < 0 ? length : newline + 1, false));
        }
        return lines;
    }

    private static double high(TextLayout line) { return (line.getAscent() + line.getDescent()) * (1 + LEADING); }

    /** The width of its widest line. */
    double width(double most) { return Math.ceil(lines(most).stream().mapToDouble(TextLayout::getVisibleAdvance).max().orElse(0)); }

    @Override public double height(double width) { return Math.ceil(lines(width).stream().mapToDouble(FlowText::high).sum()); }

    @Override
    public void draw(Graphics2D page, double x, double y, double width) {
        double at = y;
        for (TextLayout line : lines(width)) {
            line.draw(page, (float) x, (float) (at + line.getAscent() + (high(line) - line.getAscent() - line.getDescent()) / 2));
            at += high(line);
        }
    }
}
