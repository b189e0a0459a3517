package org.empathyworkbench.markup;

/**
 * Any text as Markdown (CommonMark with GitHub's tables) that shows the text and nothing else: no tag, link, emphasis, code, list, heading
 * or new cell.
 */
public final class Markdown {
    private Markdown() { }

    /** One line of Markdown: line breaks become blanks, blanks around it go. Fits a cell, a heading and the text of a paragraph. */
    public static String line(String text) { return part(text.replaceAll("\\s*\\R\\s*", " ").strip()); }

    /**
     * As {@link #line}, with the text's own blanks at both ends kept: for a part of a line that begins the line only if {@code text} is all
     * of it.
     */
    public static String part(String text) {
        String line = text.replaceAll("\\s*\\R\\s*", " ").replace('\t', ' ');
        return line.replaceAll("([\\\\`*_{}\\[\\]<>()#|~&$!+@^])", "\\\\$1")
                .replaceAll("^(\\s*)([-=:])", "$1\\\\$2").replaceAll("^(\\s*\\d+)\\.(?=\\s|$)", "$1\\\\.")
                .replace("://", "\\://").replaceAll("(?i)\\bwww\\.", "www\\\\.");
    }
}
