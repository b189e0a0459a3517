package org.empathyworkbench.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.runsettings.GeneratorSettings;
import org.empathyworkbench.runsettings.IdentifierSettings;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.runsettings.RunSettings;
import org.empathyworkbench.workspace.RunKind;

/** Presets, which are resources, and recipe files. */
public final class Recipes {
    /** Display order. */
    private static final List<String> NAMES = List.of("demo-generator", "demo-identifiers", "demo-ppo",
            "small-generator", "small-identifiers", "small-ppo", "paper-generator", "paper-identifiers", "paper-ppo",
            "code-generator", "code-identifiers", "code-ppo", "without-kl", "without-empathy-reward", "without-rl");

    private static final int MOST_BYTES = 1_000_000;

    private Recipes() { }

    /** All presets, the fastest first. */
    public static List<RecipePreset> presets() { return NAMES.stream().map(Recipes::shipped).toList(); }

    public static List<RecipePreset> presets(RunKind kind) { return presets().stream().filter(preset -> preset.kind() == kind).toList(); }

    /** @throws UserInputException listing the known presets if there is none of this name */
    public static RecipePreset preset(String name) {
        return find(name).orElseThrow(() -> new UserInputException("There is no preset \"" + name
                + "\". Nothing was started. Known presets are " + String.join(", ", NAMES) + "."));
    }

    static Optional<RecipePreset> find(String name) { return NAMES.contains(name) ? Optional.of(shipped(name)) : Optional.empty(); }

    /**
     * Loads a recipe by a preset's name or a file name.
     *
     * @throws UserInputException if it is neither, or the file is damaged
     */
    public static Recipe named(String fileOrPreset) {
        Optional<RecipePreset> preset = find(fileOrPreset);
        if (preset.isPresent()) return preset.get().recipe();
        Path file = Path.of(fileOrPreset);
        if (Files.exists(file)) return read(file);
        throw new UserInputException("\"" + fileOrPreset + "\" is neither a file nor a preset. Nothing was started. Known presets are "
                + NAMES.stream().collect(Collectors.joining(", ")) + ".");
    }

    /** @throws UserInputException with file, line and column of the error */
    public static Recipe read(Path file) {
        try {
            return RecipeFile.checked(RegularFiles.readString(file, MOST_BYTES), file.toString());
        } catch (IOException e) {
            throw new UserInputException("The recipe " + VisibleText.line(file.toString(), 300) + " cannot be read: " + FileFault.words(e)
                    + ". Nothing was started. Check that it is a text file in UTF-8 of at most 1 MB, and its permissions.", e);
        }
    }

    /**
     * Parses a recipe from a string, such as the one stored with a run.
     *
     * @param what name of the source for messages
     * @throws UserInputException with line and column of the error
     */
    public static Recipe parse(String text, String what) { return RecipeFile.parse(text, what); }

    /** The settings of a kind with all defaults. */
    public static RunSettings defaults(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> GeneratorSettings.paper();
            case PPO -> PpoSettings.paper();
            case IDENTIFIERS -> IdentifierSettings.small();
        };
    }

    private static RecipePreset shipped(String name) {
        String resource = "/recipes/" + name + ".json";
        try (InputStream in = Recipes.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("The program is incomplete: " + resource + " is missing.");
            return RecipeFile.preset(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("The program is damaged: " + resource + " cannot be read.", e);
        }
    }
}
