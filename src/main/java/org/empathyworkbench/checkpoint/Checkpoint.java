package org.empathyworkbench.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.t5.Safetensors;
import org.empathyworkbench.torch.TensorCopy;

/** A verified checkpoint, from which the contents of a {@link Snapshot} are restored. */
public final class Checkpoint {
    private final CheckpointInfo info;
    private final Map<String, String> values;
    private final Set<String> files;

    Checkpoint(CheckpointInfo info, Map<String, String> values, Set<String> files) {
        this.info = info;
        this.files = Set.copyOf(files);
        this.values = Map.copyOf(values);
    }

    public CheckpointInfo info() { return info; }

    /** Steps done. */
    public int step() { return info.step(); }

    /** The run that saved it; differs from the resuming run for a branch. */
    public String run() { return info.run(); }

    /** Folder of its files; a generator's has the layout of a model folder. */
    public Path folder() { return info.folder(); }

    /** The file with the hashes of all others; its own hash identifies the checkpoint. */
    public Path manifest() { return info.folder().resolve(Manifest.NAME); }

    public Path file(String name) { return info.folder().resolve(name); }

    /** Whether the manifest lists a file of this name; other files in the folder were not verified. */
    public boolean hasFile(String name) { return files.contains(name); }

    public boolean has(String name) { return values.containsKey(name); }

    public long whole(String name) { return value(name, Long::parseLong); }

    public int count(String name) {
        long count = whole(name);
        if (count != (int) count) throw foreign("its \"" + name + "\" is beyond what can be counted (" + count + ")");
        return (int) count;
    }

    public double number(String name) { return value(name, Double::parseDouble); }

    public boolean flag(String name) { return value(name, Boolean::parseBoolean); }

    public String text(String name) { return value(name, Function.identity()); }

    private <T> T value(String name, Function<String, T> parse) {
        String value = values.get(name);
        if (value == null) throw foreign("it does not say \"" + name + "\"");
        try {
            return parse.apply(value);
        } catch (NumberFormatException e) {
            throw foreign("its \"" + name + "\" is not a number (" + VisibleText.line(value, 60) + ")");
        }
    }

    /**
     * Copies a group's tensors into those of the same names, bit for bit.
     *
     * @throws UserInputException if names or shapes differ; then nothing is copied
     */
    public void restore(String group, Map<String, NDArray> targets) {
        if (targets.isEmpty()) return;
        try (Safetensors file = Safetensors.open(file(Snapshot.fileOf(group)))) {
            if (!file.entries().keySet().equals(targets.keySet())) {
                throw foreign("its " + group + " has " + file.entries().size()
                        + " tensors, not the " + targets.size() + " that the settings require");
            }
            targets.forEach((name, target) -> {
                Shape shape = Objects.requireNonNull(file.entries().get(name)).shape();
                if (!shape.equals(target.getShape())) {
                    throw foreign(group + " \"" + name + "\" has shape " + shape
                            + ", the settings require " + target.getShape());
                }
            });
            targets.forEach((name, target) -> {
                try (NDManager reading = target.getManager().newSubManager()) {
                    TensorCopy.copy(List.of(file.read(reading, name)), List.of(target));
                }
            });
        }
    }

    public void restore(String group, List<NDArray> targets) { restore(group, Snapshot.named(targets)); }

    private UserInputException foreign(String why) {
        return new UserInputException("The checkpoint of step " + step() + " does not fit the run ("
                + info.folder() + "): " + why + ". It was not changed. Go on with the settings, "
                + "the data and the program that it was saved with; a branch keeps the sizes of the model.");
    }
}
