package org.empathyworkbench.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.empathyworkbench.setting.SettingText;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunOrigin;
import org.empathyworkbench.workspace.Workspace;

/**
 * The headless command that repeats a run. Self-contained if possible: a preset and its changes, or the checkpoint that was branched from
 * and the changes; otherwise it refers to the run's recipe file. The model gets a new name, since the old one is taken.
 *
 * @param words the command's arguments after {@code app/run}
 */
public record RecipeCommand(List<String> words) {
    public RecipeCommand { words = List.copyOf(words); }

    /** @throws org.empathyworkbench.dialogue.UserInputException if this version of the program cannot read the run's recipe */
    public static RecipeCommand of(Workspace workspace, RunInfo run) {
        Recipe recipe = Recipes.parse(run.recipe(), "The recipe of run " + run.id());
        List<String> words = new ArrayList<>(List.of("train", "--workspace", workspace.folder().toString()));
        RunInfo origin = run.origin().isEmpty() ? null : workspace.runs().find(RunOrigin.of(run.origin()).run()).orElse(null);
        if (origin != null) {
            words.addAll(List.of("--branch", run.origin()));
            words.addAll(changes(Recipes.parse(origin.recipe(), "The recipe of run " + origin.id()).withModel("").withName(""), recipe));
        } else if (Recipes.find(recipe.preset()).isPresent()) {
            words.addAll(List.of("--recipe", recipe.preset()));
            words.addAll(changes(Recipes.preset(recipe.preset()).recipe(), recipe));
        } else {
            words.addAll(List.of("--recipe", workspace.runs().folder(run.id()).resolve("recipe.json").toString()));
            if (!recipe.model().isEmpty()) words.addAll(List.of("--set", "model="));
        }
        return new RecipeCommand(words);
    }

    /** Arguments of {@code train} that turn one recipe into the other. */
    private static List<String> changes(Recipe from, Recipe to) {
        List<String> words = new ArrayList<>(List.of("--seed", String.valueOf(to.seed())));
        if (!to.name().equals(from.name())) words.addAll(List.of("--name", to.name()));
        Map<String, String> sets = new LinkedHashMap<>();
        if (!to.dataset().equals(from.dataset())) sets.put("dataset", to.dataset());
        if (!to.base().equals(from.base())) sets.put("base", to.base());
        if (!to.identifiers().equals(from.identifiers())) sets.put("identifiers", to.identifiers());
        if (!from.model().isEmpty()) sets.put("model", "");
        if (!to.device().equals(from.device())) sets.put("device", to.device());
        if (to.threads() != from.threads()) sets.put("threads", String.valueOf(to.threads()));
        Map<String, Object> before = from.runSettings().toMap();
        to.runSettings().toMap().forEach((name, value) -> {
            if (!value.equals(before.get(name))) sets.put(name, SettingText.of(value));
        });
        sets.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        return words;
    }

    /** Quoted for a POSIX shell. */
    public String text() { return "app/run " + words.stream().map(RecipeCommand::quoted).collect(Collectors.joining(" ")); }

    private static String quoted(String word) { return word.matches("[\\w./+~:@=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'"; }

}
