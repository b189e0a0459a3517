package org.empathyworkbench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.evaluation.Figure;

/**
 * What a demo loop made and found, as it is kept in the workspace.
 *
 * @param generator   name of the supervised generator
 * @param identifiers name of the identifiers
 * @param aligned     name of the generator after PPO
 * @param figures     of both generators on the test split
 */
public record DemoOutcome(String generator, String identifiers, String aligned, List<Change> figures, List<DemoCase> cases) {
    /** A figure before and after alignment; key, label and meaning as {@link Figure} has them. */
    public record Change(String key, String label, String meaning, double before, double after) {
        public String beforeText() { return new Figure(key, label, before, meaning).text(); }

        public String afterText() { return new Figure(key, label, after, meaning).text(); }
    }

    public DemoOutcome {
        figures = List.copyOf(figures);
        cases = List.copyOf(cases);
    }

    static DemoOutcome of(DemoResult result) {
        List<Change> figures = new ArrayList<>();
        for (Figure before : result.before().figures()) {
            double after = result.after().value(before.key());
            if (Double.isFinite(before.value()) && Double.isFinite(after))
                figures.add(new Change(before.key(), before.label(), before.meaning(), before.value(), after));
        }
        return new DemoOutcome(result.generator(), result.identifiers(), result.aligned(), figures, result.cases());
    }

    public Optional<Change> figure(String key) { return figures.stream().filter(figure -> figure.key().equals(key)).findFirst(); }
}
