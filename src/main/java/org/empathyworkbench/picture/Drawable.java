package org.empathyworkbench.picture;

import java.awt.Graphics2D;
import java.util.List;

/** Something that takes as much height as it needs in a given width. Lengths are pixels of a picture before it is enlarged. */
interface Drawable {
    double height(double width);

    /** @param x, y its upper left corner */
    void draw(Graphics2D page, double x, double y, double width);

    /** Blocks one below the other. */
    static Drawable column(double gap, List<? extends Drawable> blocks) {
        return new Drawable() {
            @Override public double height(double width) {
                return blocks.stream().mapToDouble(block -> block.height(width)).sum() + gap * Math.max(0, blocks.size() - 1);
            }

            @Override
            public void draw(Graphics2D page, double x, double y, double width) {
                double at = y;
                for (Drawable block : blocks) {
                    block.draw(page, x, at, width);
                    at += block.height(width) + gap;
                }
            }
        };
    }
}
