package org.empathyworkbench;

import java.time.Duration;

/** When a test is taken to hang. No measure of speed: on a busy machine a test may take many times as long as on an idle one. */
public final class Hang {
    public static final long SECONDS = 600;
    public static final Duration LIMIT = Duration.ofSeconds(SECONDS);

    private Hang() { }
}
