package org.empathyworkbench.markup;

import java.util.Map;

/**
 * Any text as LaTeX that compiles with pdfLaTeX, XeLaTeX and LuaLaTeX. Characters beyond Latin-1 and the usual typographic marks, which
 * pdfLaTeX has no letters for, go through a macro of the preamble: the newer engines print them, pdfLaTeX prints their number.
 */
public final class LatexText {
    private static final Map<Integer, String> WORDS = Map.ofEntries(Map.entry((int) '\\', "\\textbackslash{}"),
            Map.entry((int) '~', "\\textasciitilde{}"), Map.entry((int) '^', "\\textasciicircum{}"), Map.entry((int) '<', "\\textless{}"),
            Map.entry((int) '>', "\\textgreater{}"), Map.entry((int) '|', "\\textbar{}"), Map.entry((int) '`', "\\textasciigrave{}"),
            Map.entry((int) '\'', "\\textquotesingle{}"), Map.entry((int) '"', "\\textquotedbl{}"), Map.entry(0x2018, "`"),
            Map.entry(0x2019, "'"), Map.entry(0x201C, "``"), Map.entry(0x201D, "''"),
            Map.entry(0x2013, "--"), Map.entry(0x2014, "---"), Map.entry(0x2026, "\\ldots{}"),
            Map.entry(0xB1, "$\\pm$"), Map.entry(0xA0, "~"), Map.entry(0x20AC, "\\texteuro{}"),
            Map.entry((int) '-', "{-}"), Map.entry((int) '[', "{[}"), Map.entry((int) ']', "{]}"));

    /**
     * Defines the macro for characters beyond Latin-1 where a document has none; a part of every file that holds texts of {@link #of}. Of
     * the three engines only pdfLaTeX lacks {@code \Umathchar}.
     */
    public static final String MACRO = "\\providecommand{\\othersign}[2]{\\ifdefined\\Umathchar #2\\else{[U+#1]}\\fi}\n";

    private LatexText() { }

    /** A line of comment, behind its sign: a line break would end it. */
    public static String comment(String text) {
        return "% " + text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ").strip() + "\n";
    }

    /** One line: line breaks become blanks. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        String line = text.replaceAll("\\s*\\R\\s*", " ").replace('\t', ' ');
        for (int i = 0; i < line.length(); i++) {
            int c = line.codePointAt(i);
            if (Character.isSupplementaryCodePoint(c)) i++;
            if (c == '\'' && isLetter(line, i - 1) && isLetter(line, i + 1)) out.append('\'');         // an apostrophe within a word
            else if (c == '-' && i > 0 && line.charAt(i - 1) != '-' && (i + 1 == line.length() || line.charAt(i + 1) != '-'))
                out.append('-');
            else if (WORDS.containsKey(c)) out.append(WORDS.get(c));
            else if ("&%$#_{}".indexOf(c) >= 0) out.append('\\').append((char) c);
            else if (c < 0x20 || c == 0x7F) out.append(' ');
            else if (c < 0x7F || c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) out.appendCodePoint(c);
            else out.append("\\othersign{").append(String.format("%04X", c)).append("}{").appendCodePoint(c).append('}');
        }
        return out.toString();
    }

    private static boolean isLetter(String text, int at) { return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at)); }
}
