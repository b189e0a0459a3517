package org.empathyworkbench.identifier;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.Safetensors;

/**
 * {@code identifiers.json}: what a folder of identifiers holds. Beside it lie the tokenizer and one folder a mechanism.
 *
 * @param mechanisms that have a network here
 * @param tokenizer  file name of the tokenizer that all networks share
 */
public record IdentifierSetFile(List<Mechanism> mechanisms, Head head, Attention attention, int contextTokens, int responseTokens, String tokenizer) {
    public static final String NAME = "identifiers.json";
    public static final String TOKENIZER = "tokenizer.json";
    private static final int VERSION = 1;

    public IdentifierSetFile { mechanisms = List.copyOf(mechanisms); }

    /** @throws BadInput when the file is missing, damaged or from a newer version */
    public static IdentifierSetFile read(Path folder) {
        Path file = folder.resolve(NAME);
        JsonObject json;
        try {
            JsonElement element = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            if (!element.isJsonObject()) throw refuse(file, "it holds no JSON object", null);
            json = element.getAsJsonObject();
        } catch (NoSuchFileException e) {
            throw new BadInput(folder + " holds no set of identifiers: there is no " + NAME + ". Nothing was loaded. Choose a folder that identifier training made.", e);
        } catch (JsonParseException e) {
            throw refuse(file, "it is not valid JSON: " + JsonFault.words(e), e);
        } catch (IOException e) {
            throw refuse(file, "it could not be read: " + FileFault.words(e), e);
        }
        int version = number(file, json, "format_version");
        if (version != VERSION) throw refuse(file, "it has format version " + version + ", and this program reads version " + VERSION, null);
        List<Mechanism> mechanisms = new ArrayList<>();
        for (String name : names(file, json)) mechanisms.add(mechanism(file, name));
        String tokenizer = text(file, json, "tokenizer");
        if (!Path.of(tokenizer).getFileName().toString().equals(tokenizer)) throw refuse(file, "tokenizer is \"" + tokenizer + "\", not a file beside it", null);
        return new IdentifierSetFile(mechanisms, constant(file, json, "head", Head.values()), constant(file, json, "attention", Attention.values()),
                positive(file, json, "context_tokens"), positive(file, json, "response_tokens"), tokenizer);
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
        Path beside = folder.resolve(NAME + ".part");
        Files.writeString(beside, new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n", StandardCharsets.UTF_8);
        Safetensors.replace(beside, folder.resolve(NAME));
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
                .orElseThrow(() -> refuse(file, "\"" + name + "\" is not a mechanism", null));
    }

    private static <E extends Enum<E>> E constant(Path file, JsonObject json, String key, E[] constants) {
        String word = text(file, json, key);
        return Arrays.stream(constants).filter(constant -> Settings.word(constant).equals(word)).findFirst()
                .orElseThrow(() -> refuse(file, key + " is \"" + word + "\"; known are " + String.join(", ", Arrays.stream(constants).map(Settings::word).toList()), null));
    }

    private static String text(Path file, JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || !value.isJsonPrimitive() || value.getAsString().isBlank()) throw refuse(file, "it has no \"" + key + "\"", null);
        return value.getAsString();
    }

    private static int positive(Path file, JsonObject json, String key) {
        int value = number(file, json, key);
        if (value < 1) throw refuse(file, key + " is " + value + ", which is no limit", null);
        return value;
    }

    private static int number(Path file, JsonObject json, String key) {
        String value = text(file, json, key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw refuse(file, key + " is " + value + ", not a whole number", e);
        }
    }

    private static BadInput refuse(Path file, String why, Throwable cause) {
        return new BadInput(file + " cannot be used: " + why + ". Nothing was loaded. Choose a folder that identifier training made, or train the identifiers again.", cause);
    }
}
