package org.empathyworkbench.comparison;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Filter of contexts. A null or empty part matches everything. Of several samples of a column, the first one is used; its reward is the
 * mean of all.
 *
 * @param text      substring of the context, its reference or a response, case-insensitive
 * @param emotion   of the conversation
 * @param show      predicate
 * @param mechanism of {@link Show#DISAGREE} and {@link Show#MISSED}; null for any of the three
 * @param column    the system of {@link Show#MISSED} (null for any), and the first one of {@link Show#RISE}
 * @param other     the second system of {@link Show#RISE}
 * @param bar       a selected bar of the metrics
 */
public record RowFilter(String text, String emotion, Show show, Mechanism mechanism, String column, String other, Bar bar) {
    /** A predicate on contexts. */
    public enum Show {
        ALL("All contexts"), ANSWERED("Answered by every system"),
        DISAGREE("Systems disagree in a level"), RISE("Reward rises most"), MISSED("A level is missed");

        private final String words;

        Show(String words) { this.words = words; }

        public String words() { return words; }
    }

    /**
     * The contexts of one bar of the metrics.
     *
     * @param mechanism null for the contexts that the column wins
     * @param level     null for the contexts that the column wins
     */
    public record Bar(String column, Mechanism mechanism, Level level) { }

    public static final RowFilter ALL = new RowFilter("", null, Show.ALL, null, null, null, null);

    /**
     * The matching contexts, in their order; for {@link Show#RISE} those in which the reward rises, the greatest rise first.
     *
     * @param systems keys of the displayed columns, without the reference
     */
    public int[] rows(Comparison comparison, List<String> systems) {
        String sought = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        List<ComparedColumn> columns = systems.stream().map(comparison::column).filter(Objects::nonNull).toList();
        int[] rows = IntStream.range(0, comparison.size())
                .filter(row -> emotion == null || comparison.context(row).emotion().equals(emotion))
                .filter(row -> sought.isEmpty() || says(comparison.context(row), columns, row, sought))
                .filter(row -> asked(comparison, columns, row))
                .filter(row -> bar == null || answeredByAll(columns, row) && behind(comparison, columns, row)).toArray();
        return show == Show.RISE ? byRise(comparison, rows) : rows;
    }

    private static boolean says(ComparedContext context, List<ComparedColumn> columns, int row, String sought) {
        for (String turn : context.turns()) if (turn.toLowerCase(Locale.ROOT).contains(sought)) return true;
        if (context.reference().toLowerCase(Locale.ROOT).contains(sought)) return true;
        for (ComparedColumn column : columns)
            for (Answer answer : column.at(row)) if (answer.text().toLowerCase(Locale.ROOT).contains(sought)) return true;
        return false;
    }

    private boolean asked(Comparison comparison, List<ComparedColumn> columns, int row) {
        return switch (show) {
            case ALL -> true;
            case ANSWERED -> answeredByAll(columns, row);
            case DISAGREE -> mechanisms().stream().anyMatch(one -> levels(columns, row, one).size() > 1);
            case RISE -> rise(comparison, row) > 0;
            case MISSED -> {
                Map<Mechanism, Level> targets = comparison.targets(row);
                yield !targets.isEmpty() && columns.stream().filter(one -> column == null || one.key().equals(column))
                        .anyMatch(one -> misses(one, row, targets));
            }
        };
    }

    /** As in the metrics: systems without any answer are excluded. */
    private static boolean answeredByAll(List<ComparedColumn> columns, int row) {
        return columns.stream().allMatch(one -> one.answered() == 0 || one.answers(row));
    }

    private Set<Mechanism> mechanisms() { return mechanism == null ? EnumSet.allOf(Mechanism.class) : EnumSet.of(mechanism); }

    private static Set<Level> levels(List<ComparedColumn> columns, int row, Mechanism of) {
        Set<Level> levels = EnumSet.noneOf(Level.class);
        for (ComparedColumn column : columns) if (known(column, row)) levels.add(column.at(row).get(0).profile().level(of));
        return levels;
    }

    private static boolean known(ComparedColumn column, int row) { return column.answers(row) && column.at(row).get(0).profile() != null; }

    /** A response misses a level if it has a lower one than the reference. */
    private boolean misses(ComparedColumn one, int row, Map<Mechanism, Level> targets) {
        if (!known(one, row)) return false;
        Map<Mechanism, Level> levels = one.at(row).get(0).profile().levels();
        return mechanisms().stream().anyMatch(of -> levels.get(of).compareTo(targets.get(of)) < 0);
    }

    private boolean behind(Comparison comparison, List<ComparedColumn> columns, int row) {
        ComparedColumn of = comparison.column(bar.column());
        if (of == null) return false;
        if (bar.mechanism() != null) {
            return of.at(row).stream()
                    .anyMatch(answer -> answer.profile() != null && answer.profile().level(bar.mechanism()) == bar.level());
        }
        double own = comparison.reward(bar.column(), row);
        return columns.stream().filter(one -> one != of && one.answered() > 0).allMatch(one -> own > comparison.reward(one.key(), row));
    }

    private double rise(Comparison comparison, int row) {
        if (column == null || other == null) return Double.NaN;
        return comparison.reward(other, row) - comparison.reward(column, row);
    }

    private int[] byRise(Comparison comparison, int[] rows) {
        double[] rises = new double[comparison.size()];
        for (int row : rows) rises[row] = rise(comparison, row);
        return Arrays.stream(rows).boxed().sorted((a, b) -> rises[a] == rises[b] ? a - b : Double.compare(rises[b], rises[a]))
                .mapToInt(Integer::intValue).toArray();
    }
}
