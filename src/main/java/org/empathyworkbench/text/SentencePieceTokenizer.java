package org.empathyworkbench.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.JsonValues;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.text.SentencePieceModel.Kind;
import org.empathyworkbench.text.SentencePieceModel.Piece;

/**
 * Makes the tokenizer.json of a T5 that has only {@code spiece.model}: the same pieces with the same scores, then T5's sentinels {@code
 * <extra_id_N>} in falling order, and what tokenizer_config.json or added_tokens.json add behind them. Equal in its ids to the file that
 * Hugging Face makes.
 *
 * <p>How kinds of pieces are kept apart: control pieces are special tokens; a piece that a user defined is found by the score that
 * SentencePiece gives it; pieces for bytes and unused pieces never match a text, the first by their score, the second by a blank in front,
 * which no text has when pieces are looked for.
 */
public final class SentencePieceTokenizer {
    /** The file that is read. */
    public static final String FILE = "spiece.model";
    /** Files that may stand beside it and add tokens. */
    public static final List<String> BESIDE = List.of("tokenizer_config.json", "added_tokens.json");

    private static final int MOST_BYTES = 8_000_000;
    private static final int USUAL_SENTINELS = 100;
    private static final int MOST_ADDED = 10_000;
    private static final char BLANK = '\u2581';

    private final Path folder;
    private final SentencePieceModel model;
    private final int modelVocabulary;
    private final List<String> added = new ArrayList<>();
    private int sentinels;

    private SentencePieceTokenizer(Path folder, int modelVocabulary) {
        this.folder = folder;
        this.model = SentencePieceModel.read(folder.resolve(FILE));
        this.modelVocabulary = modelVocabulary;
    }

    /**
     * @param folder          that holds the file
     * @param modelVocabulary how many embeddings the model has, for which sentinels are kept free
     * @param tokenizerJson   to be written; it is to be loaded as every other tokenizer.json is, which checks it
     * @return a message on what was written
     * @throws UserInputException when the file is damaged, no Unigram model, or does not agree with the files beside it
     */
    public static String write(Path folder, int modelVocabulary, Path tokenizerJson) {
        SentencePieceTokenizer tokenizer = new SentencePieceTokenizer(folder, modelVocabulary);
        tokenizer.add();
        try {
            AtomicFile.write(tokenizerJson, Json.WITH_NULLS.toJson(tokenizer.json()));
        } catch (IOException e) {
            throw new UserInputException(tokenizerJson + " cannot be written: " + FileFault.words(e)
                    + ". Nothing was loaded. Look for space and permissions.", e);
        }
        return String.format(Locale.ROOT, "made from %s: %,d pieces, %d sentinels%s", FILE, tokenizer.model.pieces().size(),
                tokenizer.sentinels,
                tokenizer.added.size() > tokenizer.sentinels ? ", " + (tokenizer.added.size() - tokenizer.sentinels) + " added tokens"
                        : "");
    }

    /** Puts sentinels and added tokens behind the pieces. */
    private void add() {
        List<Piece> pieces = model.pieces();
        List<String> reserved = TextTokenizer.RESERVED;
        for (int id = 0; id < reserved.size(); id++) {
            if (id >= pieces.size() || !pieces.get(id).text().equals(reserved.get(id))) {
                throw SentencePieceModel.unfit(folder.resolve(FILE), "is no tokenizer of a T5: id " + id + " is "
                        + (id >= pieces.size() ? "missing" : "\"" + pieces.get(id).text() + "\"") + ", not " + reserved.get(id));
            }
        }
        if (model.unknown() != TextTokenizer.UNKNOWN) throw SentencePieceModel.unfit(folder.resolve(FILE),
                "is no tokenizer of a T5: its piece for what is unknown is not id 2");
        JsonObject config = object("tokenizer_config.json");
        sentinels = sentinels(config);
        for (int i = sentinels - 1; i >= 0; i--) added.add("<extra_id_" + i + ">");
        Map<Integer, String> named = new TreeMap<>();
        if (config.get("added_tokens_decoder") instanceof JsonObject tokens) {
            tokens.entrySet().forEach(entry -> named.put(id("tokenizer_config.json", entry.getKey()),
                    content("tokenizer_config.json", entry.getValue())));
        }
        for (Map.Entry<String, JsonElement> entry : object("added_tokens.json").entrySet()) {
            String before = named.put(id("added_tokens.json", String.valueOf(entry.getValue())), entry.getKey());
            if (before != null && !before.equals(entry.getKey())) throw disagrees("added_tokens.json", entry.getKey(), before);
        }
        named.forEach(this::add);
    }

    private int sentinels(JsonObject config) {
        boolean own = model.pieces().stream().anyMatch(piece -> piece.text()
                .contains("<extra_id_0>"));       // mT5 has them among its pieces
        if (own) return 0;
        int pieces = model.pieces().size();
        JsonElement said = config.get("extra_ids");
        if (JsonValues.isNumber(said)) {
            double number = said.getAsDouble();
            if (number < 0 || number > MOST_ADDED || number != Math.rint(number))
                    throw beside("tokenizer_config.json", "says extra_ids " + said + ", which is no number of sentinels");
            return (int) number;
        }
        return pieces + USUAL_SENTINELS <= modelVocabulary ? USUAL_SENTINELS : 0;
    }

    private void add(int id, String token) {
        int pieces = model.pieces().size();
        String here = id < pieces ? model.pieces().get(id).text() : id - pieces < added.size() ? added.get(id - pieces) : null;
        if (here == null && id == pieces + added.size() && added.size() < MOST_ADDED) {
            added.add(token);
        } else if (here == null) {
            throw beside("tokenizer_config.json", "or added_tokens.json has a token with id " + id + ", but the ids before it end at "
                    + (pieces + added.size() - 1));
        } else if (!here.equals(token)) {
            throw disagrees("tokenizer_config.json or added_tokens.json", token, here);
        }
    }

    private JsonObject json() {
        List<Piece> pieces = model.pieces();
        JsonObject file = new JsonObject();
        file.addProperty("version", "1.0");
        file.add("truncation", JsonNull.INSTANCE);
        file.add("padding", JsonNull.INSTANCE);
        JsonArray special = new JsonArray();
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            if (piece.kind() == Kind.CONTROL || piece.kind() == Kind.UNKNOWN) special.add(TokenizerTrainer.special(id, piece.text()));
        }
        for (int i = 0; i < added.size(); i++) special.add(TokenizerTrainer.special(pieces.size() + i, added.get(i)));
        file.add("added_tokens", special);
        boolean words = model.dummyPrefix() && pieces.stream().noneMatch(piece -> piece.kind() == Kind.NORMAL
                && piece.text().lastIndexOf(BLANK) > 0);
        file.add("normalizer", normalizer(words));
        JsonObject blanks = TokenizerTrainer.parts("type", "Metaspace", "replacement", String.valueOf(BLANK), "prepend_scheme",
                model.dummyPrefix() ? "always" : "never", "split", words);
        JsonObject atBlanks = model.charsmap().length > 0 ? TokenizerTrainer.parts("type", "WhitespaceSplit") : split();
        file.add("pre_tokenizer", words ? TokenizerTrainer.sequence("pretokenizers", atBlanks, blanks) : blanks);
        file.add("post_processor", TokenizerTrainer.appendEos());
        file.add("decoder", model.byteFallback() ? TokenizerTrainer.sequence("decoders", TokenizerTrainer.parts("type", "ByteFallback"),
                blanks) : blanks);
        JsonObject unigram = TokenizerTrainer.parts("type", "Unigram", "unk_id", TextTokenizer.UNKNOWN);
        unigram.add("vocab", vocabulary());
        unigram.addProperty("byte_fallback", model.byteFallback());
        file.add("model", unigram);
        return file;
    }

    /** Blanks at the ends and all but one of neighbouring blanks are taken away where words are not parted at them. */
    private JsonElement normalizer(boolean words) {
        List<JsonObject> parts = new ArrayList<>();
        if (model.charsmap().length > 0) {
            parts.add(TokenizerTrainer.parts("type", "Precompiled", "precompiled_charsmap",
                    Base64.getEncoder().encodeToString(model.charsmap())));
        }
        if (!words) {
            parts.add(TokenizerTrainer.parts("type", "Strip", "strip_left", true, "strip_right", true));
            JsonObject several = TokenizerTrainer.parts("type", "Replace", "content", " ");
            several.add("pattern", TokenizerTrainer.parts("Regex", " {2,}"));
            parts.add(several);
        }
        if (parts.isEmpty()) return JsonNull.INSTANCE;
        return parts.size() == 1 ? parts.get(0) : TokenizerTrainer.sequence("normalizers", parts.toArray(JsonObject[]::new));
    }

    /** Without a table of normalisations a line break is no blank: SentencePiece parts words at blanks alone. */
    private static JsonObject split() {
        JsonObject split = TokenizerTrainer.parts("type", "Split", "behavior", "Removed", "invert", false);
        split.add("pattern", TokenizerTrainer.parts("String", " "));
        return split;
    }

    private JsonArray vocabulary() {
        List<Piece> pieces = model.pieces();
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (Piece piece : pieces) {
            if (piece.kind() != Kind.NORMAL) continue;
            least = Math.min(least, piece.score());
            most = Math.max(most, piece.score());
        }
        if (least > most) throw SentencePieceModel.unfit(folder.resolve(FILE), "has no piece of a text");
        JsonArray vocabulary = new JsonArray();
        for (Piece piece : pieces) {
            switch (piece.kind()) {
                case NORMAL -> vocabulary.add(TokenizerTrainer.entry(piece.text(), piece.score()));
                case USER_DEFINED -> vocabulary.add(TokenizerTrainer.entry(piece.text(),
                        Math.max(least, piece.text().length() * most - 0.1)));
                case UNUSED -> vocabulary.add(TokenizerTrainer.entry(" " + piece.text(), least));
                // "<0x41>" in a text is six characters, each better than this where the model has
                // pieces for them, as every published one has.
                case BYTE -> vocabulary.add(TokenizerTrainer.entry(piece.text(), 7.0 * Math.min(-1, least)));
                default -> vocabulary.add(TokenizerTrainer.entry(piece.text(), 0));
            }
        }
        for (String token : added) vocabulary.add(TokenizerTrainer.entry(token, 0));
        return vocabulary;
    }

    /** The JSON object of a file beside the model, empty when there is no such file. */
    private JsonObject object(String name) {
        Path file = folder.resolve(name);
        if (!RegularFiles.exists(file)) return new JsonObject();
        try {
            JsonElement root = JsonParser.parseString(RegularFiles.readString(file, MOST_BYTES));
            if (root instanceof JsonObject object) return object;
            throw beside(name, "is not a JSON object");
        } catch (IOException e) {
            throw beside(name, "cannot be read: " + FileFault.words(e));
        } catch (JsonParseException e) {
            throw beside(name, "is not JSON");
        }
    }

    private int id(String file, String word) {
        if (!word.matches("\\d{1,7}")) throw beside(file, "has \"" + word + "\" where an id is needed");
        return Integer.parseInt(word);
    }

    private String content(String file, JsonElement token) {
        String content = JsonValues.text(token instanceof JsonObject object ? object.get("content") : token);
        if (content == null || content.isEmpty()) throw beside(file, "has an added token without a text");
        return content;
    }

    private UserInputException disagrees(String file, String token, String here) {
        return beside(file, "has the token \"" + token + "\" where the vocabulary has \"" + here + "\"");
    }

    private UserInputException beside(String file, String why) { return SentencePieceModel.unfit(folder.resolve(file), why); }
}
