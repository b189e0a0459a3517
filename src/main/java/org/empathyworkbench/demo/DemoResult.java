package org.empathyworkbench.demo;

import java.time.Duration;
import java.util.List;
import org.empathyworkbench.evaluation.EvaluationReport;

/**
 * What the demo loop made and found.
 *
 * @param generator   name of the supervised generator
 * @param identifiers name of the identifiers
 * @param aligned     name of the generator after PPO
 * @param before      the supervised generator on the test split
 * @param after       the aligned one on the same contexts
 */
public record DemoResult(String generator, String identifiers, String aligned,
        EvaluationReport before, EvaluationReport after, List<DemoCase> cases,
        Duration took) {
    public DemoResult { cases = List.copyOf(cases); }
}
