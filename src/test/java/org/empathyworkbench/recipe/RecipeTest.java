package org.empathyworkbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.recipe.SettingSources.Source;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.SettingInfo;
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
            preset.recipe().settings().keySet()
                    .forEach(key -> assertThat(all.get(key)).as(preset.name() + ": " + key).isNotEqualTo(defaults.get(key)));
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
        assertThatThrownBy(() -> read("{\n  \"kind\": \"ppo\",\n  \"seed\" 3\n}")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("recipe.json, line 3, column").hasMessageContaining("Nothing was started");
        assertThatThrownBy(() -> read("")).isInstanceOf(UserInputException.class);
        assertThatThrownBy(() -> read("[]")).isInstanceOf(UserInputException.class);
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\"} {}")).isInstanceOf(UserInputException.class);
    }

    @Test void anUnknownWordIsRefusedAndTheKnownOnesAreNamed() {
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"sed\": 3}")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("\"sed\"").hasMessageContaining("seed");
        assertThatThrownBy(() -> read("{\"kind\": \"po\"}")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("generator, identifiers, ppo");
        assertThatThrownBy(() -> read("{\"preset\": \"papr\"}")).isInstanceOf(UserInputException.class).hasMessageContaining("paper-ppo");
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"preset\": \"demo-generator\"}"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("of kind generator");
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"seed\": 1.5}"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("whole number");
        assertThatThrownBy(() -> Recipes.named("nothing-like-it"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("demo-generator");
    }

    @Test void settingsAreCheckedWhenTheRecipeIsResolved() {
        Recipe recipe = Recipe.of(RunKind.PPO);
        assertThatThrownBy(() -> recipe.withAssignment("bata=1").resolve())
                .isInstanceOf(UserInputException.class).hasMessageContaining("bata").hasMessageContaining("beta");
        assertThatThrownBy(() -> recipe.withAssignment("gamma=2").resolve())
                .isInstanceOf(UserInputException.class).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> recipe.withAssignment("klController=sometimes").resolve())
                .isInstanceOf(UserInputException.class).hasMessageContaining("constant, adaptive");
        assertThatThrownBy(() -> recipe.withAssignment("nonsense"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("key=value");
        assertThatThrownBy(() -> recipe.withThreads(0).resolve()).isInstanceOf(UserInputException.class).hasMessageContaining("threads");
        assertThatThrownBy(() -> Recipe.of(RunKind.GENERATOR).withIdentifiers("x").resolve()).isInstanceOf(UserInputException.class);
    }

    @Test void thePaperPresetHasThePapersValues() {
        Map<String, Object> ppo = Recipes.preset("paper-ppo").recipe().resolve().settings();
        assertThat(ppo).containsEntry("steps", 1_600).containsEntry("batch", 32)
                .containsEntry("beta", 0.2).containsEntry("gamma", 1.0).containsEntry("lambda", 0.95)
                .containsEntry("alpha", 0.1).containsEntry("epsilon", 0.2).containsEntry("learningRate", 1e-5);
    }

    @Test void thePresetsOfPaperAndCodeAreThoseOfTheSettings() {
        Map<String, Record> records = Map.of("paper-generator", GeneratorSettings.paper(), "code-generator", GeneratorSettings.code(),
                "paper-identifiers", IdentifierSettings.paper(), "code-identifiers", IdentifierSettings.code(),
                "small-identifiers", IdentifierSettings.small(), "paper-ppo", PpoSettings.paper(), "code-ppo", PpoSettings.code());
        records.forEach((name, record) -> assertThat(Recipes.preset(name).recipe().runSettings()).as(name).isEqualTo(record));
    }

    @Test void aResolvedRecipeNamesItsPresetAndEveryChangeAndKeepsThem() throws IOException {
        Recipe whole = Recipes.preset("paper-ppo").recipe().withAssignment("beta=0.05")
                .withAssignment("klController=adaptive").withAssignment("steps=1600").resolve();
        assertThat(whole.preset()).isEqualTo("paper-ppo");
        assertThat(whole.changes())
                .isEqualTo(Map.of("beta", new Recipe.Change(0.2, 0.05), "klController", new Recipe.Change("constant", "adaptive")));
        assertThat(whole.withModel("other").changes()).isEqualTo(whole.changes());
        Recipe kept = read(whole.toJson());
        assertThat(kept.changes().keySet()).isEqualTo(whole.changes().keySet());
        assertThat(String.valueOf(kept.changes().get("beta").from())).isEqualTo("0.2");
        // what the preset said when the run was made, whatever it says today
        Recipe old = read(whole.toJson().replace("\"from\": 0.2", "\"from\": 0.3"));
        assertThat(String.valueOf(old.changes().get("beta").from())).isEqualTo("0.3");
        assertThat(old.resolve().changes()).isEqualTo(whole.changes());
    }

    @Test void aRecipeThatAnOlderVersionResolvedIsComparedWithItsPreset() throws IOException {
        Recipe recipe = read("{\"preset\": \"paper-ppo\", \"settings\": {\"beta\": 0.05}, \"versions\": {\"java\": \"17\"}}");
        assertThat(recipe.changes()).isEqualTo(Map.of("beta", new Recipe.Change(0.2, 0.05)));
        assertThatThrownBy(() -> read("{\"kind\": \"ppo\", \"changes\": {\"beta\": 3}}"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("\"beta\" is 3");
    }

    /** METHOD section 8, Table VI. */
    @Test void ablationsDifferFromThePaperInOneThingEach() {
        Map<String, Object> paper = Recipes.preset("paper-ppo").recipe().resolve().settings();
        assertThat(differing(paper, "without-kl")).isEqualTo(Map.of("beta", 0.0, "steps", 600));
        assertThat(differing(paper, "without-empathy-reward")).isEqualTo(Map.of("empathyReward", false));
        assertThat(Recipes.preset("without-rl").recipe().resolve().settings())
                .isEqualTo(Recipes.preset("paper-generator").recipe().resolve().settings());
    }

    private static Map<String, Object> differing(Map<String, Object> from, String preset) {
        Map<String, Object> settings = new TreeMap<>(Recipes.preset(preset).recipe().resolve().settings());
        settings.entrySet().removeIf(entry -> entry.getValue().equals(from.get(entry.getKey())));
        return settings;
    }

    @Test void everyValueHasItsSource() {
        assertThat(source("paper-ppo", "batch")).isEqualTo(Source.PAPER_AND_CODE);
        assertThat(source("paper-ppo", "advantageWhitening")).isEqualTo(Source.PAPER);
        assertThat(source("code-ppo", "advantageWhitening")).isEqualTo(Source.CODE);
        assertThat(source("paper-ppo", "klTarget")).isEqualTo(Source.CODE);                        // the paper has no target
        // the paper does not say, the program has 0
        assertThat(source("paper-ppo", "weightDecay")).isEqualTo(Source.OURS);
        assertThat(source("without-kl", "beta")).isEqualTo(Source.OURS);
        assertThat(source("paper-generator", "learningRate")).isEqualTo(Source.PAPER_AND_CODE);
        assertThat(source("paper-generator", "epochs")).isEqualTo(Source.CODE);
        assertThat(source("paper-generator", "validateEvery")).isEqualTo(Source.OURS);
        assertThat(source("small-identifiers", "classWeights")).isEqualTo(Source.OURS);
        assertThat(source("paper-identifiers", "contextTokens")).isEqualTo(Source.CODE);
    }

    private static Source source(String preset, String setting) {
        SettingInfo info = Recipes.preset(preset).recipe().describe().stream()
                .filter(one -> one.name().equals(setting)).findFirst().orElseThrow();
        return SettingSources.of(Recipes.preset(preset).kind()).of(info, info.value());
    }

    @Test void aFormFindsEverySettingWithItsValue() {
        List<SettingInfo> infos = Recipes.preset("demo-generator").recipe().describe();
        assertThat(infos).extracting(SettingInfo::name).contains("batch", "learningRate");
        assertThat(infos).allSatisfy(info -> assertThat(info.meaning()).isNotBlank());
    }
}
