package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.ppo.PpoSettings;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.training.GeneratorSettings;
import org.empathyworkbench.training.IdentifierSettings;
import org.empathyworkbench.workspace.RunKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
    @TempDir Path folder;

    private Recipe read(String text) throws IOException { return Recipes.read(Files.writeString(folder.resolve("recipe.json"), text)); }

    @Test void everyPresetFileIsOfferedAndResolves() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.list(SharedData.root().resolve("resources/engine/recipes"))) {
            files = all.map(file -> file.getFileName().toString().replace(".json", "")).toList();
        }
        assertThat(Recipes.presets()).extracting(RecipePreset::name).containsExactlyInAnyOrderElementsOf(files);
        for (RecipePreset preset : Recipes.presets()) {
            assertThat(preset.recipe().resolve().kind()).isEqualTo(preset.kind());
            assertThat(preset.title()).isNotBlank();
            assertThat(preset.explanation()).endsWith(".");
        }
        for (RunKind kind : RunKind.values()) assertThat(Recipes.presets(kind)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test void aPresetHoldsNothingThatIsTheDefaultAnyway() {
        for (RecipePreset preset : Recipes.presets()) {
            Map<String, Object> defaults = Recipe.of(preset.kind()).resolve().settings();
            Map<String, Object> all = preset.recipe().resolve().settings();
            preset.recipe().settings().keySet().forEach(key -> assertThat(all.get(key)).as(preset.name() + ": " + key).isNotEqualTo(defaults.get(key)));
        }
    }

    @Test void aResolvedRecipeComesBackFromItsFileAsItWas() throws IOException {
        for (RecipePreset preset : Recipes.presets()) {
            Recipe whole = preset.recipe().withSeed(9_007_199_254_740_993L).withDataset("größe \"1\"").resolve();
            assertThat(read(whole.toJson()).resolve()).isEqualTo(whole);
        }
    }

    @Test void aFileThatNamesAPresetHoldsOnlyWhatDiffers() throws IOException {
        Recipe recipe = read("{\"preset\": \"demo-generator\", \"seed\": 7, \"settings\": {\"batch\": 4}}").resolve();
        Recipe preset = Recipes.preset("demo-generator").recipe().resolve();
        assertThat(recipe.seed()).isEqualTo(7);
        assertThat(recipe.settings().get("batch")).isEqualTo(4);
        assertThat(recipe.settings().get("pieces")).isEqualTo(preset.settings().get("pieces"));
        assertThat(recipe.dataset()).isEqualTo(preset.dataset());
    }

    @Test void damagedJsonIsRefusedWithLineAndColumn() {
        assertThatThrownBy(() -> read("{\n  \"kind\": \"ppo\",\n  \"seed\" 3\n}")).isInstanceOf(BadInput.class)
                .hasMessageContaining("recipe.json, line 3, column").hasMessageContaining("Nothing was started");
        assertThatThrownBy(() -> read("")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> read("[]")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\"} {}")).isInstanceOf(BadInput.class);
    }

    @Test void anUnknownWordIsRefusedAndTheKnownOnesAreNamed() {
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"sed\": 3}")).isInstanceOf(BadInput.class).hasMessageContaining("\"sed\"").hasMessageContaining("seed");
        assertThatThrownBy(() -> read("{\"kind\": \"po\"}")).isInstanceOf(BadInput.class).hasMessageContaining("generator, identifiers, ppo");
        assertThatThrownBy(() -> read("{\"preset\": \"papr\"}")).isInstanceOf(BadInput.class).hasMessageContaining("paper-ppo");
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"preset\": \"demo-generator\"}")).isInstanceOf(BadInput.class).hasMessageContaining("of kind generator");
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"seed\": 1.5}")).isInstanceOf(BadInput.class).hasMessageContaining("whole number");
        assertThatThrownBy(() -> Recipes.named("nothing-like-it")).isInstanceOf(BadInput.class).hasMessageContaining("demo-generator");
    }

    @Test void settingsAreCheckedWhenTheRecipeIsResolved() {
        Recipe recipe = Recipe.of(RunKind.PPO);
        assertThatThrownBy(() -> recipe.withAssignment("bata=1").resolve()).isInstanceOf(BadInput.class).hasMessageContaining("bata").hasMessageContaining("beta");
        assertThatThrownBy(() -> recipe.withAssignment("gamma=2").resolve()).isInstanceOf(BadInput.class).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> recipe.withAssignment("klController=sometimes").resolve()).isInstanceOf(BadInput.class).hasMessageContaining("constant, adaptive");
        assertThatThrownBy(() -> recipe.withAssignment("nonsense")).isInstanceOf(BadInput.class).hasMessageContaining("key=value");
        assertThatThrownBy(() -> recipe.withThreads(0).resolve()).isInstanceOf(BadInput.class).hasMessageContaining("threads");
        assertThatThrownBy(() -> Recipe.of(RunKind.GENERATOR).withIdentifiers("x").resolve()).isInstanceOf(BadInput.class);
    }

    @Test void thePaperPresetHasThePapersValues() {
        Map<String, Object> ppo = Recipes.preset("paper-ppo").recipe().resolve().settings();
        assertThat(ppo).containsEntry("steps", 1_600).containsEntry("batch", 32).containsEntry("beta", 0.2).containsEntry("gamma", 1.0).containsEntry("lambda", 0.95)
                .containsEntry("alpha", 0.1).containsEntry("epsilon", 0.2).containsEntry("learningRate", 1e-5);
    }

    @Test void thePresetsOfPaperAndCodeAreThoseOfTheSettings() {
        Map<String, Record> records = Map.of("paper-generator", GeneratorSettings.paper(), "code-generator", GeneratorSettings.code(), "paper-identifiers",
                IdentifierSettings.paper(), "code-identifiers", IdentifierSettings.code(), "small-identifiers", IdentifierSettings.small(), "paper-ppo", PpoSettings.paper(),
                "code-ppo", PpoSettings.code());
        records.forEach((name, record) -> assertThat(Recipes.preset(name).recipe().settingsRecord()).as(name).isEqualTo(record));
    }

    @Test void aFormFindsEverySettingWithItsValue() {
        List<SettingInfo> infos = Recipes.preset("demo-generator").recipe().describe();
        assertThat(infos).extracting(SettingInfo::name).contains("batch", "learningRate");
        assertThat(infos).allSatisfy(info -> assertThat(info.meaning()).isNotBlank());
    }
}
