package org.empathyworkbench.journal;

import java.util.Objects;

/**
 * A token of a response and how far the policy moved there.
 *
 * @param piece as the vocabulary spells it: a leading {@code ▁} begins a word, {@code </s>} is the end
 * @param kl log pi(y_t) - log rho(y_t) in nats, of the policy that wrote the response (eq. 6); above 0 where the policy wants the token
 *              more than the reference does, below 0 where less
 */
public record TokenKl(String piece, double kl) {
    public TokenKl { Objects.requireNonNull(piece); }
}
