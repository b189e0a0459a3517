package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InPlaceTest {
    @BeforeAll static void start() { Torch.start(1); }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    @Test void valuesComeOverBitForBit() {
        try (NDManager manager = Torch.newManager()) {
            float[] odd = {Float.NaN, -0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, 1 / 3f, 7};
            NDArray from = manager.create(odd, new Shape(2, 3));
            NDArray whole = manager.create(new long[] {Long.MIN_VALUE, 5});
            NDArray scalar = manager.create(3f);
            List<NDArray> to = List.of(manager.zeros(new Shape(2, 3)),
                    manager.zeros(new Shape(2), DataType.INT64), manager.zeros(new Shape()));
            TensorCopy.copy(List.of(from, whole, scalar), to);
            assertThat(to.get(0).toByteBuffer()).isEqualTo(from.toByteBuffer());
            assertThat(to.get(1).toLongArray()).containsExactly(Long.MIN_VALUE, 5);
            assertThat(to.get(2).getFloat()).isEqualTo(3f);
            from.set(new float[6]);
            assertThat(to.get(0).toFloatArray()[5]).as("a copy, no view").isEqualTo(7f);
        }
    }

    @Test void nothingMovesIntoJavasDirectMemory() {
        try (NDManager manager = Torch.newManager()) {
            NDArray from = manager.ones(new Shape(4_000_000));
            NDArray to = manager.zeros(new Shape(4_000_000));
            long before = directMemory();
            for (int i = 0; i < 5; i++) TensorCopy.copy(List.of(from), List.of(to));
            assertThat(directMemory() - before).isLessThan(4_000_000);
            assertThat(to.sum().getFloat()).isEqualTo(4_000_000f);
        }
    }

    @Test void otherShapesAreRefusedBeforeAnythingIsCopied() {
        try (NDManager manager = Torch.newManager()) {
            NDArray a = manager.ones(new Shape(2));
            NDArray b = manager.zeros(new Shape(2));
            assertThatThrownBy(() -> TensorCopy.copy(List.of(a, a), List.of(b, manager.zeros(new Shape(1)))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("(1)");
            assertThatThrownBy(() -> TensorCopy.copy(List.of(a), List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThat(b.toFloatArray()).containsOnly(0f);
        }
    }
}
