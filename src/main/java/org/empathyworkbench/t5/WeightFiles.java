package org.empathyworkbench.t5;

import static org.empathyworkbench.t5.Safetensors.shown;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.ForeignFile;
import org.empathyworkbench.io.VisibleText;

/**
 * The weights of a Hugging Face folder: one {@code model.safetensors}, or the shards listed in {@code model.safetensors.index.json}. The
 * index is verified against the shards: each tensor must be in exactly one shard, the one that the index gives.
 *
 * <p>Pickles are not supported: opening one executes code.
 */
public final class WeightFiles implements AutoCloseable {
    public static final String SINGLE = "model.safetensors";
    public static final String INDEX = "model.safetensors.index.json";

    /**
     * Command by which the user converts weights of another format to safetensors with Python; {@code MODEL} stands for a folder or a hub
     * id.
     */
    public static final String CONVERSION = "python -c \"from transformers import T5ForConditionalGeneration as T; "
            + "T.from_pretrained('MODEL').save_pretrained('OUT', safe_serialization=True)\"";

    private static final int MOST_INDEX_BYTES = 32_000_000;
    private static final int MOST_INDEX_VALUES = 500_000;
    private static final int MOST_SHARDS = 2_000;
    private static final int MOST_FILES_LISTED = 10_000;

    private final Path source;
    private final Map<String, Safetensors> shards;
    private final Map<String, Safetensors> shardOf;

    private WeightFiles(Path source, Map<String, Safetensors> shards, Map<String, Safetensors> shardOf) {
        this.source = source;
        this.shards = shards;
        this.shardOf = shardOf;
    }

    /**
     * @param source a folder, or one safetensors file
     * @throws UserInputException naming the missing shard, the duplicate tensor, or the error in a file
     */
    public static WeightFiles open(Path source) {
        Path single = Files.isDirectory(source) ? source.resolve(SINGLE) : source;
        if (!Files.isDirectory(source) || Files.exists(single)) {
            Safetensors tensors = Safetensors.open(single);
            Map<String, Safetensors> all = new LinkedHashMap<>();
            tensors.entries().keySet().forEach(name -> all.put(name, tensors));
            return new WeightFiles(single, Map.of(SINGLE, tensors), all);
        }
        requireReadable(source);
        return openShards(source, index(source.resolve(INDEX)));
    }

    /**
     * The weight files of a folder, the index before its shards. Opens no shard.
     *
     * @throws UserInputException if there are none of a supported format
     */
    public static List<String> names(Path folder) {
        if (Files.exists(folder.resolve(SINGLE))) return List.of(SINGLE);
        requireReadable(folder);
        List<String> names = new ArrayList<>(List.of(INDEX));
        index(folder.resolve(INDEX)).values().stream().distinct().sorted().forEach(names::add);
        return names;
    }

    /**
     * The shards listed in an index file, sorted.
     *
     * @throws UserInputException if it is not an index
     */
    public static List<String> shards(Path index) { return index(index).values().stream().distinct().sorted().toList(); }

    /** Every tensor by its name, from all shards. */
    public Map<String, Safetensors.Entry> entries() {
        Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
        shardOf.forEach((name, shard) -> entries.put(name, shard.entries().get(name)));
        return Collections.unmodifiableMap(entries);
    }

    /** As {@link Safetensors#read}. */
    public NDArray read(NDManager manager, String name) {
        Safetensors shard = shardOf.get(name);
        if (shard == null) throw refuse(source, "it has no tensor \"" + shown(name) + "\"");
        return shard.read(manager, name);
    }

    @Override
    public void close() { shards.values().forEach(Safetensors::close); }

    private static void requireReadable(Path folder) {
        if (Files.exists(folder.resolve(INDEX))) return;
        for (String name : List.of(SINGLE, INDEX)) {
            if (Files.isSymbolicLink(folder.resolve(name))) {
                throw new UserInputException(folder.resolve(name) + " is a link, and its target is not "
                        + "there. Nothing was imported. Copy the folder with the targets of its links (cp -L).");
            }
        }
        UnreadWeights.among(files(folder)).ifPresent(unread -> { throw refuse(folder, unread); });
        throw new UserInputException("The folder " + folder + " has no " + SINGLE + ". Nothing was imported. A model's "
                + "folder holds config.json, tokenizer.json, and " + SINGLE + " or " + INDEX + " with its shards.");
    }

    /**
     * For a folder without config.json: more specific message if it contains an adapter or only a pickle.
     *
     * @throws UserInputException if the folder has weights in another format, naming the file
     */
    public static void requireNoOtherForm(Path folder) {
        if (Files.exists(folder.resolve("config.json")) || Files.exists(folder.resolve(SINGLE)) || Files.exists(folder.resolve(INDEX)))
            return;
        UnreadWeights.among(files(folder)).ifPresent(unread -> { throw refuse(folder, unread); });
    }

    private static UserInputException refuse(Path folder, UnreadWeights unread) {
        return new UserInputException("The folder " + folder + " has its weights only as " + VisibleText.line(unread.file(), 120)
                + ". " + unread.cause() + " Nothing was imported. " + unread.way(folder.toString()));
    }

    /** Names of the files in a folder, at the most {@value #MOST_FILES_LISTED}. */
    static List<String> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.limit(MOST_FILES_LISTED).map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UserInputException("The folder " + folder + " could not be read: " + FileFault.words(e) + ". Nothing was imported.",
                    e);
        }
    }

    private static WeightFiles openShards(Path folder, Map<String, String> index) {
        Map<String, Safetensors> shards = new TreeMap<>();
        boolean whole = false;
        try {
            for (String name : index.values()) {
                if (shards.containsKey(name)) continue;
                Path shard = folder.resolve(name);
                if (!Files.exists(shard)) {
                    throw new UserInputException("The shard " + name + ", which " + INDEX + " names, is missing in "
                            + folder + ". Nothing was imported. Copy or download it too.");
                }
                shards.put(name, Safetensors.open(shard));
            }
            Map<String, Safetensors> shardOf = check(folder.resolve(INDEX), index, shards);
            whole = true;
            return new WeightFiles(folder.resolve(INDEX), shards, shardOf);
        } finally {
            if (!whole) shards.values().forEach(Safetensors::close);
        }
    }

    /** Checks that index and shards agree. */
    private static Map<String, Safetensors> check(Path file, Map<String, String> index, Map<String, Safetensors> shards) {
        Map<String, String> found = new LinkedHashMap<>();
        shards.forEach((shard, tensors) -> tensors.entries().keySet().forEach(tensor -> {
            String other = found.put(tensor, shard);
            if (other != null) throw refuse(file, "the tensor \"" + shown(tensor) + "\" stands in " + other + " and again in " + shard);
            if (!index.containsKey(tensor)) throw refuse(file, "it does not name the tensor \"" + shown(tensor) + "\" of " + shard);
        }));
        Map<String, Safetensors> shardOf = new LinkedHashMap<>();
        index.forEach((tensor, shard) -> {
            if (!shard.equals(found.get(tensor))) {
                throw refuse(file, "it puts the tensor \"" + shown(tensor) + "\" into " + shard
                        + (found.containsKey(tensor) ? ", but it is in " + found.get(tensor) : ", which does not have it"));
            }
            shardOf.put(tensor, shards.get(shard));
        });
        return shardOf;
    }

    /** Tensor to shard, in the file's order. */
    private static Map<String, String> index(Path file) {
        try {
            ForeignFile.require(file, "Nothing was imported.");
            JsonElement json = BoundedJson.read(file, MOST_INDEX_BYTES, MOST_INDEX_VALUES);
            if (!json.isJsonObject() || !(json.getAsJsonObject().get("weight_map") instanceof JsonObject map))
                throw refuse(file, "it has no \"weight_map\"");
            Map<String, String> index = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : map.entrySet()) {
                if (!entry.getValue().isJsonPrimitive())
                    throw refuse(file, "the shard of \"" + shown(entry.getKey()) + "\" is no file name");
                String shard = entry.getValue().getAsString();
                if (!shard.matches("[\\w.-]+\\.safetensors"))
                    throw refuse(file, "the shard \"" + shown(shard) + "\" of \"" + shown(entry.getKey()) + "\" is no file name beside it");
                index.put(entry.getKey(), shard);
            }
            if (index.values().stream().distinct().count() > MOST_SHARDS)
                throw refuse(file, "it names more than " + MOST_SHARDS + " shards");
            if (index.isEmpty()) throw refuse(file, "its \"weight_map\" is empty");
            return index;
        } catch (JsonParseException e) {
            throw refuse(file, "it is not valid JSON: " + JsonFault.words(e));
        } catch (IOException e) {
            throw new UserInputException(file + " could not be read: " + FileFault.words(e) + ". Nothing was imported.", e);
        }
    }

    private static UserInputException refuse(Path file, String why) {
        return new UserInputException(file + " cannot be used: " + why + ". Nothing was imported. Copy or download the model again.");
    }
}
