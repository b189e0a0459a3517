package org.empathyworkbench.text;

import static org.empathyworkbench.io.JsonValues.isNumber;
import static org.empathyworkbench.io.JsonValues.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.empathyworkbench.io.VisibleText;

/**
 * The pieces of a tokenizer.json and the settings of its model, with bounds: the native reader takes some 300 bytes of memory for each byte
 * of a Unigram piece. Every id must be the one that the native reader gives, since it does not believe the file's
 * ids of added tokens but counts them itself.
 */
final class Vocabulary {
    private static final int MOST_PIECES = 1_000_000;
    private static final int MOST_ADDED = 10_000;
    private static final int MOST_IDS = MOST_PIECES + MOST_ADDED;
    private static final int LONGEST_PIECE = 400;
    private static final int MOST_UNIGRAM_BYTES = 3_000_000;
    private static final int MOST_BYTES = 16_000_000;
    private static final int LONGEST_AFFIX = 20;
    private static final int LONGEST_WORD = 1_000;
    private static final double GREATEST_SCORE = 1e6;

    private final Map<String, Integer> ids = new HashMap<>();
    private final int mostBytes;
    private String[] pieces = new String[1_024];
    private int size;
    private int bytes;

    private Vocabulary(int mostBytes) { this.mostBytes = mostBytes; }

    /**
     * Adds {@code model.type} where it is missing.
     *
     * @return (V) piece by id; null where an id has none
     * @throws IllegalArgumentException saying what is wrong and where
     */
    static String[] require(JsonObject file, JsonObject model) {
        if (!model.has("type")) model.addProperty("type", inferredType(model));
        String type = text(model.get("type"));
        JsonElement vocab = model.get("vocab");
        if (!(vocab instanceof JsonArray) && !(vocab instanceof JsonObject))
            throw new IllegalArgumentException("its part \"model.vocab\" is missing");
        boolean unigram = "Unigram".equals(type);
        Vocabulary vocabulary = new Vocabulary(unigram ? MOST_UNIGRAM_BYTES : MOST_BYTES);
        if (unigram != vocab instanceof JsonArray)
            throw new IllegalArgumentException("its part \"model.vocab\" is not that of a model of type " + shown(String.valueOf(type)));
        if (vocab instanceof JsonArray list) vocabulary.addScored(list);
        else vocabulary.addNumbered((JsonObject) vocab);
        switch (String.valueOf(type)) {
            case "Unigram" -> unigram(model);
            case "BPE" -> vocabulary.bytePairs(file, model);
            case "WordPiece" -> vocabulary.wordPieces(model);
            case "WordLevel" -> vocabulary.requireUnknownPiece(model);
            default -> throw new IllegalArgumentException("its model is of the type \""
                    + shown(String.valueOf(type)) + "\", which is not known here");
        }
        JsonElement added = file.get("added_tokens");
        if (added instanceof JsonArray tokens) vocabulary.addTokens(tokens);
        else if (added != null && !added.isJsonNull()) throw new IllegalArgumentException("its part \"added_tokens\" is no list");
        return Arrays.copyOf(vocabulary.pieces, vocabulary.size);
    }

    /** T5's first fast-tokenizer files name no type; the shape of the vocabulary tells. */
    private static String inferredType(JsonObject model) {
        if (model.get("vocab") instanceof JsonArray) return "Unigram";
        return model.has("merges") ? "BPE" : "WordLevel";
    }

    private void addScored(JsonArray entries) {
        if (entries.size() > MOST_PIECES)
            throw new IllegalArgumentException("it has " + entries.size() + " pieces, more than " + MOST_PIECES);
        for (int id = 0; id < entries.size(); id++) {
            String place = "model.vocab[" + id + "]";
            JsonElement element = entries.get(id);
            String piece = element instanceof JsonArray two && two.size() == 2 && isNumber(two.get(1)) ? text(two.get(0)) : null;
            if (piece == null) throw new IllegalArgumentException(place + " is not a pair of piece and score");
            JsonArray entry = element.getAsJsonArray();
            double score = entry.get(1).getAsDouble();
            if (!(Math.abs(score) <= GREATEST_SCORE))
                throw new IllegalArgumentException(place + " has the score " + shown(entry.get(1).toString()));
            add(id, piece, place);
        }
    }

    private void addNumbered(JsonObject entries) {
        if (entries.size() > MOST_PIECES)
            throw new IllegalArgumentException("it has " + entries.size() + " pieces, more than " + MOST_PIECES);
        for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
            String place = "model.vocab[\"" + shown(entry.getKey()) + "\"]";
            add(id(entry.getValue(), place), entry.getKey(), place);
        }
    }

    private void addTokens(JsonArray tokens) {
        if (tokens.size() > MOST_ADDED)
            throw new IllegalArgumentException("it has " + tokens.size() + " added tokens, more than " + MOST_ADDED);
        int own = ids.size();
        int highest = -1;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            String place = "added_tokens[" + i + "]";
            String content = tokens.get(i) instanceof JsonObject object ? text(object.get("content")) : null;
            if (content == null) throw new IllegalArgumentException(place + " has no content");
            JsonObject token = tokens.get(i).getAsJsonObject();
            int id = id(token.get("id"), place + ".id");
            if (!seen.add(content)) throw new IllegalArgumentException(place + " \"" + shown(content) + "\" stands there twice");
            Integer piece = ids.get(content);
            int given = piece != null ? piece : highest >= own ? highest + 1 : own;
            if (id != given) {
                throw new IllegalArgumentException(place + " \"" + shown(content) + "\" has the id "
                        + id + (piece != null ? ", but in the vocabulary it has " + piece
                                : id < pieces.length && pieces[id] != null
                                ? ", which is that of \"" + shown(pieces[id]) + "\"" : ", where " + given + " follows"));
            }
            if (piece == null) add(id, content, place);
            highest = Math.max(highest, id);
        }
    }

    private void add(int id, String piece, String place) {
        if (piece.isEmpty()) throw new IllegalArgumentException(place + " is an empty piece");
        if (piece.length() > LONGEST_PIECE)
            throw new IllegalArgumentException(place + " is a piece of " + piece.length() + " characters, more than " + LONGEST_PIECE);
        bytes += piece.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > mostBytes) throw new IllegalArgumentException("its pieces have more than " + mostBytes / 1_000_000 + " MB together");
        Integer other = ids.put(piece, id);
        if (other != null) throw new IllegalArgumentException("the piece \"" + shown(piece) + "\" has the ids " + other + " and " + id);
        if (id >= pieces.length) pieces = Arrays.copyOf(pieces, Math.min(MOST_IDS, Math.max(id + 1, 2 * pieces.length)));
        if (pieces[id] != null)
            throw new IllegalArgumentException("the id " + id + " stands for \""
                    + shown(pieces[id]) + "\" and for \"" + shown(piece) + "\"");
        pieces[id] = piece;
        size = Math.max(size, id + 1);
    }

    private static int id(JsonElement value, String place) {
        double id = isNumber(value) ? value.getAsDouble() : -1;
        if (id < 0 || id >= MOST_IDS || id != Math.rint(id))
            throw new IllegalArgumentException(place + " is not an id" + (id >= MOST_IDS ? " below " + MOST_IDS : ""));
        return (int) id;
    }

    private static void unigram(JsonObject model) {
        if (!isNumber(model.get("unk_id")) || model.get("unk_id").getAsDouble() != TextTokenizer.UNKNOWN) {
            throw new IllegalArgumentException("model.unk_id is "
                    + shown(String.valueOf(model.get("unk_id"))) + ", not " + TextTokenizer.UNKNOWN);
        }
    }

    /**
     * Characters without a piece must become the unknown piece; the native reader would leave them out, or fail in the middle of a text.
     */
    private void requireUnknownPiece(JsonObject model) {
        String unknown = text(model.get("unk_token"));
        if (unknown == null || !ids.containsKey(unknown)) {
            throw new IllegalArgumentException("model.unk_token is "
                    + shown(String.valueOf(model.get("unk_token"))) + ", not a piece of the vocabulary");
        }
    }

    private void wordPieces(JsonObject model) {
        requireUnknownPiece(model);
        affix(model, "continuing_subword_prefix");
        JsonElement longest = model.get("max_input_chars_per_word");
        if (longest == null || longest.isJsonNull()) return;
        if (!isNumber(longest) || !(longest.getAsDouble() >= 1 && longest.getAsDouble() <= LONGEST_WORD)) {
            throw new IllegalArgumentException("model.max_input_chars_per_word is "
                    + shown(longest.toString()) + ", not from 1 to " + LONGEST_WORD);
        }
    }

    private void bytePairs(JsonObject file, JsonObject model) {
        JsonElement dropout = model.get("dropout");
        if (dropout != null && !dropout.isJsonNull() && !(isNumber(dropout) && dropout.getAsDouble() == 0)) {
            throw new IllegalArgumentException("model.dropout is " + shown(dropout.toString())
                    + ", so that a text would have other ids each time");
        }
        boolean everyByte = String.valueOf(file.get("pre_tokenizer")).contains("\"ByteLevel\"")
                || String.valueOf(file.get("normalizer")).contains("\"ByteLevel\"");
        if (!everyByte) requireUnknownPiece(model);
        String prefix = affix(model, "continuing_subword_prefix");
        affix(model, "end_of_word_suffix");
        if (!(model.get("merges") instanceof JsonArray merges)) throw new IllegalArgumentException("its part \"model.merges\" is missing");
        if (merges.size() > MOST_PIECES)
            throw new IllegalArgumentException("it has " + merges.size() + " merges, more than " + MOST_PIECES);
        for (int i = 0; i < merges.size(); i++) {
            List<String> pair = pair(merges.get(i), "model.merges[" + i + "]");
            boolean known = ids.containsKey(pair.get(0)) && ids.containsKey(pair.get(1)) && pair.get(1).startsWith(prefix)
                    && ids.containsKey(pair.get(0) + pair.get(1).substring(prefix.length()));
            if (!known) throw new IllegalArgumentException("model.merges[" + i + "] joins what are no pieces of the vocabulary");
        }
    }

    private static List<String> pair(JsonElement merge, String place) {
        if (merge instanceof JsonArray two && two.size() == 2) {
            String left = text(two.get(0));
            String right = text(two.get(1));
            if (left != null && right != null) return List.of(left, right);
        }
        String joined = text(merge);
        String[] parts = joined == null ? new String[0] : joined.split(" ", -1);
        if (parts.length != 2) throw new IllegalArgumentException(place + " is not a pair of pieces");
        return List.of(parts);
    }

    private static String affix(JsonObject model, String key) {
        JsonElement value = model.get(key);
        if (value == null || value.isJsonNull()) return "";
        String affix = text(value);
        if (affix == null || affix.length() > LONGEST_AFFIX)
            throw new IllegalArgumentException("model." + key + " is " + shown(value.toString()));
        return affix;
    }

    private static String shown(String text) { return VisibleText.line(text, 60); }
}
