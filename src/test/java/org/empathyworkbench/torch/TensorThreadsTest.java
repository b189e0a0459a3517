package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorThreadsTest {
    @BeforeEach
    void twoThreads() { Torch.start(2); }

    @AfterEach
    void oneThread() { Torch.start(1); }

    @Test
    void piecesOfASmallModelRunBesideEachOtherAndStandInTheirOrder() {
        CyclicBarrier together = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<Supplier<Integer>> pieces = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            pieces.add(() -> {
                threads.add(Thread.currentThread());
                meet(together);                                             // passes only where two are at work
                assertThat(TensorThreads.now()).isEqualTo(1);
                return number;
            });
        }
        assertThat(TensorThreads.run(true, pieces)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
        assertThat(TensorThreads.now()).isEqualTo(2);
    }

    @Test
    void piecesOfALargeModelRunOneAfterTheOtherWithAllThreadsEach() {
        List<Thread> threads = new ArrayList<>();
        List<Supplier<Integer>> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(() -> {
                threads.add(Thread.currentThread());
                return TensorThreads.now();
            });
        }
        assertThat(TensorThreads.run(false, pieces)).containsExactly(2, 2, 2);
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void whatAPieceThrowsIsThrownWhenNoPieceIsAtWorkAnyMore() {
        CyclicBarrier together = new CyclicBarrier(2);
        Thread caller = Thread.currentThread();
        List<String> done = new ArrayList<>();
        Supplier<String> piece = () -> {
            meet(together);
            if (Thread.currentThread() == caller) throw new EngineException("not enough memory");
            done.add("helper");
            return "";
        };
        assertThatThrownBy(() -> TensorThreads.run(true, List.of(piece, piece)))
                .isInstanceOf(EngineException.class).hasMessage("not enough memory");
        assertThat(done).containsExactly("helper");
        done.clear();
        Supplier<String> helpersFault = () -> {
            meet(together);
            if (Thread.currentThread() != caller) throw new OutOfMemoryError("Java heap space");
            return "";
        };
        assertThatThrownBy(() -> TensorThreads.run(true, List.of(helpersFault, helpersFault))).isInstanceOf(OutOfMemoryError.class);
        assertThat(TensorThreads.now()).isEqualTo(2);
    }

    @Test
    void aSmallModelInsideALargeOnesWorkHasOneThreadAndTheLargeOneItsOwnAgain() {
        long large = MallocTuning.SMALL + 1;
        List<Integer> threads = TensorThreads.suiting(large, Device.cpu(), () -> {
            int before = TensorThreads.now();
            int inside = TensorThreads.suiting(MallocTuning.SMALL, Device.cpu(), TensorThreads::now);
            return List.of(before, inside, TensorThreads.now());
        });
        assertThat(threads).containsExactly(2, 1, 2);
        assertThat(TensorThreads.small(1, Device.gpu())).as("one call has all of a GPU").isFalse();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
