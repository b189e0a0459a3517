package org.empathyworkbench.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** The three mechanisms with the words of their levels; a row that is full goes on below. */
final class Chips implements Drawable {
    private static final double PAD_X = 13;
    private static final double PAD_Y = 4;
    private static final double GAP = 8;

    /** A chip in its place. */
    private record Placed(Mechanism mechanism, Level level, FlowText name, FlowText word, double x, double y, double width) { }

    private final EmpathyProfile profile;
    private final Font plain;
    private final Font bold;

    Chips(EmpathyProfile profile, Font plain, Font bold) {
        this.profile = profile;
        this.plain = plain;
        this.bold = bold;
    }

    private List<Placed> placed(double width) {
        List<Placed> chips = new ArrayList<>();
        double x = 0;
        double y = 0;
        for (Mechanism mechanism : Mechanism.values()) {
            Level level = profile.level(mechanism);
            Color color = level == Level.NONE ? Palette.MUTED : level == Level.WEAK ? Palette.words(mechanism) : Color.WHITE;
            FlowText name = FlowText.of(mechanism.title(), plain, color);
            FlowText word = FlowText.of(level.word(), level == Level.NONE ? plain : bold, color);
            double wide = name.width(width) + GAP + word.width(width) + 2 * PAD_X;
            if (x > 0 && x + wide > width) {
                x = 0;
                y += name.height(width) + 2 * PAD_Y + GAP;
            }
            chips.add(new Placed(mechanism, level, name, word, x, y, wide));
            x += wide + GAP;
        }
        return chips;
    }

    private static double high(Placed chip) { return chip.name.height(chip.width) + 2 * PAD_Y; }

    @Override
    public double height(double width) {
        Placed last = placed(width).get(Mechanism.values().length - 1);
        return last.y + high(last);
    }

    @Override
    public void draw(Graphics2D page, double x, double y, double width) {
        for (Placed chip : placed(width)) {
            double high = high(chip);
            RoundRectangle2D shape = new RoundRectangle2D.Double(x + chip.x + 0.5, y + chip.y + 0.5, chip.width - 1, high - 1, high, high);
            page.setColor(chip.level == Level.NONE ? Palette.PAPER : chip.level == Level.WEAK
                    ? Palette.pale(chip.mechanism) : Palette.full(chip.mechanism));
            page.fill(shape);
            page.setColor(chip.level == Level.NONE ? Palette.LINE : chip.level == Level.WEAK
                    ? Palette.border(chip.mechanism) : Palette.full(chip.mechanism));
            page.setStroke(new BasicStroke(1));
            page.draw(shape);
            double name = chip.name.width(chip.width);
            chip.name.draw(page, x + chip.x + PAD_X, y + chip.y + PAD_Y, chip.width);
            chip.word.draw(page, x + chip.x + PAD_X + name + GAP, y + chip.y + PAD_Y, chip.width);
        }
    }
}
