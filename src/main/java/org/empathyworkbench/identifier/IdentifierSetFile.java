package org.empathyworkbench.identifier;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.setting.Settings;
import org.jspecify.annotations.Nullable;

/**
 * {@code identifiers.json}: manifest of a folder of identifiers, beside the tokenizer and one folder per mechanism.
 *
 * @param mechanisms that have a network here
 * @param tokenizer  file name of the tokenizer shared by all networks
 * @param readsSeparator whether the turn separator occurred in training; otherwise a space replaces it. Sets without this entry use the
 *                       separator, as they did when their metrics were measured
 */
public record IdentifierSetFile(List<Mechanism> mechanisms, Head head,
        Attention attention, int contextTokens, int responseTokens, String tokenizer,
        boolean readsSeparator) {
    public static final String NAME = "identifiers.json";
    public static final String TOKENIZER = "tokenizer.json";
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_VALUES = 10_000;
    private static final int MOST_TOKENS = 100_000;

    private static final String SEPARATOR = "turn_separator";
    private static final String BAR = "bar";
    static final String BLANK = "blank";

    public IdentifierSetFile { mechanisms = List.copyOf(mechanisms); }

    /** A set trained with the turn separator. */
    public IdentifierSetFile(List<Mechanism> mechanisms, Head head, Attention attention,
            int contextTokens, int responseTokens, String tokenizer) {
        this(mechanisms, head, attention, contextTokens, responseTokens, tokenizer, true);
    }

    public IdentifierSetFile withReadsSeparator(boolean reads) {
        return new IdentifierSetFile(mechanisms, head, attention, contextTokens, responseTokens, tokenizer, reads);
    }

    /** @throws UserInputException if the file is missing, damaged or from a newer version */
    public static IdentifierSetFile read(Path folder) {
        Path file = folder.resolve(NAME);
        JsonObject json;
        try {
            JsonElement element = BoundedJson.read(file, MOST_BYTES, MOST_VALUES);
            if (!element.isJsonObject()) throw refuse(file, "it is not a JSON object", null);
            json = element.getAsJsonObject();
        } catch (NoSuchFileException e) {
            throw new UserInputException(folder + " has no set of identifiers: there is no " + NAME
                    + ". Nothing was loaded. Choose a folder written by identifier training.", e);
        } catch (JsonParseException e) {
            throw refuse(file, "it is not valid JSON: " + JsonFault.words(e), e);
        } catch (IOException e) {
            throw refuse(file, "it could not be read: " + FileFault.words(e), e);
        }
        int version = number(file, json, "format_version");
        if (version != VERSION)
            throw refuse(file, "it has format version " + version + ", and this program reads version " + VERSION, null);
        List<Mechanism> mechanisms = new ArrayList<>();
        for (String name : names(file, json)) mechanisms.add(mechanism(file, name));
        if (mechanisms.stream().distinct().count() < mechanisms.size()) throw refuse(file, "its \"mechanisms\" list one twice", null);
        String tokenizer = text(file, json, "tokenizer");
        requireBeside(file, folder, tokenizer);
        String separator = json.has(SEPARATOR) ? text(file, json, SEPARATOR) : BAR;
        if (!separator.equals(BAR) && !separator.equals(BLANK))
            throw refuse(file, SEPARATOR + " is neither " + BAR + " nor " + BLANK, null);
        return new IdentifierSetFile(mechanisms, constant(file, json, "head", Head.values()),
                constant(file, json, "attention", Attention.values()),
                positive(file, json, "context_tokens"), positive(file, json, "response_tokens"), tokenizer, separator.equals(BAR));
    }

    /** The tokenizer must be a file in the folder itself, other than the files of the set. */
    private static void requireBeside(Path file, Path folder, String tokenizer) {
        try {
            ContainedPath.resolveName(folder, tokenizer);
            if (!tokenizer.contains("/") && tokenizer.endsWith(".json") && !tokenizer.equals(NAME)) return;
        } catch (IOException e) {
            throw refuse(file, FileFault.words(e) + " and is no tokenizer", e);
        }
        throw refuse(file, "tokenizer is \"" + VisibleText.line(tokenizer, 60) + "\", not a .json file beside it", null);
    }

    public void write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("format_version", VERSION);
        JsonArray names = new JsonArray();
        mechanisms.forEach(mechanism -> names.add(mechanism.fileName()));
        json.add("mechanisms", names);
        json.addProperty("head", Settings.word(head));
        json.addProperty("attention", Settings.word(attention));
        json.addProperty("context_tokens", contextTokens);
        json.addProperty("response_tokens", responseTokens);
        json.addProperty("tokenizer", tokenizer);
        json.addProperty(SEPARATOR, readsSeparator ? BAR : BLANK);
        AtomicFile.write(folder.resolve(NAME), Json.PRETTY.toJson(json) + "\n");
    }

    private static List<String> names(Path file, JsonObject json) {
        JsonElement value = json.get("mechanisms");
        if (value == null || !value.isJsonArray()) throw refuse(file, "it has no list \"mechanisms\"", null);
        List<String> names = new ArrayList<>();
        for (JsonElement name : value.getAsJsonArray()) names.add(name.isJsonPrimitive() ? name.getAsString() : name.toString());
        return names;
    }

    private static Mechanism mechanism(Path file, String name) {
        return Arrays.stream(Mechanism.values()).filter(mechanism -> mechanism.fileName().equals(name)).findFirst()
                .orElseThrow(() -> refuse(file, "\"" + VisibleText.line(name, 60) + "\" is not a mechanism", null));
    }

    private static <E extends Enum<E>> E constant(Path file, JsonObject json, String key, E[] constants) {
        String word = text(file, json, key);
        return Arrays.stream(constants).filter(constant -> Settings.word(constant).equals(word)).findFirst()
                .orElseThrow(() -> refuse(file, key + " is \"" + VisibleText.line(word, 60) + "\"; known are "
                        + String.join(", ", Arrays.stream(constants).map(Settings::word).toList()), null));
    }

    private static String text(Path file, JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || !value.isJsonPrimitive() || value.getAsString().isBlank())
            throw refuse(file, "it has no \"" + key + "\" that is a word or a number", null);
        return value.getAsString();
    }

    private static int positive(Path file, JsonObject json, String key) {
        int value = number(file, json, key);
        if (value < 1 || value > MOST_TOKENS) throw refuse(file, key + " is " + value + ", which is no limit", null);
        return value;
    }

    private static int number(Path file, JsonObject json, String key) {
        String value = text(file, json, key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw refuse(file, key + " is " + VisibleText.line(value, 60) + ", not a whole number", e);
        }
    }

    private static UserInputException refuse(Path file, String why, @Nullable Throwable cause) {
        return new UserInputException(file + " cannot be used: " + why
                + ". Nothing was loaded. Choose a folder that identifier training made, or train the identifiers again.", cause);
    }
}
