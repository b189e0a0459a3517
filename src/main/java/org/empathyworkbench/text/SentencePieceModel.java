package org.empathyworkbench.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.ForeignFile;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;

/**
 * What a SentencePiece file ({@code spiece.model}) says: {@code ModelProto} of sentencepiece_model.proto, as far as a Unigram model needs
 * it.
 *
 * @param pieces       by id
 * @param byteFallback whether a character without a piece is written in bytes
 * @param dummyPrefix  whether a blank is put before a text
 * @param charsmap     the table of normalisations, empty for none
 */
record SentencePieceModel(List<Piece> pieces, boolean byteFallback, boolean dummyPrefix, byte[] charsmap) {
    /** What a piece is for, in the order of the format's numbers from 1. */
    enum Kind { NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE }

    /** @param score log-probability */
    record Piece(String text, float score, Kind kind) { }

    private static final int MOST_BYTES = 50_000_000;
    private static final int MOST_PIECES = 1_000_000;
    private static final int LONGEST_PIECE = 400;
    private static final String[] MODELS = {"", "Unigram", "BPE", "words", "characters"};

    /** @throws UserInputException when the file cannot be read, is damaged, or is no Unigram model that a tokenizer.json can stand for */
    static SentencePieceModel read(Path file) {
        try {
            ForeignFile.require(file, "Nothing was loaded.");
            return of(RegularFiles.readAllBytes(file, MOST_BYTES));
        } catch (IOException e) {
            throw new UserInputException(
                    file + " cannot be read: " + FileFault.words(e) + ". Nothing was loaded. Check that the file may be read.", e);
        } catch (IllegalArgumentException e) {
            throw unfit(file, String.valueOf(e.getMessage()));
        }
    }

    static UserInputException unfit(Path file, String why) {
        return new UserInputException(file + " " + VisibleText.line(why, 300)
                + ". Nothing was loaded. Copy the spiece.model of this model again, or put the tokenizer.json of a model with the same "
                + "vocabulary beside it.");
    }

    /** @throws IllegalArgumentException with what is wrong, to stand behind the file's name */
    static SentencePieceModel of(byte[] bytes) {
        List<Piece> pieces = new ArrayList<>();
        long type = 1;
        boolean byteFallback = false;
        boolean suffix = false;
        boolean dummyPrefix = true;
        boolean removeBlanks = true;
        boolean escapeBlanks = true;
        byte[] charsmap = {};
        ProtoFields model = new ProtoFields(bytes);
        while (model.next()) {
            if (model.field() == 1) {
                if (pieces.size() == MOST_PIECES) throw new IllegalArgumentException("has more than " + MOST_PIECES + " pieces");
                pieces.add(piece(model.message(), pieces.size()));
            } else if (model.field() == 2) {
                ProtoFields trainer = model.message();
                while (trainer.next()) {
                    if (trainer.field() == 3) type = trainer.whole();
                    else if (trainer.field() == 24) suffix = trainer.flag();
                    else if (trainer.field() == 35) byteFallback = trainer.flag();
                }
            } else if (model.field() == 3) {
                ProtoFields normalizer = model.message();
                while (normalizer.next()) {
                    if (normalizer.field() == 2) {
                        if (normalizer.length() > Charsmap.MOST_BYTES)
                                throw new IllegalArgumentException("has a table of normalisations of " + normalizer.length() + " bytes");
                        charsmap = normalizer.bytes();
                    } else if (normalizer.field() == 3) dummyPrefix = normalizer.flag();
                    else if (normalizer.field() == 4) removeBlanks = normalizer.flag();
                    else if (normalizer.field() == 5) escapeBlanks = normalizer.flag();
                }
            } else if (model.field() == 5) {
                ProtoFields denormalizer = model.message();
                while (denormalizer.next()) {
                    if (denormalizer.field() == 2 && denormalizer.length() > 0)
                            throw new IllegalArgumentException("changes texts when it decodes, which no tokenizer.json can say");
                }
            }
        }
        if (type != 1) {
            throw new IllegalArgumentException("is a model of the kind "
                    + (type > 1 && type < MODELS.length ? MODELS[(int) type] : String.valueOf(type))
                    + ", where T5 has a Unigram model: only those are read");
        }
        if (pieces.isEmpty()) throw new IllegalArgumentException("holds no pieces, so it is no SentencePiece model");
        if (suffix) throw new IllegalArgumentException("puts the blank behind a word (treat_whitespace_as_suffix), which is not read");
        if (!removeBlanks || !escapeBlanks) throw new IllegalArgumentException("keeps neighbouring blanks apart "
                + "(remove_extra_whitespaces or escape_whitespaces is off), which is not read");
        check(pieces, byteFallback);
        if (charsmap.length > 0) requireTable(charsmap);
        return new SentencePieceModel(List.copyOf(pieces), byteFallback, dummyPrefix, charsmap);
    }

    private static void requireTable(byte[] charsmap) {
        try {
            Charsmap.require(charsmap);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a table of normalisations that " + e.getMessage(), e);
        }
    }

    private static Piece piece(ProtoFields fields, int id) {
        String text = "";
        float score = 0;
        long kind = 1;
        while (fields.next()) {
            if (fields.field() == 1) {
                if (fields.length() > 4 * LONGEST_PIECE) throw new IllegalArgumentException("has a piece of " + fields.length()
                        + " bytes (id " + id + ")");
                text = fields.text();
            } else if (fields.field() == 2) {
                score = fields.real();
            } else if (fields.field() == 3) {
                kind = fields.whole();
            }
        }
        if (text.isEmpty()) throw new IllegalArgumentException("has an empty piece (id " + id + ")");
        if (text.length() > LONGEST_PIECE) throw new IllegalArgumentException("has a piece of " + text.length() + " characters (id " + id
                + ")");
        if (!Float.isFinite(score)) throw new IllegalArgumentException("has a piece whose score is no number (id " + id + ")");
        if (kind < 1 || kind > Kind.values().length) throw new IllegalArgumentException("has a piece of an unknown kind (id " + id + ")");
        return new Piece(text, score, Kind.values()[(int) kind - 1]);
    }

    private static void check(List<Piece> pieces, boolean byteFallback) {
        Set<String> texts = new HashSet<>();
        Set<String> bytes = new HashSet<>();
        int unknown = 0;
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            if (!texts.add(piece.text())) throw new IllegalArgumentException("has the piece \"" + piece.text() + "\" twice (id " + id
                    + ")");
            if (piece.kind() == Kind.UNKNOWN) unknown++;
            if (piece.kind() != Kind.BYTE) continue;
            if (!piece.text().matches("<0x[0-9A-F]{2}>")) throw new IllegalArgumentException("has \"" + piece.text() + "\" as a byte (id "
                    + id + ")");
            bytes.add(piece.text());
        }
        if (unknown != 1) throw new IllegalArgumentException("has " + (unknown == 0 ? "no piece" : unknown + " pieces")
                + " for what is unknown, where one is needed");
        if (byteFallback && bytes.size() != 256) throw new IllegalArgumentException(String.format(Locale.ROOT,
                "writes unknown characters in bytes, but has pieces for %d of 256", bytes.size()));
    }

    /** The id of the piece for what is unknown. */
    int unknown() {
        for (int id = 0; id < pieces.size(); id++) if (pieces.get(id).kind() == Kind.UNKNOWN) return id;
        throw new IllegalStateException("A model that was read has one.");
    }
}
