package org.empathyworkbench.endpoint;

/**
 * Time-outs and rate limits of a server.
 *
 * @param timeoutSeconds    idle time-out of an attempt
 * @param attempts          maximum number of attempts per answer, the first included
 * @param requestsPerMinute maximum; 0 for no limit of our own
 * @param parallel          concurrent requests in a baseline
 */
public record Limits(int timeoutSeconds, int attempts, int requestsPerMinute, int parallel) {
    public static final Limits DEFAULT = new Limits(120, 5, 0, 2);

    public Limits {
        if (timeoutSeconds < 1 || timeoutSeconds > 3_600)
            throw new IllegalArgumentException("A time-out is between 1 and 3,600 seconds, not " + timeoutSeconds + ".");
        if (attempts < 1 || attempts > 20) throw new IllegalArgumentException("Attempts are between 1 and 20, not " + attempts + ".");
        if (requestsPerMinute < 0)
            throw new IllegalArgumentException("Requests a minute are 0 (no limit) or more, not " + requestsPerMinute + ".");
        if (parallel < 1 || parallel > 32)
            throw new IllegalArgumentException("Concurrent requests are between 1 and 32, not " + parallel + ".");
    }
}
