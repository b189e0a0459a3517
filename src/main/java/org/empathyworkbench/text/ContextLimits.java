package org.empathyworkbench.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Token limits of a generator's training and the truncation side of contexts. Stored beside the weights in {@code workbench.json}, which
 * other programs ignore, so that the model is used with the limits of its training.
 *
 * @param contextTokens  maximum tokens of a context, end token included
 * @param responseTokens maximum tokens of a given response (training, perplexity, teacher forcing), end token included; a longer one loses
 *                       its end
 * @param contextSide    truncation side of contexts
 * @param source         origin of the limits
 */
public record ContextLimits(int contextTokens, int responseTokens, Truncate contextSide, Source source) {
    /** The file in a model's folder. */
    public static final String FILE = "workbench.json";
    /** More than any T5 is trained with; the bound of the training settings. */
    public static final int MOST = 4_096;

    private static final int VERSION = 1;
    private static final int MOST_BYTES = 1_000_000;

    /** Where limits come from. */
    public enum Source {
        /** The model's own folder. */
        MODEL("as the model was trained"),
        /** The paper's, for the folder does not say. */
        PAPER("the paper's, for the model does not say how it was trained"),
        /** The user's choice, overriding the model's own. */
        CHOSEN("chosen in place of the model's own");

        private final String words;

        Source(String words) { this.words = words; }
    }

    /** 200 and 50 tokens, the oldest words given up (METHOD section 2): of models whose folder does not say. */
    public static final ContextLimits PAPER = new ContextLimits(200, 50, Truncate.LEFT, Source.PAPER);

    public ContextLimits {
        if (contextTokens < 1 || contextTokens > MOST || responseTokens < 1 || responseTokens > MOST) {
            throw new IllegalArgumentException("Limits lie between 1 and " + MOST
                    + " tokens, not at " + contextTokens + " and " + responseTokens + ".");
        }
    }

    /** Those that a model was trained with. */
    public static ContextLimits trained(int contextTokens, int responseTokens, Truncate contextSide) {
        return new ContextLimits(contextTokens, responseTokens, contextSide, Source.MODEL);
    }

    /**
     * @param folder of a model or checkpoint
     * @return the paper's when the folder does not say
     * @throws UserInputException when it says something that cannot be
     */
    public static ContextLimits read(Path folder) {
        Path file = folder.resolve(FILE);
        JsonObject json;
        try {
            JsonElement element = JsonParser.parseString(RegularFiles.readString(file, MOST_BYTES));
            if (!element.isJsonObject()) throw refuse(file, "it is not a JSON object", null);
            json = element.getAsJsonObject();
        } catch (NoSuchFileException unstated) {
            return PAPER;
        } catch (JsonParseException e) {
            throw refuse(file, "it is not valid JSON: " + JsonFault.words(e), e);
        } catch (IOException e) {
            throw refuse(file, "it could not be read: " + FileFault.words(e), e);
        }
        int version = whole(file, json, "format_version", Integer.MAX_VALUE);
        if (version != VERSION) {
            throw refuse(file, "it has format version " + version + ", and this program reads version " + VERSION, null);
        }
        JsonElement side = json.get("truncation_side");
        String word = side != null && side.isJsonPrimitive() ? side.getAsString() : "missing";
        if (!word.equals("left") && !word.equals("right")) {
            throw refuse(file, "truncation_side is " + quoted(word) + ", not left or right", null);
        }
        return trained(whole(file, json, "context_tokens", MOST), whole(file, json, "response_tokens", MOST),
                word.equals("left") ? Truncate.LEFT : Truncate.RIGHT);
    }

    /** Writes the file into a model's folder: from then on they are the model's own. */
    public void write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("format_version", VERSION);
        json.addProperty("context_tokens", contextTokens);
        json.addProperty("response_tokens", responseTokens);
        json.addProperty("truncation_side", side());
        AtomicFile.write(folder.resolve(FILE), Json.PRETTY.toJson(json) + "\n");
    }

    /** Others in place of these. @param change of any of the three; equal results keep their source */
    public ContextLimits chosen(UnaryOperator<ContextLimits> change) {
        ContextLimits now = change.apply(this);
        return now.equals(this) ? this : new ContextLimits(now.contextTokens, now.responseTokens, now.contextSide, Source.CHOSEN);
    }

    public ContextLimits withContextTokens(int tokens) { return new ContextLimits(tokens, responseTokens, contextSide, source); }

    public ContextLimits withResponseTokens(int tokens) { return new ContextLimits(contextTokens, tokens, contextSide, source); }

    public ContextLimits withContextSide(Truncate side) { return new ContextLimits(contextTokens, responseTokens, side, source); }

    /** {@code left} or {@code right}. */
    public String side() { return contextSide.name().toLowerCase(Locale.ROOT); }

    /** {@code contexts up to 96 tokens, cut on the left; responses up to 64 (as the model was trained)}. */
    public String words() { return key() + " (" + source.words + ")"; }

    /** The same whoever says so: what keys and fingerprints are made of. */
    public String key() {
        return "contexts up to " + contextTokens + " tokens, cut on the " + side() + "; responses up to " + responseTokens;
    }

    /** {@code 61 of 1,000 contexts (6.1 %) are longer and lose their oldest words}. */
    public static String cutWords(int cut, int of, Truncate side) {
        if (cut == 0) return "no context is longer";
        String lost = side == Truncate.LEFT ? "oldest" : "newest";
        return String.format(Locale.ROOT, "%,d of %,d contexts (%.1f %%) are longer and lose their %s words",
                cut, of, 100.0 * cut / of, lost);
    }

    /** {@code 3 of 1,000 responses (0.3 %) lose their end}. */
    public static String cutResponses(int cut, int of) {
        if (cut == 0) return "no response is longer";
        return String.format(Locale.ROOT, "%,d of %,d responses (%.1f %%) lose their end", cut, of, 100.0 * cut / of);
    }

    private static int whole(Path file, JsonObject json, String key, int most) {
        JsonElement value = json.get(key);
        if (value == null || !value.isJsonPrimitive()) throw refuse(file, "it has no " + key, null);
        try {
            int number = value.getAsBigDecimal().intValueExact();
            if (number >= 1 && number <= most) return number;
            throw refuse(file, key + " is " + quoted(value.getAsString()) + ", which is no limit", null);
        } catch (NumberFormatException | ArithmeticException e) {
            throw refuse(file, key + " is " + quoted(value.getAsString()) + ", not a whole number in reach", e);
        }
    }

    private static String quoted(String value) { return "\"" + VisibleText.line(value, 40) + "\""; }

    private static UserInputException refuse(Path file, String why, @Nullable Throwable cause) {
        return new UserInputException(file + " cannot be used: " + why
                + ". Nothing was loaded. Delete it, and the paper's limits are taken, or write what the model was trained with.", cause);
    }
}
