package org.empathyworkbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes of every preset and of every kind's defaults as the program resolved and stored them when its settings were still one flat
 * record a kind. A preset must resolve to the same values for ever, and stored recipes must be read.
 */
class ResolvedRecipesGoldenTest {
    @TempDir Path folder;

    @Test void everyPresetResolvesToTheRecordedKeysAndValuesInTheirOrder() throws IOException {
        Map<String, JsonObject> recorded = new LinkedHashMap<>();
        for (JsonObject recipe : recorded()) {
            String preset = recipe.get("preset").getAsString();
            if (!preset.isEmpty()) recorded.put(preset, recipe);
        }
        assertThat(Recipes.presets()).extracting(RecipePreset::name).containsExactlyElementsOf(recorded.keySet());
        recorded.forEach((name, recipe) -> {
            Recipe now = Recipes.preset(name).recipe().resolve();
            assertThat(words(now.settings())).as(name).containsExactlyElementsOf(words(recipe));
            assertThat(now.changes()).as(name).isEmpty();
        });
    }

    @Test void everyKindHasTheRecordedDefaults() throws IOException {
        List<JsonObject> defaults = recorded().stream().filter(recipe -> recipe.get("preset").getAsString().isEmpty()).toList();
        assertThat(defaults).hasSameSizeAs(RunKind.values());
        for (JsonObject recipe : defaults) {
            RunKind kind = Stream.of(RunKind.values()).filter(one -> one.key().equals(recipe.get("kind").getAsString())).findFirst()
                    .orElseThrow();
            assertThat(words(Recipe.of(kind).resolve().settings())).as(kind.key()).containsExactlyElementsOf(words(recipe));
        }
    }

    @Test void theRecipeOfAStoredRunAndARecipeFileAreReadAsTheyWereWritten() throws IOException {
        for (JsonObject recipe : recorded()) {
            Recipe stored = Recipes.parse(recipe.toString(), "the recipe of a run");
            assertThat(words(stored.resolve().settings())).as(stored.name()).containsExactlyElementsOf(words(recipe));
            assertThat(stored.resolve().changes()).isEmpty();
            Recipe file = Recipes.read(Files.writeString(folder.resolve("recipe.json"), recipe.toString()));
            assertThat(file.resolve()).isEqualTo(stored.resolve());
        }
    }

    private static List<JsonObject> recorded() throws IOException {
        try (InputStream in = ResolvedRecipesGoldenTest.class.getResourceAsStream("/golden/settings/resolved-recipes.json")) {
            JsonArray all = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getAsJsonArray();
            List<JsonObject> recipes = new ArrayList<>();
            for (JsonElement one : all) recipes.add(one.getAsJsonObject());
            return recipes;
        }
    }

    private static List<String> words(JsonObject recipe) {
        return recipe.getAsJsonObject("settings").entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue().getAsString()).toList();
    }

    private static List<String> words(Map<String, Object> settings) {
        return settings.entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue()).toList();
    }
}
