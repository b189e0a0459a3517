package org.empathyworkbench.app.runs;

import java.util.ArrayList;
import java.util.List;

/** How one text became another, word by word: a longest common subsequence stays, the rest went or came. */
record WordChanges(List<Part> parts) {
    /** What became of a run of words. */
    enum Kind { SAME, GONE, NEW }

    /** Words that share their fate, joined by blanks. */
    record Part(Kind kind, String words) { }

    static WordChanges between(String before, String after) {
        String[] a = words(before);
        String[] b = words(after);
        int[][] common = new int[a.length + 1][b.length + 1];        // of a[i..] and b[j..]
        for (int i = a.length - 1; i >= 0; i--) {
            for (int j = b.length - 1; j >= 0; j--) {
                common[i][j] = a[i].equals(b[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Part> parts = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (i < a.length && j < b.length && a[i].equals(b[j])) {
                add(parts, Kind.SAME, a[i++]);
                j++;
            } else if (i < a.length && (j == b.length || common[i + 1][j] >= common[i][j + 1])) {
                add(parts, Kind.GONE, a[i++]);
            } else {
                add(parts, Kind.NEW, b[j++]);
            }
        }
        return new WordChanges(List.copyOf(parts));
    }

    private static String[] words(String text) { return text.isBlank() ? new String[0] : text.strip().split("\\s+"); }

    private static void add(List<Part> parts, Kind kind, String word) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).kind() == kind) parts.set(last, new Part(kind, parts.get(last).words() + " " + word));
        else parts.add(new Part(kind, word));
    }
}
