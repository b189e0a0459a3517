package org.empathyworkbench.picture;

import java.awt.Color;
import org.empathyworkbench.dialogue.Mechanism;

/** The colours of a picture: those of the window's light theme, on white, since a picture goes into a paper or onto a slide. */
final class Palette {
    static final Color PAPER = Color.WHITE;
    static final Color TEXT = new Color(0x1f2328);
    static final Color MUTED = new Color(0x59636e);
    static final Color LINE = new Color(0xd1d9e0);
    static final Color SPEAKER = new Color(0xeef1f4);
    static final Color LISTENER = new Color(0xddf0ff);

    private Palette() { }

    /** A strong level's chip. */
    static Color full(Mechanism mechanism) { return new Color(of(mechanism, 0xc2410c, 0x6d4bd8, 0x0f766e)); }

    /** Words. */
    static Color words(Mechanism mechanism) { return new Color(of(mechanism, 0xb23a0b, 0x5d3fc4, 0x0c6a63)); }

    /** A weak level's chip, and behind marked words. */
    static Color pale(Mechanism mechanism) { return new Color(of(mechanism, 0xfde8dc, 0xebe6fb, 0xd5f2ee)); }

    /** Around a weak level's chip. */
    static Color border(Mechanism mechanism) { return new Color(of(mechanism, 0xf3b999, 0xc3b5f1, 0x8fd3cb)); }

    private static int of(Mechanism mechanism, int reaction, int interpretation, int exploration) {
        return switch (mechanism) {
            case EMOTIONAL_REACTION -> reaction;
            case INTERPRETATION -> interpretation;
            case EXPLORATION -> exploration;
        };
    }
}
