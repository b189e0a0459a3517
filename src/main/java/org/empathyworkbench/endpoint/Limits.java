package org.empathyworkbench.endpoint;

/**
 * How patient one is with a server, and how gentle.
 *
 * @param timeoutSeconds    for which a server may say nothing before the attempt counts as failed
 * @param attempts          at one answer, the first one counted
 * @param requestsPerMinute at most; 0 for no limit of our own
 * @param parallel          questions at a time in a baseline
 */
public record Limits(int timeoutSeconds, int attempts, int requestsPerMinute, int parallel) {
    public static final Limits DEFAULT = new Limits(120, 5, 0, 2);

    public Limits {
        if (timeoutSeconds < 1 || timeoutSeconds > 3_600)
            throw new IllegalArgumentException("A time-out lies between 1 and 3,600 seconds, not at " + timeoutSeconds + ".");
        if (attempts < 1 || attempts > 20) throw new IllegalArgumentException("Attempts lie between 1 and 20, not at " + attempts + ".");
        if (requestsPerMinute < 0)
            throw new IllegalArgumentException("Requests a minute are 0 (no limit) or more, not " + requestsPerMinute + ".");
        if (parallel < 1 || parallel > 32)
            throw new IllegalArgumentException("Questions at a time lie between 1 and 32, not at " + parallel + ".");
    }
}
