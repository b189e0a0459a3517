package org.empathyworkbench.app.inspector;

import org.empathyworkbench.generation.TokenCandidate;

/** A piece as people read it. */
final class PieceText {
    private PieceText() { }

    /** The piece's letters; a middle dot before one that goes on with a word, the word "end" for the end. */
    static String of(TokenCandidate piece) {
        if (piece.ends()) return "end of response";
        if (piece.piece().equals("\u2581")) return "blank";
        if (piece.piece().startsWith("<") && piece.piece().endsWith(">")) return piece.piece();     // padding, unknown: no part of a word
        return piece.piece().startsWith("\u2581") ? piece.piece().substring(1) : "\u00b7" + piece.piece();
    }
}
