package org.empathyworkbench.generation;

import java.util.List;

/**
 * One place of a response: what stands there, and what the generator would rather have there, given the context and the pieces before it.
 *
 * @param from     first character in the response
 * @param to       behind the last; both the response's length at its end
 * @param actual   what stands there; the end of the response at its end
 * @param likeliest the likeliest pieces, first the likeliest
 */
public record TokenPosition(int from, int to, TokenCandidate actual, List<TokenCandidate> likeliest) {
    public TokenPosition { likeliest = List.copyOf(likeliest); }
}
