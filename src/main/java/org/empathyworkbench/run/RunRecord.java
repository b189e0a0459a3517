package org.empathyworkbench.run;

import ai.djl.engine.Engine;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.torch.Torch;

/**
 * All that a run stood on, in one file {@code runs/<id>/record.json}: enough to do it again elsewhere, and to see whether what is there is the same.
 *
 * @param format    of the file, 1
 * @param run       id of the run
 * @param origin    {@code run@step} that it branched from, empty when it began at the beginning
 * @param began     SHA-256 of the manifest of the checkpoint that it branched from; empty when it did not
 * @param recipe    as {@code recipe.json} has it: preset, settings, seed, device, threads
 * @param platform  that the first sitting worked on
 * @param data      of the dataset, by split: what the run reads
 * @param models    that it began from, by their part in it: {@code base}, {@code identifiers}
 * @param sittings  one an uninterrupted time of work; more than one where it was paused or resumed
 * @param made      null until it has made a model
 */
public record RunRecord(int format, String run, String name, String origin, String began, JsonObject recipe, ProgramVersion program, Platform platform, Device device,
                        Map<String, Content> data, Map<String, ModelFiles> models, List<Sitting> sittings, Made made) {
    /** The file's name in the run's folder. */
    public static final String FILE = "record.json";
    static final int FORMAT = 1;

    /** Where it worked: results are bit-equal only where these are. */
    public record Platform(String java, String vm, String djl, String libtorch, String system, String processor, int cores) {
        /** This machine; loads the natives. */
        static Platform here() {
            return new Platform(System.getProperty("java.version"), System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"), String.valueOf(Engine.getDjlVersion()),
                    Torch.version(), System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                    Processor.name(), Runtime.getRuntime().availableProcessors());
        }
    }

    /** @param title as people know it, empty when unknown */
    public record Device(String name, String title, int threads) { }

    /** What a split holds, without names and in its order. @param sha256 of all texts and levels that a run reads of it */
    public record Content(String dataset, int entries, String sha256) { }

    /** @param sha256 by the file's path in the model's folder */
    public record ModelFiles(String name, Map<String, String> sha256) { }

    /** @param began an instant; @param fromStep 0 at the beginning */
    public record Sitting(String began, int fromStep, ProgramVersion program, Platform platform) { }

    /** @param state {@code finished} or {@code stopped} */
    public record Made(String at, String state, int step, ModelFiles model) { }

    public RunRecord {
        data = data == null ? Map.of() : new TreeMap<>(data);                 // a file may lack them
        models = models == null ? Map.of() : new TreeMap<>(models);
        sittings = sittings == null ? List.of() : List.copyOf(sittings);
    }

    RunRecord with(Sitting sitting) {
        List<Sitting> all = new ArrayList<>(sittings);
        all.add(sitting);
        return new RunRecord(format, run, name, origin, began, recipe, program, platform, device, data, models, all, made);
    }

    RunRecord with(Made now) { return new RunRecord(format, run, name, origin, began, recipe, program, platform, device, data, models, sittings, now); }

    /** The recipe as a run follows it. */
    public Recipe toRecipe() { return Recipes.parse(recipe.toString(), "The recipe of the record of run " + run); }

    public String toJson() { return gson().toJson(this) + "\n"; }

    /** @throws BadInput when the file cannot be read or is no record */
    public static RunRecord read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new BadInput("The record " + file + " cannot be read: " + FileFault.words(e) + ". Nothing was changed. Choose a record that a run of this program wrote.", e);
        }
    }

    static RunRecord parse(String text, String file) {
        RunRecord read;
        try {
            read = gson().fromJson(text, RunRecord.class);
        } catch (JsonParseException | NullPointerException | IllegalStateException e) {
            throw refuse(file, "it is damaged", e);
        }
        if (read == null || read.recipe == null || read.run == null || read.program == null || read.platform == null || read.device == null) throw refuse(file, "parts of it are missing", null);
        if (read.format > FORMAT) throw refuse(file, "a newer Empathy Workbench wrote it", null);
        return read;
    }

    private static BadInput refuse(String file, String why, Throwable cause) {
        return new BadInput(file + " is no record that can be read: " + why + ". Nothing was changed. Choose a record.json of a run's folder, or one that was exported.", cause);
    }

    private static Gson gson() { return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create(); }
}
