package org.empathyworkbench.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Objects;
import java.util.Set;
import org.empathyworkbench.io.JsonValues;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the parts of a tokenizer.json through which a text goes: normaliser, pre-tokenizer, decoder. The native reader aborts the whole
 * process on some of what they may say and lets a short text grow without end on other, so only types that are known to be safe are taken,
 * with values that are.
 *
 * <p>The text that the native reader gets has no part that this program makes no use of: truncation, padding, and the post-processor that
 * adds special tokens.
 */
final class TokenizerParts {
    private static final Set<String> PLAIN_NORMALIZERS = Set.of("NFC", "NFD", "NFKC", "NFKD",
            "Nmt", "Lowercase", "StripAccents", "Strip", "BertNormalizer", "ByteLevel");
    private static final Set<String> PLAIN_PRE_TOKENIZERS = Set.of("BertPreTokenizer", "ByteLevel",
            "Digits", "Punctuation", "UnicodeScripts", "Whitespace", "WhitespaceSplit");
    private static final Set<String> PLAIN_DECODERS = Set.of("ByteFallback", "ByteLevel", "Fuse", "CTC");
    private static final Set<String> USUAL = Set.of("Sequence", "Precompiled", "NFC", "NFKC", "Lowercase",
            "Strip", "Replace", "Prepend", "WhitespaceSplit", "Metaspace", "ByteFallback", "Fuse");
    /** Of runs of blanks, in newer T5 tokenizers. */
    private static final String BLANKS = " {2,}";
    private static final int MOST_PARTS = 32;
    private static final int DEEPEST = 4;
    private static final int LONGEST_TEXT = 64;
    private static final int MOST_GROWTH = 16;

    private int parts;
    private int tables;
    private double growth = 1;
    private boolean usual = true;

    private TokenizerParts() { }

    /**
     * Checks the parts and takes out of the file what is not used.
     *
     * @return whether all parts are such as T5's tokenizers have
     * @throws IllegalArgumentException saying what is wrong; fits behind "is not a tokenizer that fits: "
     */
    static boolean require(JsonObject file) {
        TokenizerParts parts = new TokenizerParts();
        parts.normalizer(file.get("normalizer"), 0);
        parts.preTokenizer(file.get("pre_tokenizer"), 0);
        TokenizerParts decoders = new TokenizerParts();
        decoders.decoder(file.get("decoder"), 0);
        file.add("truncation", JsonNull.INSTANCE);
        file.add("padding", JsonNull.INSTANCE);
        // it trims the places of tokens
        boolean offsets = file.get("post_processor") instanceof JsonObject post && "ByteLevel".equals(text(post, "type"));
        if (!offsets) file.add("post_processor", JsonNull.INSTANCE);
        return parts.usual && decoders.usual && !offsets;
    }

    private void normalizer(JsonElement element, int depth) {
        JsonObject part = part(element, "normalizer", depth);
        if (part == null) return;
        String type = type(part);
        switch (type) {
            case "Sequence" -> list(part, "normalizers", "normalizer").forEach(one -> normalizer(one, depth + 1));
            case "Precompiled" -> precompiled(part);
            case "Replace" -> replace(part, "normalizer");
            case "Prepend" -> shortText(part, "prepend", "normalizer Prepend", true);
            default -> {
                if (!PLAIN_NORMALIZERS.contains(type)) throw unknown("normalizer", type);
            }
        }
    }

    private void precompiled(JsonObject part) {
        if (++tables > 1) throw new IllegalArgumentException("its normalizer has more than one part Precompiled");
        String charsmap = text(part, "precompiled_charsmap");
        if (charsmap == null) throw new IllegalArgumentException("its normalizer Precompiled has no precompiled_charsmap");
        try {
            Charsmap.require(charsmap);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its precompiled_charsmap " + e.getMessage(), e);
        }
    }

    private void preTokenizer(JsonElement element, int depth) {
        JsonObject part = part(element, "pre_tokenizer", depth);
        if (part == null) return;
        String type = type(part);
        switch (type) {
            case "Sequence" -> list(part, "pretokenizers", "pre_tokenizer").forEach(one -> preTokenizer(one, depth + 1));
            case "Metaspace" -> metaspace(part, "pre_tokenizer");
            case "Split" -> pattern(part, "pre_tokenizer Split");
            case "CharDelimiterSplit" -> oneCharacter(part, "delimiter", "pre_tokenizer CharDelimiterSplit");
            default -> {
                if (!PLAIN_PRE_TOKENIZERS.contains(type)) throw unknown("pre_tokenizer", type);
            }
        }
    }

    private void decoder(JsonElement element, int depth) {
        JsonObject part = part(element, "decoder", depth);
        if (part == null) return;
        String type = type(part);
        switch (type) {
            case "Sequence" -> list(part, "decoders", "decoder").forEach(one -> decoder(one, depth + 1));
            case "Metaspace" -> metaspace(part, "decoder");
            case "Replace" -> replace(part, "decoder");
            case "Strip" -> strip(part);
            case "BPEDecoder" -> shortText(part, "suffix", "decoder BPEDecoder", false);
            case "WordPiece" -> shortText(part, "prefix", "decoder WordPiece", false);
            default -> {
                if (!PLAIN_DECODERS.contains(type)) throw unknown("decoder", type);
            }
        }
    }

    /** The native reader counts from the end of a token without looking how long it is. */
    private static void strip(JsonObject part) {
        oneCharacter(part, "content", "decoder Strip");
        if (!wholeBetween(part.get("start"), 0, LONGEST_TEXT) || !wholeBetween(part.get("stop"), 0, 0)) {
            throw new IllegalArgumentException("its decoder Strip cuts at the end of pieces, or by no number; only \"stop\": 0 is taken");
        }
    }

    private static boolean wholeBetween(JsonElement value, int least, int most) {
        return JsonValues.isNumber(value) && value.getAsDouble() >= least && value.getAsDouble() <= most
                && value.getAsDouble() == Math.rint(value.getAsDouble());
    }

    private void metaspace(JsonObject part, String where) { oneCharacter(part, "replacement", where + " Metaspace"); }

    private void replace(JsonObject part, String where) {
        String content = shortText(part, "content", where + " Replace", false);
        int shortest = pattern(part, where + " Replace");
        growth *= Math.max(1, (double) content.length() / shortest);
        if (growth > MOST_GROWTH)
            throw new IllegalArgumentException("the parts Replace of its " + where
                    + " make a text more than " + MOST_GROWTH + " times as long");
    }

    /** @return characters that a match has at least */
    private int pattern(JsonObject part, String where) {
        if (!(part.get("pattern") instanceof JsonObject pattern) || pattern.size() != 1)
            throw new IllegalArgumentException("its " + where + " has no pattern");
        String text = text(pattern, "String");
        if (text != null) {
            if (text.isEmpty() || text.length() > LONGEST_TEXT)
                throw new IllegalArgumentException("its " + where + " has a pattern of " + text.length() + " characters");
            return text.length();
        }
        String regex = text(pattern, "Regex");
        if (regex == null) throw new IllegalArgumentException("its " + where + " has no pattern");
        if (!regex.equals(BLANKS)) usual = false;
        if (!SafePattern.is(regex)) {
            throw new IllegalArgumentException("its " + where + " has the regular expression \""
                    + VisibleText.line(regex, 80) + "\", and only such are taken as are known to be searched for "
                    + "quickly in every text (no groups, nothing repeated but each alternative's last part)");
        }
        return 1;
    }

    private @Nullable JsonObject part(@Nullable JsonElement element, String where, int depth) {
        if (element == null || element.isJsonNull()) return null;
        if (!(element instanceof JsonObject part) || text(part, "type") == null)
            throw new IllegalArgumentException("its " + where + " names no type");
        if (!USUAL.contains(text(part, "type"))) usual = false;
        if (++parts > MOST_PARTS || depth > DEEPEST)
            throw new IllegalArgumentException("its " + where + " has more than "
                    + MOST_PARTS + " parts, or is nested more than " + DEEPEST + " deep");
        return part;
    }

    /** What {@link #part} has found. */
    private static String type(JsonObject part) { return Objects.requireNonNull(text(part, "type")); }

    private static JsonArray list(JsonObject part, String key, String where) {
        if (part.get(key) instanceof JsonArray list) return list;
        throw new IllegalArgumentException("its " + where + " Sequence has no list \"" + key + "\"");
    }

    private static String shortText(JsonObject part, String key, String where, boolean needed) {
        String text = text(part, key);
        if (text == null || needed && text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("its " + where + " has no \"" + key
                    + "\", or one of more than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static void oneCharacter(JsonObject part, String key, String where) {
        String text = text(part, key);
        if (text == null || text.codePointCount(0, text.length()) != 1)
            throw new IllegalArgumentException("its " + where + " has no \"" + key + "\" of one character");
    }

    private static IllegalArgumentException unknown(String where, String type) {
        return new IllegalArgumentException("its " + where + " is of the type \""
                + VisibleText.line(type, 60) + "\", which is not known here");
    }

    private static @Nullable String text(JsonObject object, String key) { return JsonValues.text(object.get(key)); }
}
