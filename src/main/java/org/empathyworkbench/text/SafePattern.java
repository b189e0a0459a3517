package org.empathyworkbench.text;

import java.util.Set;

/**
 * Which regular expressions of a tokenizer.json are handed to the native reader. That one searches by trying again, and when a text makes
 * it try more than ten million times it aborts the whole process; a pattern such as {@code (a+)+$} needs thirty characters for that. So a
 * pattern is taken only when every text is searched in time linear to its length: the published ones by their text, and others where each
 * alternative repeats at most its last part, without groups, references and anchors behind it.
 */
final class SafePattern {
    private static final String CONTRACTIONS = "'s|'t|'re|'ve|'m|'ll|'d";
    /** Of GPT-2; Llama 3 and the cl100k vocabulary; Qwen 2; o200k; BLOOM. */
    private static final Set<String> PUBLISHED = Set.of(
            CONTRACTIONS + "| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "(?i:" + CONTRACTIONS
            + ")|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "(?i:" + CONTRACTIONS + ")|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:" + CONTRACTIONS
            + ")?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:"
            + CONTRACTIONS + ")?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            " ?[^(\\s|[.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c])]+");
    private static final int LONGEST = 400;
    private static final int MOST_OPTIONAL = 4;
    private static final int MOST_REPEATS = 100;
    private static final String ESCAPES = "dDwWsSnrtfv";

    private final String pattern;
    private int at;

    private SafePattern(String pattern) { this.pattern = pattern; }

    /** @return whether every text is searched for the pattern in linear time, and no match is empty */
    static boolean is(String pattern) {
        if (PUBLISHED.contains(pattern)) return true;
        if (pattern.isEmpty() || pattern.length() > LONGEST) return false;
        return new SafePattern(pattern).alternatives();
    }

    private boolean alternatives() {
        while (true) {
            if (!alternative()) return false;
            if (at == pattern.length()) return true;
            at++;                                                               // the bar
        }
    }

    /** Parts one after the other; the last one may be repeated, some may be optional, one at least may not. */
    private boolean alternative() {
        int needed = 0;
        int optional = 0;
        boolean repeated = false;
        if (at < pattern.length() && pattern.charAt(at) == '^') at++;
        while (at < pattern.length() && pattern.charAt(at) != '|') {
            if (repeated || !part()) return false;
            char next = at < pattern.length() ? pattern.charAt(at) : 0;
            if (next == '?') {
                at++;
                optional++;
            } else if (next == '*') {
                at++;
                repeated = true;
            } else if (next == '+') {
                at++;
                needed++;
                repeated = true;
            } else if (next == '{') {
                int least = repeats();
                if (least < 0) return false;
                if (least > 0) needed++;
                repeated = true;
            } else {
                needed++;
            }
        }
        return needed > 0 && optional <= MOST_OPTIONAL;
    }

    /** One character: itself, escaped, a class, or any. */
    private boolean part() {
        char c = pattern.charAt(at);
        if (c == '\\') return escape();
        if (c == '[') return characterClass();
        if ("()^$*+?{}]".indexOf(c) >= 0) return false;
        at += Character.charCount(pattern.codePointAt(at));
        return true;
    }

    private boolean escape() {
        if (at + 1 >= pattern.length()) return false;
        char c = pattern.charAt(at + 1);
        if (c == 'p' || c == 'P') {
            int end = pattern.indexOf('}', at);
            if (end < 0 || !pattern.substring(at + 2, end + 1).matches("\\{\\^?[A-Za-z_]{1,40}\\}")) return false;
            at = end + 1;
            return true;
        }
        boolean letter = Character.isLetterOrDigit(c);
        if (letter && ESCAPES.indexOf(c) < 0 || c > 0x7e || c < 0x20) return false;
        at += 2;
        return true;
    }

    private boolean characterClass() {
        at++;
        if (at < pattern.length() && pattern.charAt(at) == '^') at++;
        int begin = at;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            char c = pattern.charAt(at);
            if (c == '[' || c == '&' && pattern.startsWith("&&", at)) return false;         // sets of sets
            if (c == '\\') {
                if (!escape()) return false;
            } else {
                at++;
            }
        }
        if (at >= pattern.length() || at == begin) return false;
        at++;
        return true;
    }

    /** {@code {n}}, {@code {n,}}, {@code {n,m}}: n, or -1 when it is none of them. */
    private int repeats() {
        int end = pattern.indexOf('}', at);
        if (end < 0 || !pattern.substring(at, end + 1).matches("\\{\\d{1,4}(,\\d{0,4})?\\}")) return -1;
        String[] numbers = pattern.substring(at + 1, end).split(",");
        int least = Integer.parseInt(numbers[0]);
        int most = numbers.length > 1 ? Integer.parseInt(numbers[1]) : least;
        at = end + 1;
        return least > MOST_REPEATS || most > MOST_REPEATS || most < least ? -1 : least;
    }
}
