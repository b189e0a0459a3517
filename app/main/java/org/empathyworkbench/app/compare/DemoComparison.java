package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.app.compare.ComparisonReading.Opened;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.demo.DemoCase;
import org.empathyworkbench.demo.DemoOutcome;

/** A demo case as a comparison: the stored responses before and after alignment; nothing is generated. */
record DemoComparison(DemoOutcome outcome, DemoCase one) {
    /** The reference and the two generators, if they still exist. */
    List<CompareColumn> columns(CompareColumn reference, CompareSources sources) {
        List<CompareColumn> columns = new ArrayList<>(List.of(reference));
        for (String name : List.of(outcome.generator(), outcome.aligned())) {
            sources.find(key(name)).ifPresent(source -> columns.add(CompareColumn.of(source, SamplingPlan.FIRST)));
        }
        return columns;
    }

    Opened contexts() { return Opened.of(List.of(new ComparedContext("", one.emotion(), one.context(), one.reference()))); }

    void fill(ComparisonReading reading) {
        reading.comparison().reference().see(0, 0, one.reference(), one.referenceProfile());
        reading.put(key(outcome.generator()), Answer.of(one.before()).with(one.beforeProfile()));
        reading.put(key(outcome.aligned()), Answer.of(one.after()).with(one.afterProfile()));
    }

    String story() {
        return "The case \"" + one.emotion()
                + "\" of the demo, as measured before and after alignment. Generate produces new responses.";
    }

    private static String key(String generator) { return "generator:" + generator; }
}
