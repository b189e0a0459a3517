package org.empathyworkbench.data;

import java.nio.file.Path;

/** Characters of a text that nobody sees: a NUL is refused, what is broken or hidden is noted and stays. */
final class HiddenCharacters {
    private HiddenCharacters() { }

    /** @throws Place.Fault at the first NUL */
    static void check(Path file, String text, ReadingNotes notes) {
        int broken = 0;
        int firstBroken = -1;
        int control = 0;
        int firstControl = -1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) throw TextPlace.of(file, text, at).fault("A NUL character stands in the text");
            if (c == '\uFFFD') {
                if (broken++ == 0) firstBroken = at;
            } else if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7F && c <= 0x9F) {
                if (control++ == 0) firstControl = at;
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
    }

    /** A byte order mark at the beginning of a line comes from files that were put together; it is no part of the text. */
    static String withoutMarks(Path file, String text, ReadingNotes notes) {
        if (text.indexOf('\uFEFF') < 0) return text;
        StringBuilder without = new StringBuilder(text.length());
        int marks = 0;
        int first = 0;
        for (int at = 0; at < text.length(); at++) {
            boolean begins = at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r';
            if (text.charAt(at) != '\uFEFF' || !begins) without.append(text.charAt(at));
            else if (marks++ == 0) first = at;
        }
        notes.add("Left out, a byte order mark at the beginning of a line (files may have been put together)", "mark", marks, TextPlace.of(file, text, first), "");
        return without.toString();
    }
}
