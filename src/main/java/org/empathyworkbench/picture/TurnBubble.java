package org.empathyworkbench.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;

/** A turn: speaker's name and a text bubble at their side. */
final class TurnBubble implements Drawable {
    private static final double PAD_X = 18;
    private static final double PAD_Y = 11;
    private static final double ARC = 26;
    private static final double WIDEST = 0.94;
    private static final double BELOW_NAME = 4;

    private final FlowText who;
    private final FlowText said;
    private final Color fill;
    private final boolean right;

    TurnBubble(FlowText who, FlowText said, Color fill, boolean right) {
        this.who = who;
        this.said = said;
        this.fill = fill;
        this.right = right;
    }

    private static double inner(double width) { return width * WIDEST - 2 * PAD_X; }

    @Override public double height(double width) { return who.height(width) + BELOW_NAME + said.height(inner(width)) + 2 * PAD_Y; }

    @Override
    public void draw(Graphics2D page, double x, double y, double width) {
        double wide = said.width(inner(width)) + 2 * PAD_X;
        double left = right ? x + width - wide : x;
        double named = who.width(width);
        who.draw(page, right ? x + width - named - 4 : x + 4, y, width);
        double top = y + who.height(width) + BELOW_NAME;
        page.setColor(fill);
        page.fill(new RoundRectangle2D.Double(left, top, wide, said.height(inner(width)) + 2 * PAD_Y, ARC, ARC));
        said.draw(page, left + PAD_X, top + PAD_Y, inner(width));
    }
}
