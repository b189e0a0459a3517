package org.empathyworkbench.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.workspace.RunKind;
import org.jspecify.annotations.Nullable;

/** Strict reader of recipe JSON: unknown keys are errors. */
public final class RecipeFile {
    private static final List<String> KEYS = List.of("name", "kind", "preset", "seed", "dataset",
            "base", "identifiers", "model", "device", "threads", "settings", "changes", "versions");
    private static final int MOST_SHOWN = 200;
    private static final int MOST_VALUES = 100_000;

    private final String file;
    private final JsonObject json;
    private final Map<String, String> places;

    private RecipeFile(String file, BoundedJson.Placed read) {
        this.file = file;
        this.json = read.root().getAsJsonObject();
        this.places = read.places();
    }

    /** @param file for messages */
    public static Recipe parse(String text, String file) {
        RecipeFile parsed = new RecipeFile(file, whole(text, file));
        parsed.refuseOthers(KEYS);
        return parsed.recipe();
    }

    /** As {@link #parse}, for a file written by the user: an invalid setting is reported with its position. */
    static Recipe checked(String text, String file) {
        RecipeFile parsed = new RecipeFile(file, whole(text, file));
        parsed.refuseOthers(KEYS);
        Recipe recipe = parsed.recipe();
        parsed.checkSettings(recipe);
        return recipe;
    }

    private void checkSettings(Recipe recipe) {
        if (!(json.get("settings") instanceof JsonObject settings) || settings.isEmpty()) return;
        try {
            recipe.runSettings();
        } catch (UserInputException refused) {
            throw placed(recipe, settings, refused);
        }
    }

    /** The position of a setting that is invalid by itself; if only a combination is invalid, the position of the first setting. */
    private UserInputException placed(Recipe recipe, JsonObject settings, UserInputException refused) {
        for (String key : settings.keySet()) {
            try {
                Recipes.defaults(recipe.kind()).with(Map.of(key, recipe.settings().get(key)));
            } catch (UserInputException alone) {
                return refuse("$.settings." + key, String.valueOf(alone.getMessage()).replaceFirst("\\.$", ""));
            }
        }
        return refuse("$.settings." + settings.keySet().iterator().next(), String.valueOf(refused.getMessage()).replaceFirst("\\.$", ""));
    }

    /** A preset's file additionally has a title and an explanation. */
    static RecipePreset preset(String name, String text) {
        RecipeFile parsed = new RecipeFile("the preset " + name, whole(text, "the preset " + name));
        String title = parsed.text("title", name);
        String explanation = parsed.text("explanation", "");
        parsed.json.remove("title");
        parsed.json.remove("explanation");
        parsed.refuseOthers(KEYS);
        return new RecipePreset(name, title, explanation, parsed.recipe().withPreset(name));
    }

    private static BoundedJson.Placed whole(String text, String file) {
        BoundedJson.Placed read;
        try {
            read = BoundedJson.parseWithPlaces(text.startsWith("\uFEFF") ? text.substring(1) : text, MOST_VALUES);
        } catch (JsonFault.Duplicate twice) {
            throw new UserInputException(VisibleText.line(file, MOST_SHOWN) + " is not a valid recipe: it has \""
                    + VisibleText.line(twice.key(), MOST_SHOWN) + "\" twice" + twice.place()
                    + ". Nothing was started. Keep one of them.", twice);
        } catch (JsonFault.Stated e) {
            throw new UserInputException(VisibleText.line(file, MOST_SHOWN) + " is not a valid recipe: "
                    + e.getMessage() + ". Nothing was started. Begin from a preset's recipe.", e);
        } catch (JsonParseException e) {
            throw new UserInputException("The recipe is not valid JSON (" + VisibleText.line(file, MOST_SHOWN)
                    + JsonFault.place(String.valueOf(e.getMessage())) + "). Nothing was started. Correct it "
                    + "there; a comma, a quotation mark or a bracket is missing or too many.", e);
        }
        if (read.root().isJsonObject()) return read;
        throw new UserInputException(VisibleText.line(file, MOST_SHOWN)
                + " is not a recipe: it is not a JSON object. Nothing was started. Begin from a preset's recipe.");
    }

    private void refuseOthers(List<String> known) {
        for (String key : json.keySet()) {
            if (!known.contains(key))
                throw refuse("$." + key, "it says \"" + VisibleText.line(key, MOST_SHOWN)
                        + "\", which is not a key of a recipe; known are " + String.join(", ", known));
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
                throw refuse("$.kind",
                        "its kind is " + text("kind", "") + " but its preset \"" + presetName + "\" is of kind " + begin.kind().key());
            }
        }
        Recipe read = begin.withName(text("name", begin.name()))
                .withSeed(whole("seed", begin.seed(), Long.MIN_VALUE, Long.MAX_VALUE)).withDataset(text("dataset", begin.dataset()))
                .withBase(text("base", begin.base())).withIdentifiers(text("identifiers", begin.identifiers()))
                .withModel(text("model", begin.model())).withDevice(text("device", begin.device()))
                .withThreads((int) whole("threads", begin.threads(), 1, Recipe.MOST_THREADS))
                .withSettings(settings()).withChanges(changes());
        // resolved by an older version of the program
        return json.has("versions") && !json.has("changes") ? read.compared() : read;
    }

    /** Recorded changes of a resolved recipe; recomputed when it is resolved again. */
    private Map<String, Recipe.Change> changes() {
        JsonElement value = json.get("changes");
        if (value == null || value.isJsonNull()) return Map.of();
        if (!value.isJsonObject()) throw refuse("$.changes", "\"changes\" is " + shown(value) + ", not an object in braces");
        Map<String, Recipe.Change> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
            JsonElement from = entry.getValue().isJsonObject() ? entry.getValue().getAsJsonObject().get("from") : null;
            JsonElement to = entry.getValue().isJsonObject() ? entry.getValue().getAsJsonObject().get("to") : null;
            if (!(from instanceof JsonPrimitive before) || !(to instanceof JsonPrimitive after)) {
                throw refuse("$.changes." + entry.getKey(), "the change of \"" + VisibleText.line(entry.getKey(), MOST_SHOWN)
                        + "\" is " + shown(entry.getValue()) + ", not a value \"from\" and a value \"to\"");
            }
            changes.put(entry.getKey(), new Recipe.Change(before.isNumber() ? before.getAsNumber() : plain(before),
                    after.isNumber() ? after.getAsNumber() : plain(after)));
        }
        return changes;
    }

    private static Object plain(JsonPrimitive value) { return value.isBoolean() ? (Object) value.getAsBoolean() : value.getAsString(); }


    private RunKind kind(@Nullable RunKind otherwise) {
        String key = text("kind", otherwise == null ? "" : otherwise.key());
        return Arrays.stream(RunKind.values())
                .filter(kind -> kind.key().equals(key)).findFirst().orElseThrow(() -> refuse("$.kind", (key.isEmpty()
                        ? "it has no \"kind\"" : "its kind \"" + VisibleText.line(key, MOST_SHOWN) + "\" is unknown") + "; known are "
                        + Arrays.stream(RunKind.values()).map(RunKind::key).collect(Collectors.joining(", "))));
    }

    private String text(String key, String otherwise) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return otherwise;
        if (value instanceof JsonPrimitive primitive && primitive.isString()) return primitive.getAsString();
        throw refuse("$." + key, "\"" + key + "\" is " + shown(value) + ", not a string");
    }

    private long whole(String key, long otherwise, long least, long most) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return otherwise;
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            try {
                long number = primitive.getAsBigDecimal().longValueExact();
                if (number >= least && number <= most) return number;
            } catch (ArithmeticException | NumberFormatException e) {
                throw refuse("$." + key, "\"" + key + "\" is " + shown(value) + ", not a whole number" + range(least, most));
            }
        }
        throw refuse("$." + key, "\"" + key + "\" is " + shown(value) + ", not a whole number" + range(least, most));
    }

    private static String range(long least, long most) {
        return least == Long.MIN_VALUE ? " of 64 bits" : " between " + least + " and " + most;
    }

    private static String shown(JsonElement value) { return VisibleText.line(value.toString(), MOST_SHOWN); }

    private Map<String, Object> settings() {
        JsonElement value = json.get("settings");
        if (value == null || value.isJsonNull()) return Map.of();
        if (!value.isJsonObject()) throw refuse("$.settings", "\"settings\" is " + shown(value) + ", not an object in braces");
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
            if (!(entry.getValue() instanceof JsonPrimitive primitive)) {
                throw refuse("$.settings." + entry.getKey(), "setting \"" + VisibleText.line(entry.getKey(), MOST_SHOWN)
                        + "\" is " + shown(entry.getValue()) + ", not a single value");
            }
            settings.put(entry.getKey(), plain(primitive));
        }
        return settings;
    }

    /** @param path of the value, by which {@link BoundedJson.Placed} stores its position */
    private UserInputException refuse(String path, String why) {
        return new UserInputException(VisibleText.line(file, MOST_SHOWN) + " is not a valid recipe: "
                + why + places.getOrDefault(path, "") + ". Nothing was started.");
    }
}
