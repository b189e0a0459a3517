package org.empathyworkbench.generation;

import java.util.List;

/**
 * One position of a response: the actual token and the most probable ones, given the context and the tokens before it.
 *
 * @param from     first character in the response
 * @param to       end, exclusive; both are the response's length for the end token
 * @param actual   the actual token
 * @param likeliest the most probable tokens, in descending order
 */
public record TokenPosition(int from, int to, TokenCandidate actual, List<TokenCandidate> likeliest) {
    public TokenPosition { likeliest = List.copyOf(likeliest); }
}
