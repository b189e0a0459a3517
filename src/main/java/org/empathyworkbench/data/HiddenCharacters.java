package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Invisible characters in a text: a NUL is rejected, broken or hidden ones are counted and kept. */
final class HiddenCharacters {
    private static final char MARK = '\uFEFF';
    /** The first byte of two or three of UTF-8, and what windows-1252 makes of the next. */
    private static final Pattern MISREAD =
            Pattern.compile("\u00C3[\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]"
                    + "|\u00E2(?:\u20AC|\u0080)[\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u02C6\u02DC\u2013-\u203A\u2122]");

    private HiddenCharacters() { }

    /** @throws SourceLocation.Fault at the first NUL */
    static void check(Path file, String text, ReadingNotes notes) {
        int broken = 0;
        int firstBroken = -1;
        int control = 0;
        int firstControl = -1;
        int unseen = 0;
        int firstUnseen = -1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) throw TextPlace.of(file, text, at).fault("A NUL character stands in the text");
            if (c == '\uFFFD') {
                if (broken++ == 0) firstBroken = at;
            } else if (isControl(c)) {
                if (control++ == 0) firstControl = at;
            } else if (isUnseen(c) && !(c == MARK && beginsLine(text, at))) {
                if (unseen++ == 0) firstUnseen = at;
            }
        }
        if (broken > 0) {
            notes.add("Kept, though broken at the source (the text holds the replacement character U+FFFD)", "character", broken,
                    TextPlace.of(file, text, firstBroken), TextPlace.around(text, firstBroken));
        }
        if (control > 0) {
            notes.add("Kept, though it is hidden (a control character in the text)", "character", control,
                    TextPlace.of(file, text, firstControl), TextPlace.around(text, firstControl));
        }
        if (unseen > 0) {
            notes.add("Kept although invisible (a bidirectional control, or a zero-width character)", "character", unseen,
                    TextPlace.of(file, text, firstUnseen), TextPlace.around(text, firstUnseen));
        }
        misread(file, text, notes);
    }

    /** A control character that is neither a line break nor a tab. */
    private static boolean isControl(char c) { return c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7F && c <= 0x9F; }

    /** Marks that turn the writing direction, and characters without a width but the joiners, which emoji and some scripts need. */
    private static boolean isUnseen(char c) {
        return turnsDirection(c) || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2060 || c == MARK;
    }

    /** Whether a decoded text, from JSON escapes or others, contains an invisible character. */
    static boolean holdsHidden(String text) { return text.chars().anyMatch(c -> isControl((char) c) || isUnseen((char) c)); }

    /** Whether a text contains a control character or a bidirectional control. */
    static boolean holdsUntyped(String text) { return text.chars().anyMatch(c -> isControl((char) c) || turnsDirection((char) c)); }

    private static boolean turnsDirection(char c) { return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069; }

    /** UTF-8 that some program once read as windows-1252 and saved again is valid, and wrong: {@code \u00C3\u00A9} for one letter. */
    private static void misread(Path file, String text, ReadingNotes notes) {
        if (text.indexOf('\u00C3') < 0 && text.indexOf('\u00E2') < 0) return;
        Matcher found = MISREAD.matcher(text);
        int count = 0;
        int first = -1;
        while (found.find()) {
            if (count++ == 0) first = found.start();
        }
        if (count > 0) {
            notes.add("Kept, though it looks like UTF-8 that another program read as windows-1252 and saved so",
                    "place", count, TextPlace.of(file, text, first), TextPlace.around(text, first));
        }
    }

    private static boolean beginsLine(String text, int at) { return at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r'; }

    /** A byte order mark at the beginning of a line comes from files that were put together; it is no part of the text. */
    static String withoutMarks(Path file, String text, ReadingNotes notes) {
        if (text.indexOf(MARK) < 0) return text;
        StringBuilder without = new StringBuilder(text.length());
        int marks = 0;
        int first = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) != MARK || !beginsLine(text, at)) without.append(text.charAt(at));
            else if (marks++ == 0) first = at;
        }
        notes.add("Left out, a byte order mark at the beginning of a line (files may have been put together)",
                "mark", marks, TextPlace.of(file, text, first), "");
        return without.toString();
    }
}
