package org.empathyworkbench.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.RunKind;

/**
 * Everything a run needs, as one JSON file says it. A recipe as a person writes it holds only what differs from the defaults;
 * {@link #resolve()} fills in the rest, and only a resolved recipe is run and kept. Equal resolved
 * recipes on one machine give equal results.
 *
 * @param name        what a person calls the run
 * @param preset      the preset it began from, empty when none
 * @param seed        every random number of the run is a function of it
 * @param dataset     name of the dataset in the workspace
 * @param base        name of the model to begin from; empty to begin from nothing (PPO always needs one)
 * @param identifiers name of the identifiers that give the reward; only PPO has any
 * @param model       name of the model to be made; empty for the run's name, with a number where that is taken
 * @param device      {@code cpu}, {@code cuda} or {@code cuda:1}
 * @param threads     threads of one operation on the CPU
 * @param settings    values by the name of a component of the kind's settings record; numbers may be text
 * @param changes by name what the settings have otherwise than the preset, or than the defaults
 *     without one; empty before {@link #resolve()}
 * @param versions    of the program and what it stands on, empty before {@link #resolve()}
 */
public record Recipe(String name, RunKind kind, String preset, long seed, String dataset, String base, String identifiers, String model,
                     String device, int threads, Map<String, Object> settings, Map<String, Change> changes, Map<String, String> versions) {
    static final int MOST_THREADS = 256;

    /**
     * What a recipe has otherwise than its preset.
     *
     * @param from the preset's value, as it was when the recipe was resolved
     */
    public record Change(Object from, Object to) { }

    public Recipe {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }

    /** A recipe of a kind with nothing said yet. */
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

    /** These settings in place of its own of the same names. */
    public Recipe withSettings(Map<String, ?> changes) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putAll(changes);
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, model, device, threads, all, Map.of(), versions);
    }

    /**
     * The same recipe with {@code key=value} applied, as {@code --set} takes it. The recipe's own words (name, seed, dataset, base,
     * identifiers, model, device, threads) may be set too.
     *
     * @throws UserInputException when it is no {@code key=value}; whether a setting of that name exists is seen by {@link #resolve()}
     */
    public Recipe withAssignment(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1)
            throw new UserInputException("\"" + assignment
                    + "\" is no setting. Nothing was started. Write it as key=value, such as seed=7.");
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
            throw new UserInputException("\"" + key + "\" is a whole number, not \"" + value + "\". Nothing was started.", e);
        }
    }

    /**
     * The settings record of the kind, with this recipe's values in it: {@code GeneratorSettings}, {@code IdentifierSettings} or
     * {@code PpoSettings}.
     *
     * @throws UserInputException for an unknown setting, a value of the wrong type or out of range
     */
    public Record settingsRecord() { return Settings.with(Recipes.defaults(kind), settings); }

    /** Every setting with this recipe's value, for forms and help. */
    public List<SettingInfo> describe() { return Settings.describe(settingsRecord()); }

    /**
     * The whole recipe: every setting with its value, the versions, and a name.
     *
     * @throws UserInputException for anything that cannot be right whatever the workspace holds
     */
    public Recipe resolve() {
        requireThreads(threads);
        if (kind != RunKind.PPO && !identifiers.isEmpty()) {
            throw new UserInputException("A recipe of kind " + kind.key()
                    + " takes no identifiers. Nothing was started. Leave \"identifiers\" empty.");
        }
        Map<String, Object> all = Settings.toMap(settingsRecord());
        Map<String, Change> changes = changesIn(all);
        String title = name.isBlank() ? (preset.isBlank() ? kind.key() : preset) : name.strip();
        return new Recipe(title, kind, preset, seed, dataset, base, identifiers, model, device, threads, all, changes, Versions.here());
    }

    /** What settings have otherwise than the preset as this version of the program ships it. */
    private Map<String, Change> changesIn(Map<String, Object> all) {
        Map<String, Object> begun = Settings.toMap(Recipes.find(preset)
                .map(found -> found.recipe().settingsRecord()).orElse(Recipes.defaults(kind)));
        Map<String, Change> changes = new LinkedHashMap<>();
        all.forEach((setting, value) -> {
            Object before = Objects.requireNonNull(begun.get(setting));
            if (!value.equals(before)) changes.put(setting, new Change(before, value));
        });
        return changes;
    }

    /** As a file or a person may have written it, with {@link #changes()} worked out. */
    Recipe compared() { return withChanges(changesIn(Settings.toMap(settingsRecord()))); }

    Recipe withChanges(Map<String, Change> to) {
        return new Recipe(name, kind, preset, seed, dataset, base, identifiers, model, device, threads, settings, to, versions);
    }


    /** As a recipe file holds it, names in a fixed order. */
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
