package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPartsTest {
    @Test
    void partsStayWithinTheLimitAndCoverEveryRowOnce() {
        int[][] contexts = {new int[5], new int[9], new int[30], new int[3], new int[3]};
        int[][] responses = {new int[4], new int[2], new int[20], new int[1], new int[2]};
        List<int[]> parts = BatchParts.of(contexts, responses, 26);
        assertThat(parts).containsExactly(new int[] {0, 2}, new int[] {2, 3}, new int[] {3, 5});       // 2 x 13; 50 alone; 2 x 5
        assertThat(BatchParts.of(contexts, responses, 0)).containsExactly(new int[] {0, 5});
    }
}
