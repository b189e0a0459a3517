package org.empathyworkbench.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The column names of a table's header, normalised once, so that looking one up costs the same in every row. Names are compared without
 * regard to capitals, blanks at their ends and the kind of blank inside.
 */
final class ColumnNames {
    private static final Pattern BLANKS = Pattern.compile("[\\s-]+");

    private final List<String> written;
    private final List<String> normalised;
    private final List<String> nonEmpty;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final int named;

    ColumnNames(List<String> written) {
        this.written = List.copyOf(written);
        this.normalised = written.stream().map(ColumnNames::normalise).toList();
        this.nonEmpty = normalised.stream().filter(name -> !name.isEmpty()).toList();
        int last = 0;
        for (int i = 0; i < normalised.size(); i++) {
            String name = normalised.get(i);
            if (!name.isEmpty()) last = i + 1;
            if (positions.putIfAbsent(name, i) != null) repeated.add(name);
        }
        this.named = last;
    }

    /** A column's name normalised: lower case, trimmed, no byte order mark, inner blanks and hyphens as one underscore. */
    static String normalise(String raw) {
        String bare = raw.replace("\uFEFF", "").replace("\u200B", "").replace('\u00A0', ' ').strip();
        return BLANKS.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll("_");
    }

    /** As the file has them. */
    List<String> written() { return written; }

    /** In the order of the columns; empty where a column has no name. */
    List<String> normalised() { return normalised; }

    /** The normalised names without empty ones. */
    List<String> nonEmpty() { return nonEmpty; }

    /** How many columns there are without those at the end that have no name. */
    int named() { return named; }

    /** Position of the first column of this name from 0, -1 when there is none. */
    int position(String name) {
        Integer direct = positions.get(name);                       // most callers ask by a name that is normalised already
        return direct != null ? direct : positions.getOrDefault(normalise(name), -1);
    }

    /** Whether more than one column has the name. */
    boolean isRepeated(String name) { return !repeated.isEmpty() && repeated.contains(normalise(name)); }

    /** Whether the first fields of a row are these names again, as where files with headers were put together. */
    boolean repeatedBy(String[] fields) {
        if (fields.length < named) return false;
        for (int i = 0; i < named; i++) {
            if (!normalise(fields[i]).equals(normalised.get(i))) return false;
        }
        return true;
    }
}
