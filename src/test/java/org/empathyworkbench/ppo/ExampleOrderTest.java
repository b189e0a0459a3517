package org.empathyworkbench.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.Example;
import org.junit.jupiter.api.Test;

class ExampleOrderTest {
    private static final List<Example> EXAMPLES = TinyTask.examples('o');                       // 24

    @Test
    void theFirstStepSeesTheHeadOfTheFirstEpochAndEveryEpochSeesEveryExampleOnce() {
        ExampleOrder order = new ExampleOrder(EXAMPLES, 5);
        List<Example> first = new ArrayList<>();
        for (int step = 1; step <= 3; step++) first.addAll(order.batch(step, 8));
        assertThat(first).as("steps 1 to 3").containsExactlyInAnyOrderElementsOf(EXAMPLES);
        assertThat(new ExampleOrder(EXAMPLES, 5).batch(1, 24)).as("one step of the whole epoch").isEqualTo(first);
        List<Example> second = new ArrayList<>();
        for (int step = 4; step <= 6; step++) second.addAll(order.batch(step, 8));
        assertThat(second).containsExactlyInAnyOrderElementsOf(EXAMPLES).isNotEqualTo(first);
    }

    @Test
    void aBatchThatReachesIntoTheNextEpochIsFullAndLeavesNothingOut() {
        ExampleOrder order = new ExampleOrder(EXAMPLES, 5);
        List<Example> seen = new ArrayList<>();
        for (int step = 1; step <= 12; step++) {
            assertThat(order.batch(step, 10)).hasSize(10);
            seen.addAll(order.batch(step, 10));
        }
        for (int epoch = 0; epoch < 5; epoch++)
            assertThat(seen.subList(24 * epoch, 24 * epoch + 24)).containsExactlyInAnyOrderElementsOf(EXAMPLES);
    }

    @Test
    void aStepsBatchDoesNotDependOnTheStepsThatWereAskedForBeforeAndOtherSeedsGiveOthers() {
        ExampleOrder order = new ExampleOrder(EXAMPLES, 5);
        List<Example> late = order.batch(9, 7);
        order.batch(2, 7);
        assertThat(order.batch(9, 7)).isEqualTo(late).isEqualTo(new ExampleOrder(EXAMPLES, 5).batch(9, 7))
                .isNotEqualTo(new ExampleOrder(EXAMPLES, 6).batch(9, 7));
    }
}
