package org.empathyworkbench.run;

import ai.djl.engine.Engine;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.RunOrigin;

/**
 * All inputs of a run in one file {@code runs/<id>/record.json}: enough to repeat it elsewhere, and to check whether inputs are the same.
 *
 * @param format    of the file, 1
 * @param run       id of the run
 * @param origin    {@code run@step} that it branched from, empty for a new run
 * @param began     SHA-256 of the manifest of the checkpoint that it branched from; empty for a new run
 * @param recipe    as in {@code recipe.json}: preset, settings, seed, device, threads
 * @param platform  of the first session
 * @param data      of the dataset, by split: what the run reads
 * @param models    that it starts from, by their role: {@code base}, {@code identifiers}
 * @param sittings  uninterrupted sessions; more than one if it was paused or resumed
 * @param made      null before it has made a model
 */
public record RunRecord(int format, String run, String name, String origin, String began,
        JsonObject recipe, ProgramVersion program, Platform platform, Device device,
        Map<String, Content> data, Map<String, ModelFiles> models, List<Sitting> sittings, Made made) {
    /** The file's name in the run's folder. */
    public static final String FILE = "record.json";
    static final int FORMAT = 1;
    private static final int MOST_BYTES = 16 << 20;
    /** Naming of runs in a workspace. */
    private static final String ID = "[\\p{Alnum}._-]{1,64}";

    /** Hardware and libraries: results are bit-equal only if these are. */
    public record Platform(String java, String vm, String djl, String libtorch, String system, String processor, int cores) {
        /** This machine; loads the native libraries. */
        static Platform here() {
            return new Platform(System.getProperty("java.version"), System.getProperty("java.vm.name") + " "
                    + System.getProperty("java.vm.version"), String.valueOf(Engine.getDjlVersion()), Torch.version(),
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                    Processor.name(), Runtime.getRuntime().availableProcessors());
        }
    }

    /** @param title display name, empty if unknown */
    public record Device(String name, String title, int threads) { }

    /**
     * Contents of a split, without names, in order.
     *
     * @param sha256 of all texts and levels that a run reads of it
     */
    public record Content(String dataset, int entries, String sha256) { }

    /** @param sha256 by the file's path in the model's folder */
    public record ModelFiles(String name, Map<String, String> sha256) {
        private boolean whole() {
            if (name == null || sha256 == null) return false;
            for (Map.Entry<String, String> file : sha256.entrySet()) {
                if (file.getValue() == null || !file.getValue().matches("[0-9a-f]{64}")) return false;
                try {
                    ContainedPath.resolveName(Path.of("model"), file.getKey());
                } catch (IOException outside) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param began an instant; @param fromStep 0 at the beginning */
    public record Sitting(String began, int fromStep, ProgramVersion program, Platform platform) { }

    /** @param state {@code finished} or {@code stopped} */
    public record Made(String at, String state, int step, ModelFiles model) { }

    public RunRecord {
        data = data == null ? Map.of() : new TreeMap<>(data);                 // may be missing in a file
        models = models == null ? Map.of() : new TreeMap<>(models);
        // a null in it is found by requireWhole
        sittings = sittings == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(sittings));
    }

    RunRecord with(Sitting sitting) {
        List<Sitting> all = new ArrayList<>(sittings);
        all.add(sitting);
        return new RunRecord(format, run, name, origin, began, recipe, program, platform, device, data, models, all, made);
    }

    RunRecord with(Made now) {
        return new RunRecord(format, run, name, origin, began, recipe, program, platform, device, data, models, sittings, now);
    }

    /** The recipe of the recorded run. */
    public Recipe toRecipe() { return Recipes.parse(recipe.toString(), "The recipe of the record of run " + run); }

    public String toJson() { return Json.PRETTY.toJson(this) + "\n"; }

    /** @throws UserInputException if the file cannot be read or is not a record */
    public static RunRecord read(Path file) {
        try {
            return parse(RegularFiles.readString(file, MOST_BYTES), file.toString());
        } catch (IOException e) {
            throw new UserInputException("The record " + file + " cannot be read: " + FileFault.words(e)
                    + ". Nothing was changed. Choose a record that a run of this program wrote.", e);
        }
    }

    public static RunRecord parse(String text, String file) {
        RunRecord read;
        try {
            read = Json.COMPACT.fromJson(text, RunRecord.class);
        } catch (JsonParseException | IllegalArgumentException | UnsupportedOperationException e) {
            throw refuse(file, "it is damaged", e);
        }
        if (read == null || read.recipe == null || read.run == null || read.program == null || read.platform == null || read.device == null)
            throw refuse(file, "parts of it are missing", null);
        read.requireWhole(file);
        if (read.format > FORMAT) throw refuse(file, "a newer Empathy Workbench wrote it", null);
        return read;
    }

    /** Checks that all used entries exist and are valid: a file from elsewhere must not name files outside a model's folder. */
    private void requireWhole(String file) {
        boolean whole = run.matches(ID) && given(name, origin, began) && whole(program)
                && whole(platform) && given(device.name(), device.title());
        for (Content content : data.values()) whole &= content != null && given(content.dataset(), content.sha256());
        for (ModelFiles files : models.values()) whole &= files != null && files.whole();
        for (Sitting sitting : sittings)
            whole &= sitting != null && given(sitting.began()) && whole(sitting.program()) && whole(sitting.platform());
        if (made != null) whole &= given(made.at(), made.state()) && made.model() != null && made.model().whole();
        if (!whole) throw refuse(file, "parts of it are missing or invalid", null);
        if (origin.isEmpty()) return;
        try {
            RunOrigin.of(origin);
        } catch (IllegalArgumentException e) {
            throw refuse(file,
                    "its origin \"" + VisibleText.line(origin, 60) + "\" is not a run and step, such as 20260131-120000-1a2b3c4d@400", e);
        }
    }

    private static boolean whole(ProgramVersion program) {
        return program != null && given(program.version(), program.commit(), program.code(), program.method());
    }

    private static boolean whole(Platform platform) {
        return platform != null
                && given(platform.java(), platform.vm(), platform.djl(), platform.libtorch(), platform.system(), platform.processor());
    }

    private static boolean given(String... values) {
        for (String value : values) if (value == null) return false;
        return true;
    }

    private static UserInputException refuse(String file, String why, Throwable cause) {
        return new UserInputException(VisibleText.line(file, 300) + " is not a readable record: " + why
                + ". Nothing was changed. Choose a record.json of a run's folder, or one that was exported.", cause);
    }
}
