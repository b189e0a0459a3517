package org.empathyworkbench.journal;

import java.util.Objects;

/**
 * A token of a response and the policy's deviation from the reference there.
 *
 * @param piece as in the vocabulary: a leading {@code ▁} starts a word, {@code </s>} is the end token
 * @param kl log pi(y_t) - log rho(y_t) in nats, of the policy that generated the response (eq. 6); positive if the token is more probable
 *           under the policy than under the reference
 */
public record TokenKl(String piece, double kl) {
    public TokenKl { Objects.requireNonNull(piece); }
}
