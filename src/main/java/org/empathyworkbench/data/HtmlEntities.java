package org.empathyworkbench.data;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.io.StorableText;

/**
 * Replaces the HTML entities that Reddit's interface leaves in posts by the original characters. The posts hold them, the
 * annotators' rationales mostly do not (they were marked in rendered text), so decoding both is what makes a rationale a part of its
 * post again; it also spares a model the letters of {@code &amp;amp;}. Some posts were encoded twice, so it is done until nothing is left,
 * a few times at the most. What would become a control character or a mark of the writing direction stays as it is: nobody typed it.
 */
final class HtmlEntities {
    private static final Pattern ENTITY = Pattern.compile("&(?:(amp|lt|gt|quot|apos|nbsp)|#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));");
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00A0");

    /** Maximum rounds; bounds the work for a text of nested {@code amp;}. */
    private static final int MOST_ROUNDS = 8;

    private HtmlEntities() { }

    static boolean in(String text) { return text.indexOf('&') >= 0 && ENTITY.matcher(text).find(); }

    static String decode(String text) {
        String before = text;
        String after = once(before);
        for (int round = 1; round < MOST_ROUNDS && !after.equals(before); round++) {
            before = after;
            after = once(before);
        }
        return after;
    }

    private static String once(String text) {
        return text.indexOf('&') < 0 ? text : ENTITY.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group(2), match.group(3), match.group())));
    }

    private static String character(String name, String decimal, String hexadecimal, String whole) {
        if (name != null) return NAMED.get(name);
        int code = decimal != null ? Integer.parseInt(decimal) : Integer.parseInt(hexadecimal, 16);
        if (!Character.isValidCodePoint(code)) return whole;
        String character = Character.toString(code);
        return !StorableText.is(character) || HiddenCharacters.holdsUntyped(character) ? whole : character;
    }
}
