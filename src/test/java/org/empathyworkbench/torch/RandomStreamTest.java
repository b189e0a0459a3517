package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void equalPositionsGiveEqualNumbersWhateverWasDrawnBefore() {
        RandomStream.of(1, "order", 5).nextLong();
        assertThat(RandomStream.of(1, "order", 5).nextLong()).isEqualTo(RandomStream.of(1, "order", 5).nextLong());
    }

    @Test
    void seedStreamAndPositionEachChangeTheNumbers() {
        Set<Long> numbers = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (String stream : new String[] {"order", "dropout", "sampling"}) {
                for (long step = 0; step < 20; step++) {
                    for (long row = 0; row < 5; row++) numbers.add(RandomStream.mix(seed, stream, step, row));
                }
            }
        }
        assertThat(numbers).hasSize(20 * 3 * 20 * 5);
    }
}
