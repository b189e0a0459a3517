package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A file of records whose lines are {@code key:value}, read line by line: the line with the first key begins a record, lines in front of
 * the first record may be passed over, blank lines and lines of dashes part records. Which keys a record must have is its reader's matter.
 */
final class KeyedRecords {
    /** A value with the place where it begins: line from 1, character of the line from 1. */
    record Value(String text, int line, int character) { }

    /** @param line where the record begins, from 1; @param values by key, in the file's order */
    record Entry(int line, Map<String, Value> values) { }

    private KeyedRecords() { }

    /**
     * @param beginKey of the line that begins a record
     * @param key      turns what stands before a line's first colon into the key it is kept by; null when it is no key of the format
     * @param expected the keys, for the sentence about a line that has none of them
     * @param preamble whether lines before the first record are passed over
     * @throws SourceLocation.Fault when a line has no key, a record has a key twice, or no line begins a record
     */
    static List<Entry> read(Path file, String text, String beginKey, UnaryOperator<String> key, String expected, boolean preamble) {
        List<Entry> entries = new ArrayList<>();
        Entry entry = null;
        int line = 0;
        for (String content : text.split("\r?\n", -1)) {
            line++;
            int colon = content.indexOf(':');
            String found = colon < 0 ? null : key.apply(content.substring(0, colon));
            if (beginKey.equals(found)) {
                entry = new Entry(line, new LinkedHashMap<>());
                entries.add(entry);
            }
            if (entry == null && preamble || parting(content)) continue;
            if (entry == null || found == null) {
                throw SourceLocation.character(file, line, 1).fault("The line does not begin with "
                        + (entry == null ? beginKey + ":" : "a key of this format (" + expected + ")"),
                        "Choose the file that belongs to this format.");
            }
            if (entry.values().put(found, new Value(content.substring(colon + 1), line, colon + 2)) != null) {
                throw SourceLocation.of(file, line).fault("The record has " + found + ": twice");
            }
        }
        if (entries.isEmpty()) throw SourceLocation.of(file).fault("The file has no line that begins with " + beginKey + ":",
                "Choose the file that belongs to this format.");
        return entries;
    }

    /** @throws SourceLocation.Fault naming the record when it lacks the key */
    static Value value(Path file, Entry entry, String key) {
        Value value = entry.values().get(key);
        if (value == null) throw SourceLocation.of(file, entry.line()).fault("The record that begins here has no line " + key + ":");
        return value;
    }

    private static boolean parting(String line) { return line.isBlank() || line.chars().allMatch(c -> c == '-'); }
}
