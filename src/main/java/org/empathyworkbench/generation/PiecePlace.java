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
public record PiecePlace(int from, int to, NextPiece actual, List<NextPiece> likeliest) {
    public PiecePlace { likeliest = List.copyOf(likeliest); }
}
