package org.empathyworkbench.app.inspector;

import org.empathyworkbench.generation.TokenCandidate;

/** A vocabulary piece as display text. */
final class PieceText {
    private PieceText() { }

    /** The piece's characters; a leading middle dot if it continues a word, "end" for EOS. */
    static String of(TokenCandidate piece) {
        if (piece.ends()) return "end of response";
        if (piece.piece().equals("\u2581")) return "blank";
        if (piece.piece().startsWith("<") && piece.piece().endsWith(">")) return piece.piece();   // special tokens
        return piece.piece().startsWith("\u2581") ? piece.piece().substring(1) : "\u00b7" + piece.piece();
    }
}
