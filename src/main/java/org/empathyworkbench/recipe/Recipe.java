package org.empathyworkbench.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.runsettings.RunSettings;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.workspace.RunKind;

/**
 * Everything a run needs, in one JSON file. A recipe written by the user contains only what differs from the defaults; {@link #resolve()}
 * fills in the rest, and only resolved recipes are run and stored. Equal resolved recipes on one machine give equal results.
 *
 * @param name        display name of the run
 * @param preset      the preset it is based on, empty if none
 * @param seed        seed of all random numbers of the run
 * @param dataset     name of the dataset in the workspace
 * @param base        name of the start model; empty for random weights (PPO always needs one)
 * @param identifiers name of the identifiers that compute the reward; PPO only
 * @param model       name of the resulting model; empty for the run's name, with a number if that is taken
 * @param device      {@code cpu}, {@code cuda} or {@code cuda:1}
 * @param threads     intra-op threads on the CPU
 * @param settings    values by the name of a component of the kind's settings record; numbers may be text
 * @param changes differences from the preset, or from the defaults without one, by name; empty before {@link #resolve()}
 * @param versions    of the program and its libraries, empty before {@link #resolve()}
 */
public record Recipe(String name, RunKind kind, String preset, long seed, String dataset, String base, String identifiers, String model,
                     String device, int threads, Map<String, Object> settings, Map<String, Change> changes, Map<String, String> versions) {
    static final int MOST_THREADS = 256;

    /**
     * A difference from the preset.
     *
     * @param from the preset's value, as of when the recipe was resolved
     */
    public record Change(Object from, Object to) { }

    public Recipe {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }

    /** An empty recipe of a kind. */
    public static Recipe of(RunKind kind) {
        return new Recipe("", kind, "", 1, "", "", "", "", "cpu", 2, Map.of(), Map.of(), Map.of());
    }

    public Recipe withName(String to) {
        return new Recipe(to, kind, preset, seed, dataset, base, identifiers, model, device, threads, settings, changes, versions);
    }

    public Recipe withPreset(String to) {
        return new Recipe(name, kind, to, seed, dataset, base, identifiers, model, device, threads, settings, Map.of(), versions);
    }

    public Recipe withSeed(long to) {
        return new Recipe(name, kind, preset, to, dataset, base, identifiers, model, device, threads, settings, changes, versions);
    }

    public Recipe withDataset(String to) {
        return new Recipe(name, kind, preset, seed, to, base, identifiers, model, device, threads, settings, changes, versions);
    }

    public Recipe withBase(String to) {
        return new Recipe(name, kind, preset, seed, dataset, to, identifiers, model, device, threads, settings, changes, versions);
    }

    public Recipe withIdentifiers(String to) {
        return new Recipe(name, kind, preset, seed, dataset, base, to, model, device, threads, settings, changes, versions);
    }

    public Recipe withModel(String to) {
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, to, device, threads, settings, changes, versions);
    }

    public Recipe withDevice(String to) {
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, model, to, threads, settings, changes, versions);
    }

    public Recipe withThreads(int to) {
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, model, device, to, settings, changes, versions);
    }

    /** Sets these settings over its own; the recorded changes are dropped. */
    public Recipe withSettings(Map<String, ?> changes) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putAll(changes);
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, model, device, threads, all, Map.of(), versions);
    }

    /**
     * Applies {@code key=value}, as given to {@code --set}. The recipe's own keys (name, seed, dataset, base, identifiers, model, device,
     * threads) may be set too.
     *
     * @throws UserInputException if it is not {@code key=value}; whether the setting exists is checked by {@link #resolve()}
     */
    public Recipe withAssignment(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1)
            throw new UserInputException("\"" + assignment
                    + "\" is not a setting. Nothing was started. Write it as key=value, such as seed=7.");
        String key = assignment.substring(0, equals).trim();
        String value = assignment.substring(equals + 1).trim();
        return switch (key) {
            case "name" -> withName(value);
            case "seed" -> withSeed(whole(key, value));
            case "dataset" -> withDataset(value);
            case "base" -> withBase(value);
            case "identifiers" -> withIdentifiers(value);
            case "model" -> withModel(value);
            case "device" -> withDevice(value);
            case "threads" -> withThreads(threads(value));
            default -> withSettings(Map.of(key, value));
        };
    }

    private static int threads(String value) {
        long threads = whole("threads", value);
        requireThreads(threads);
        return (int) threads;
    }

    private static void requireThreads(long threads) {
        if (threads < 1 || threads > MOST_THREADS)
            throw new UserInputException("\"threads\" must lie between 1 and "
                    + MOST_THREADS + ", not " + threads + ". Nothing was started.");
    }

    private static long whole(String key, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new UserInputException("\"" + key + "\" must be a whole number, not \"" + value + "\". Nothing was started.", e);
        }
    }

    /**
     * The settings of the kind, with this recipe's values.
     *
     * @throws UserInputException for an unknown setting, a value of the wrong type or out of range
     */
    public RunSettings runSettings() { return Recipes.defaults(kind).with(settings); }

    /** Every setting with this recipe's value, for forms and help. */
    public List<SettingInfo> describe() { return runSettings().describe(); }

    /**
     * The complete recipe: every setting with its value, the versions, and a name.
     *
     * @throws UserInputException for errors that do not depend on the workspace
     */
    public Recipe resolve() {
        requireThreads(threads);
        if (kind != RunKind.PPO && !identifiers.isEmpty()) {
            throw new UserInputException("A recipe of kind " + kind.key()
                    + " takes no identifiers. Nothing was started. Leave \"identifiers\" empty.");
        }
        Map<String, Object> all = runSettings().toMap();
        Map<String, Change> changes = changesIn(all);
        String title = name.isBlank() ? (preset.isBlank() ? kind.key() : preset) : name.strip();
        return new Recipe(title, kind, preset, seed, dataset, base, identifiers, model, device, threads, all, changes, Versions.here());
    }

    /** Differences of the settings from the preset of this version of the program. */
    private Map<String, Change> changesIn(Map<String, Object> all) {
        Map<String, Object> begun = Recipes.find(preset).map(found -> found.recipe().runSettings())
                .orElse(Recipes.defaults(kind)).toMap();
        Map<String, Change> changes = new LinkedHashMap<>();
        all.forEach((setting, value) -> {
            Object before = Objects.requireNonNull(begun.get(setting));
            if (!value.equals(before)) changes.put(setting, new Change(before, value));
        });
        return changes;
    }

    /** From a file or user input, with {@link #changes()} computed. */
    Recipe compared() { return withChanges(changesIn(runSettings().toMap())); }

    Recipe withChanges(Map<String, Change> to) {
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, model, device, threads, settings, to, versions);
    }


    /** As JSON for a recipe file, keys in a fixed order. */
    public String toJson() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", name);
        file.put("kind", kind.key());
        file.put("preset", preset);
        file.put("seed", seed);
        file.put("dataset", dataset);
        file.put("base", base);
        file.put("identifiers", identifiers);
        file.put("model", model);
        file.put("device", device);
        file.put("threads", threads);
        file.put("settings", settings);
        file.put("changes", changes);
        file.put("versions", versions);
        return Json.PRETTY.toJson(file) + "\n";
    }
}
