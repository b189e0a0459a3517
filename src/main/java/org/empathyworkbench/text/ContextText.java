package org.empathyworkbench.text;

import java.util.List;
import java.util.StringJoiner;

/**
 * How the turns of a context become one text for a model: joined by {@code " | "}, oldest first. The only place that says so.
 *
 * <p>Why a bar: it is one piece ({@code ▁|}, id 1820) in T5's own vocabulary, which line breaks are not (T5 drops them) and {@code </s>}
 * must not be (it ends the input); it hardly occurs in conversations; and {@link TokenizerTrainer} always gives it a piece. Roles need no
 * mark: turns alternate and the last one is the speaker's. A bar inside a turn is written as a slash, so the separator is unambiguous.
 */
public final class ContextText {
    /** The separator between two turns. */
    public static final String SEPARATOR = " | ";
    /** The one piece that the separator becomes. */
    public static final String SEPARATOR_PIECE = "\u2581|";

    private ContextText() { }

    /** @param turns oldest first, the last one by the speaker */
    public static String join(List<String> turns) { return join(turns, SEPARATOR); }

    /** As above, with something else between two turns: a blank for models whose training never showed the separator. */
    public static String join(List<String> turns, String between) {
        StringJoiner joined = new StringJoiner(between);
        for (String turn : turns) joined.add(turn.strip().replace('|', '/'));
        return joined.toString();
    }
}
