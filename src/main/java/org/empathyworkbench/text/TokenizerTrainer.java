package org.empathyworkbench.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;

/**
 * Learns a small vocabulary from texts and writes it as a standard Hugging Face tokenizer.json, so that a model can be trained from
 * nothing, offline. T5-like: Unigram pieces, {@code ▁} before each word, ids 0 {@code <pad>}, 1 {@code </s>}, 2 {@code <unk>}, and
 * {@code </s>} appended to every text. Equal texts give an equal file.
 *
 * <p>A character too rare for a piece is written in bytes where the vocabulary has room for the 256 of them (from 4,000 pieces), so that
 * nothing is lost; a smaller vocabulary makes it the unknown piece.
 */
public final class TokenizerTrainer {
    /** Fewer pieces than this cannot spell. */
    public static final int FEWEST = 200;
    public static final int MOST = 64_000;

    private static final int ROOM_FOR_BYTES = 4_000;

    private TokenizerTrainer() { }

    /**
     * Learns and writes a vocabulary. The file appears whole or not at all.
     *
     * @param texts  read once; each a turn or a post
     * @param pieces size of the vocabulary wanted, {@value #FEWEST} to {@value #MOST}
     * @return size of the vocabulary written: less than wanted when the texts are too small for it
     * @throws UserInputException when the texts hold no words, or the file cannot be written
     */
    public static int train(Iterable<String> texts, int pieces, Path tokenizerJson, ProgressListener progress) {
        return train(texts, pieces, false, tokenizerJson, progress);
    }

    /**
     * As {@link #train(Iterable, int, Path, ProgressListener)}.
     *
     * @param lowerCase the tokenizer reads capitals as small letters, for networks that only read: decoding cannot bring them back
     */
    public static int train(Iterable<String> texts, int pieces, boolean lowerCase, Path tokenizerJson, ProgressListener progress) {
        if (pieces < FEWEST || pieces > MOST) {
            throw new IllegalArgumentException("A vocabulary has " + FEWEST + " to " + MOST + " pieces, not " + pieces + ".");
        }
        progress.at(0, "counting words");
        TextRuns runs = TextRuns.of(lowerCase ? inSmallLetters(texts) : texts);
        if (runs.counts().isEmpty()) {
            throw new UserInputException("There are no words to learn a vocabulary from. "
                    + "Nothing was written. Choose a data set that holds dialogues.");
        }
        boolean bytes = pieces >= ROOM_FOR_BYTES;
        int learnt = pieces - TextTokenizer.RESERVED.size() - 1 - (bytes ? 256 : 0);
        List<UnigramTraining.Piece> unigrams = new UnigramTraining(runs).train(learnt, progress);
        JsonArray vocabulary = vocabulary(unigrams, bytes);
        write(tokenizerJson, json(vocabulary, bytes, lowerCase));
        progress.at(1, vocabulary.size() + " pieces learnt");
        return vocabulary.size();
    }

    private static Iterable<String> inSmallLetters(Iterable<String> texts) {
        return () -> StreamSupport.stream(texts.spliterator(), false).map(text -> text.toLowerCase(Locale.ROOT)).iterator();
    }

    private static JsonArray vocabulary(List<UnigramTraining.Piece> unigrams, boolean bytes) {
        double least = unigrams.stream().mapToDouble(UnigramTraining.Piece::score).min().orElse(-10);
        JsonArray vocabulary = new JsonArray();
        for (String reserved : TextTokenizer.RESERVED) vocabulary.add(entry(reserved, 0));
        // Byte pieces are never to be matched where a text spells one, such as "<0x41>": six characters beat this score.
        for (int b = 0; bytes && b < 256; b++) vocabulary.add(entry(String.format("<0x%02X>", b), 7 * least));
        List<UnigramTraining.Piece> all = new ArrayList<>(unigrams);
        if (all.stream().noneMatch(piece -> piece.text().equals(ContextText.SEPARATOR_PIECE))) {
            all.add(new UnigramTraining.Piece(ContextText.SEPARATOR_PIECE, least));
        }
        for (UnigramTraining.Piece piece : all) vocabulary.add(entry(piece.text(), piece.score()));
        return vocabulary;
    }

    static JsonArray entry(String piece, double score) {
        JsonArray entry = new JsonArray();
        entry.add(piece);
        entry.add(score);
        return entry;
    }

    private static JsonObject json(JsonArray vocabulary, boolean bytes, boolean lowerCase) {
        JsonObject file = new JsonObject();
        file.addProperty("version", "1.0");
        file.add("truncation", null);
        file.add("padding", null);
        JsonArray added = new JsonArray();
        for (int id = 0; id < TextTokenizer.RESERVED.size(); id++) added.add(special(id, TextTokenizer.RESERVED.get(id)));
        file.add("added_tokens", added);
        JsonObject nfc = parts("type", "NFC");
        file.add("normalizer", lowerCase ? sequence("normalizers", nfc, parts("type", "Lowercase")) : nfc);
        JsonObject metaspace = parts("type", "Metaspace", "replacement",
                Character.toString(TextRuns.BLANK), "prepend_scheme", "always", "split", true);
        file.add("pre_tokenizer", sequence("pretokenizers", parts("type", "WhitespaceSplit"), metaspace));
        file.add("post_processor", appendEos());
        file.add("decoder", bytes ? sequence("decoders", parts("type", "ByteFallback"), metaspace) : metaspace);
        JsonObject model = parts("type", "Unigram", "unk_id", TextTokenizer.UNKNOWN);
        model.add("vocab", vocabulary);
        model.addProperty("byte_fallback", bytes);
        file.add("model", model);
        return file;
    }

    /** A member of {@code added_tokens} that no text is encoded as. */
    static JsonObject special(int id, String content) {
        return parts("id", id, "content", content, "single_word", false, "lstrip", false, "rstrip", false, "normalized", false,
                "special", true);
    }

    static JsonObject appendEos() {
        JsonObject eos = new JsonObject();
        eos.add("SpecialToken", parts("id", "</s>", "type_id", 0));
        JsonArray single = new JsonArray();
        single.add(text("A"));
        single.add(eos);
        JsonArray pair = single.deepCopy();
        pair.add(text("B"));
        pair.add(eos.deepCopy());
        JsonArray ids = new JsonArray();
        ids.add(TextTokenizer.EOS);
        JsonArray tokens = new JsonArray();
        tokens.add("</s>");
        JsonObject special = parts("id", "</s>");
        special.add("ids", ids);
        special.add("tokens", tokens);
        JsonObject specials = new JsonObject();
        specials.add("</s>", special);
        JsonObject template = parts("type", "TemplateProcessing");
        template.add("single", single);
        template.add("pair", pair);
        template.add("special_tokens", specials);
        return template;
    }

    private static JsonObject text(String id) {
        JsonObject text = new JsonObject();
        text.add("Sequence", parts("id", id, "type_id", 0));
        return text;
    }

    static JsonObject sequence(String name, JsonObject... members) {
        JsonArray list = new JsonArray();
        for (JsonObject member : members) list.add(member);
        JsonObject sequence = parts("type", "Sequence");
        sequence.add(name, list);
        return sequence;
    }

    /** An object of names and plain values, in turn. */
    static JsonObject parts(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            Object value = namesAndValues[i + 1];
            if (value instanceof Boolean yes) object.addProperty(name, yes);
            else if (value instanceof Number number) object.addProperty(name, number);
            else object.addProperty(name, (String) value);
        }
        return object;
    }

    private static void write(Path target, JsonObject json) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            AtomicFile.write(target, Json.WITH_NULLS.toJson(json));
        } catch (IOException e) {
            throw new UserInputException(target + " cannot be written: " + FileFault.words(e)
                    + ". No vocabulary was stored. Check the free space and the rights of the folder.", e);
        }
    }
}
