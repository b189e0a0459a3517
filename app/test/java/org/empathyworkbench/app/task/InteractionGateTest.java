package org.empathyworkbench.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InteractionGateTest {
    /** Progress that is cancelled at its n-th look. */
    private static final class Looks implements Progress {
        private final AtomicInteger looks = new AtomicInteger();
        private final int last;

        Looks(int last) { this.last = last; }

        @Override public void at(long done, long total) { }

        @Override public void say(String message) { }

        @Override public boolean cancelled() { return looks.incrementAndGet() > last; }
    }

    @Test
    void workContinuesAtOnceWithoutMovementAndAfterAPauseWithIt() {
        InteractionGate giveWay = new InteractionGate();
        Looks looks = new Looks(Integer.MAX_VALUE);
        giveWay.await(looks);
        assertThat(looks.looks).as("asked once, and not waited").hasValue(1);
        long moved = System.nanoTime();
        giveWay.moved();
        giveWay.await(looks);
        assertThat(System.nanoTime() - moved).isGreaterThanOrEqualTo(200_000_000L);
        assertThat(looks.looks.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whoWaitsIsCancelledAllTheSame() {
        InteractionGate giveWay = new InteractionGate();
        giveWay.moved();
        assertThatThrownBy(() -> giveWay.await(new Looks(1))).isInstanceOf(CancellationException.class);
    }
}
