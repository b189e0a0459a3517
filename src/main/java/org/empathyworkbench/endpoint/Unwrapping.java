package org.empathyworkbench.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes what models put around the requested turn: a name before it, quotes, bold or a code fence around the whole, template tokens at
 * its end. Quotes within it, or on one side only, belong to the turn and are kept.
 *
 * @param text     the rest
 * @param takenOff each removed wrapping, outermost first, verbatim, such as {@code quotes "..."}; empty for none
 */
record Unwrapping(String text, List<String> takenOff) {
    /** Maximum nesting of wrappings. */
    private static final int MOST = 12;
    /** Maximum length of a name or mark; bounds the search in very long answers. */
    private static final int LONGEST = 300;
    private static final String NAME = "(?:the\\s+)?(?:empathetic\\s+|empathic\\s+|my\\s+|possible\\s+)?(?:"
            + "listener|assistant|chat\\s?bot|bot|ai|model|therapist|counsell?or|supporter|response|reply|answer"
            + "|final\\s+answer|next\\s+turn|turn|listener[\u2019']s\\s+(?:next\\s+)?(?:turn|response|reply))";
    private static final String OPEN = "(?:\\*{1,3}|_{1,3}|\\[|<|\\()?";
    private static final String SHUT = "(?:\\*{1,3}|_{1,3}|]|>|\\))?";
    /** {@code Listener:}, {@code **Response:**}, {@code [Assistant]:}, {@code ### Answer:}, {@code Listener (warmly):}. */
    private static final Pattern NAMED = Pattern.compile("(?i)^(?:#{1,6}\\s*)?" + OPEN + NAME
            + "(?:\\s*\\([^()\\n]{1,40}\\))?" + SHUT + "\\s*[:\uff1a]\\s*" + SHUT + "[ \\t]*\\n*\\s*");
    /** A name alone on the first line, as a heading or in bold. */
    private static final Pattern HEADED = Pattern.compile("(?i)^(?:#{1,6}\\s*" + NAME
            + "\\s*#*|\\*{1,3}" + NAME + "\\*{1,3}|\\[" + NAME + "])\\s*\\n\\s*");
    private static final Pattern FENCE = Pattern.compile("(?s)^(`{3,}|~{3,})([\\w+-]{0,20})[ \\t]*\\n(.*?)\\n?[ \\t]*\\1$");
    private static final Pattern ELEMENT = Pattern.compile("(?is)^<(answer|response|reply|output|final|final_answer|solution)>(.*)</\\1>$");
    private static final Pattern SOLUTION =
            Pattern.compile("(?is)^(?:<\\|begin_of_solution\\|>|<\\|START_RESPONSE\\|>|\u25c1response\u25b7)(.*?)"
                    + "(?:<\\|end_of_solution\\|>|<\\|END_RESPONSE\\|>|\u25c1/response\u25b7)?$");
    private static final Pattern END_MARK =
            Pattern.compile("(?i)(<\\|(?:im_end|eot_id|end|endoftext|return|end_of_text|eom_id|end_of_turn|"
                    + "assistant|user)\\|>|</s>|<end_of_turn>|<eos>|\\[/?INST]|<\uff5cend\u2581of\u2581sentence\uff5c>)$");
    private static final Map<Character, Character> PAIRS = Map.of('\u201c', '\u201d', '\u00ab',
            '\u00bb', '\u2018', '\u2019', '\u300c', '\u300d', '\u300e', '\u300f', '\u2039', '\u203a');
    private static final Pattern ELISION = Pattern.compile("(?i)^['\u2018\u2019](?:tis|twas|cause|em|til|bout|n|round|kay|sup|ere)\\b.*",
            Pattern.DOTALL);

    static Unwrapping of(String answer) {
        List<String> off = new ArrayList<>();
        String text = answer.strip();
        for (int i = 0; i < MOST && !text.isEmpty(); i++) {
            String before = text;
            text = layer(text, off).strip();
            if (text.equals(before)) break;
        }
        return new Unwrapping(text, off);
    }

    private static String layer(String text, List<String> off) {
        String tail = text.substring(Math.max(0, text.length() - LONGEST));
        Matcher end = END_MARK.matcher(tail);
        if (end.find()) return off(off, "mark " + end.group(1), text.substring(0, text.length() - end.group(1).length()));
        Matcher element = ELEMENT.matcher(text);
        if (element.matches() && !element.group(2).contains("</" + element.group(1) + ">"))
            return off(off, "mark <" + element.group(1) + ">", element.group(2));
        Matcher solution = SOLUTION.matcher(text);
        if (solution.matches()) return off(off, "mark " + text.substring(0, solution.start(1)), solution.group(1));
        Matcher fence = FENCE.matcher(text);
        if (fence.matches() && !fence.group(3).contains(fence.group(1)))
            return off(off, "code fence " + fence.group(1) + fence.group(2), fence.group(3));
        for (Pattern name : List.of(NAMED, HEADED)) {
            Matcher named = name.matcher(text.substring(0, Math.min(text.length(), LONGEST)));
            if (named.find()) return balanced(text, named, off);
        }
        if (text.lines().allMatch(line -> line.startsWith(">") || line.isBlank()) && text.startsWith(">")) {
            return off(off, "quotation marks of Markdown >", text.replaceAll("(?m)^>[ \\t]?", ""));
        }
        for (String around : List.of("***", "**", "__", "*", "_", "``", "`")) {
            if (emphasised(text, around))
                return off(off, (around.startsWith("`") ? "code " : around.length() == 1 ? "italics " : "bold ")
                        + around + "\u2026" + around, inner(text, around.length()));
        }
        return quotes(text, off);
    }

    private static String off(List<String> off, String what, String rest) {
        off.add(what);
        return rest;
    }

    /** {@code **Listener: I see.**}: the bold starts before the name and ends after the turn, so its end is removed too. */
    private static String balanced(String text, Matcher named, List<String> off) {
        String name = named.group().strip();
        String rest = text.substring(named.end());
        off.add("name " + name);
        for (String around : List.of("***", "**", "__", "*", "_")) {
            if (name.startsWith(around) && !name.substring(around.length()).contains(around)) {
                return rest.endsWith(around) && !rest.substring(0, rest.length() - around.length()).contains(around)
                        ? rest.substring(0, rest.length() - around.length()) : rest;
            }
        }
        return rest;
    }

    private static boolean emphasised(String text, String around) {
        int width = around.length();
        if (text.length() <= 2 * width || !text.startsWith(around) || !text.endsWith(around)) return false;
        String inner = inner(text, width);
        char mark = around.charAt(0);
        return inner.indexOf(mark) < 0 && !Character.isWhitespace(inner.charAt(0))
                && !Character.isWhitespace(inner.charAt(inner.length() - 1));
    }

    private static String inner(String text, int width) { return text.substring(width, text.length() - width); }

    private static String quotes(String text, List<String> off) {
        if (text.length() < 2) return text;
        // "I am sorry".  The full stop after the quotes belongs to the turn.
        char last = text.charAt(text.length() - 1);
        String tail = ".,!?".indexOf(last) >= 0 && text.length() > 2 && !Character.isLetterOrDigit(text.charAt(text.length() - 2))
                ? String.valueOf(last) : "";
        String body = text.substring(0, text.length() - tail.length());
        char open = body.charAt(0);
        Character shut = open == '"' || open == '\'' ? Character.valueOf(open) : open == '\u201e' ? germanEnd(body) : PAIRS.get(open);
        if (shut == null || body.length() < 2 || body.charAt(body.length() - 1) != shut) return text;
        String inner = body.substring(1, body.length() - 1);
        if (!tail.isEmpty() && !inner.isEmpty() && ".,!?".indexOf(inner.charAt(inner.length() - 1)) >= 0) return text;
        if (!around(inner, open, shut) || ELISION.matcher(body).matches()) return text;
        return off(off, "quotes " + open + "\u2026" + shut, inner + tail);
    }

    private static Character germanEnd(String body) { return body.charAt(body.length() - 1) == '\u201d' ? '\u201d' : '\u201c'; }

    /** Whether the first and the last mark form a pair: nothing between them closes the first. */
    private static boolean around(String inner, char open, char shut) {
        if (open != shut && shut != '\u2019') {
            int depth = 1;
            for (int i = 0; i < inner.length(); i++) {
                if (inner.charAt(i) == open) depth++;
                else if (inner.charAt(i) == shut && --depth == 0) return false;
            }
            return depth == 1;
        }
        // the direction of straight quotes and apostrophes depends on the characters around them
        int depth = 1;
        for (int i = 0; i < inner.length(); i++) {
            char one = inner.charAt(i);
            if (one != open && one != shut) continue;
            boolean letterBefore = i > 0 && Character.isLetterOrDigit(inner.charAt(i - 1));
            boolean letterAfter = i + 1 < inner.length() && Character.isLetterOrDigit(inner.charAt(i + 1));
            if (one != '"' && letterBefore && letterAfter) continue;                        // I'm
            boolean opens = open != shut && one == open
                    || (i == 0 || Character.isWhitespace(inner.charAt(i - 1)) || "([{-\u2014".indexOf(inner.charAt(i - 1)) >= 0)
                    && i + 1 < inner.length() && !Character.isWhitespace(inner.charAt(i + 1));
            depth += opens ? 1 : -1;
            if (depth == 0) return false;
        }
        return depth == 1;
    }
}
