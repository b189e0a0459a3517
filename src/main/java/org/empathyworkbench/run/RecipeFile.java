package org.empathyworkbench.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.workspace.RunKind;

/** Reads recipe JSON strictly: an unknown word is a mistake, not something to skip. */
final class RecipeFile {
    private static final List<String> KEYS = List.of("name", "kind", "preset", "seed", "dataset", "base", "identifiers", "model", "device", "threads",
            "settings", "changes", "versions");
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

    private final String file;
    private final JsonObject json;

    private RecipeFile(String file, JsonObject json) {
        this.file = file;
        this.json = json;
    }

    /** @param file for messages */
    static Recipe parse(String text, String file) {
        RecipeFile parsed = new RecipeFile(file, object(text, file));
        parsed.refuseOthers(KEYS);
        return parsed.recipe();
    }

    /** A preset's file has a title and an explanation besides. */
    static RecipePreset preset(String name, String text) {
        RecipeFile parsed = new RecipeFile("the preset " + name, object(text, "the preset " + name));
        String title = parsed.text("title", name);
        String explanation = parsed.text("explanation", "");
        parsed.json.remove("title");
        parsed.json.remove("explanation");
        parsed.refuseOthers(KEYS);
        return new RecipePreset(name, title, explanation, parsed.recipe().withPreset(name));
    }

    private static JsonObject object(String text, String file) {
        JsonReader reader = new JsonReader(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element;
        try {
            element = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) throw new JsonParseException("More follows at line 1 column 1");
        } catch (JsonParseException | IOException e) {
            throw damaged(file, e);
        }
        if (!element.isJsonObject()) throw new BadInput(file + " is no recipe: it holds no JSON object. Nothing was started. Begin from a preset's recipe.");
        return element.getAsJsonObject();
    }

    private static BadInput damaged(String file, Throwable e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        String where = place.find() ? ", line " + place.group(1) + ", column " + place.group(2) : "";
        return new BadInput("The recipe is not valid JSON (" + file + where + "). Nothing was started. Correct it there; a comma, a quotation mark or a "
                + "bracket is missing or too many.", e);
    }

    private void refuseOthers(List<String> known) {
        for (String key : json.keySet()) {
            if (!known.contains(key)) throw refuse("it says \"" + key + "\", which no recipe knows; known are " + String.join(", ", known));
        }
    }

    private Recipe recipe() {
        String presetName = text("preset", "");
        Recipe begin;
        if (presetName.isEmpty()) {
            begin = Recipe.of(kind(null));
        } else {
            begin = Recipes.preset(presetName).recipe();
            if (kind(begin.kind()) != begin.kind()) {
                throw refuse("its kind is " + text("kind", "") + " but its preset \"" + presetName + "\" is of kind " + begin.kind().key());
            }
        }
        Recipe read = begin.withName(text("name", begin.name())).withSeed(whole("seed", begin.seed())).withDataset(text("dataset", begin.dataset()))
                .withBase(text("base", begin.base())).withIdentifiers(text("identifiers", begin.identifiers()))
                .withModel(text("model", begin.model())).withDevice(text("device", begin.device()))
                .withThreads((int) whole("threads", begin.threads())).withSettings(settings()).withChanges(changes());
        // what an older version of the program resolved
        return json.has("versions") && !json.has("changes") ? read.compared() : read;
    }

    /** What a resolved recipe says that it changed; worked out anew when it is resolved again. */
    private Map<String, Recipe.Change> changes() {
        JsonElement value = json.get("changes");
        if (value == null || value.isJsonNull()) return Map.of();
        if (!value.isJsonObject()) throw refuse("\"changes\" is " + value + ", not an object in braces");
        Map<String, Recipe.Change> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
            JsonElement from = entry.getValue().isJsonObject() ? entry.getValue().getAsJsonObject().get("from") : null;
            JsonElement to = entry.getValue().isJsonObject() ? entry.getValue().getAsJsonObject().get("to") : null;
            if (!(from instanceof JsonPrimitive before) || !(to instanceof JsonPrimitive after)) {
                throw refuse("the change of \"" + entry.getKey() + "\" is " + entry.getValue() + ", not one value \"from\" and one \"to\"");
            }
            changes.put(entry.getKey(), new Recipe.Change(before.isNumber() ? before.getAsNumber() : plain(before), after.isNumber() ? after.getAsNumber() : plain(after)));
        }
        return changes;
    }

    private static Object plain(JsonPrimitive value) { return value.isBoolean() ? (Object) value.getAsBoolean() : value.getAsString(); }


    private RunKind kind(RunKind otherwise) {
        String key = text("kind", otherwise == null ? "" : otherwise.key());
        return Arrays.stream(RunKind.values()).filter(kind -> kind.key().equals(key)).findFirst().orElseThrow(() -> refuse((key.isEmpty()
                ? "it has no \"kind\"" : "its kind \"" + key + "\" is unknown") + "; known are "
                + Arrays.stream(RunKind.values()).map(RunKind::key).collect(Collectors.joining(", "))));
    }

    private String text(String key, String otherwise) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return otherwise;
        if (value instanceof JsonPrimitive primitive && primitive.isString()) return primitive.getAsString();
        throw refuse("\"" + key + "\" is " + value + ", not a text in quotation marks");
    }

    private long whole(String key, long otherwise) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return otherwise;
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            try {
                return primitive.getAsBigDecimal().longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw refuse("\"" + key + "\" is " + value + ", not a whole number");
            }
        }
        throw refuse("\"" + key + "\" is " + value + ", not a whole number");
    }

    private Map<String, Object> settings() {
        JsonElement value = json.get("settings");
        if (value == null || value.isJsonNull()) return Map.of();
        if (!value.isJsonObject()) throw refuse("\"settings\" is " + value + ", not an object in braces");
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
            if (!(entry.getValue() instanceof JsonPrimitive primitive)) throw refuse("setting \"" + entry.getKey() + "\" is " + entry.getValue() + ", not one value");
            settings.put(entry.getKey(), plain(primitive));
        }
        return settings;
    }

    private BadInput refuse(String why) { return new BadInput(file + " is no recipe that can be run: " + why + ". Nothing was started."); }
}
