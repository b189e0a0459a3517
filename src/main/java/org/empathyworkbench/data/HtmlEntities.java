package org.empathyworkbench.data;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the HTML entities that Reddit's interface leaves in posts by the characters that people typed. The posts hold them, the
 * annotators' rationales mostly do not (they were marked in rendered text), so decoding both is what makes a rationale a part of its
 * post again; it also spares a model the letters of {@code &amp;amp;}. Some posts were encoded twice, so it is done until nothing is left.
 */
final class HtmlEntities {
    private static final Pattern ENTITY = Pattern.compile("&(?:(amp|lt|gt|quot|apos|nbsp)|#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));");
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00A0");

    private HtmlEntities() { }

    static boolean in(String text) { return text.indexOf('&') >= 0 && ENTITY.matcher(text).find(); }

    static String decode(String text) {
        String before = text;
        String after = once(before);
        while (!after.equals(before)) {        // each round is shorter, so it ends
            before = after;
            after = once(before);
        }
        return after;
    }

    private static String once(String text) {
        return text.indexOf('&') < 0 ? text : ENTITY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group(2),
                match.group(3), match.group())));
    }

    private static String character(String name, String decimal, String hexadecimal, String whole) {
        if (name != null) return NAMED.get(name);
        int code = decimal != null ? Integer.parseInt(decimal) : Integer.parseInt(hexadecimal, 16);
        boolean text = code > 0 && Character.isValidCodePoint(code) && !(code >= 0xD800 && code <= 0xDFFF);
        return text ? Character.toString(code) : whole;
    }
}
