package org.empathyworkbench.checkpoint;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.t5.Safetensors;

/**
 * The state of a run after a step, assembled for {@link CheckpointFolder#save}: numbers and strings, tensors in groups, whole files.
 * Numbers are restored bit for bit, including non-finite ones. Tensors are not copied: they must not change until the snapshot is saved.
 */
public final class Snapshot {
    /** Writes one file of a checkpoint. */
    @FunctionalInterface
    public interface Writer { void write(Path target) throws IOException; }

    private final int step;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Writer> files = new LinkedHashMap<>();
    private double score = Double.NaN;

    /** @param step steps done, from 1 */
    public Snapshot(int step) { this.step = step; }

    public Snapshot put(String name, long value) { return text(name, Long.toString(value)); }

    public Snapshot put(String name, double value) { return text(name, Double.toString(value)); }

    public Snapshot put(String name, boolean value) { return text(name, Boolean.toString(value)); }

    public Snapshot text(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Tensors that are float32 or int64, as {@code <group>.safetensors}. */
    public Snapshot tensors(String group, Map<String, NDArray> tensors) {
        return file(fileOf(group), target -> Safetensors.write(target, tensors, Map.of("format", "pt")));
    }

    /** As above for a list of tensors, keyed by index. */
    public Snapshot tensors(String group, List<NDArray> tensors) { return tensors(group, named(tensors)); }

    /** @param name of the file in the checkpoint, may contain folders: {@code finished/exploration/config.json} */
    public Snapshot file(String name, Writer writer) {
        files.put(name, writer);
        return this;
    }

    /** Adds a copy of a file, made when the snapshot is saved. */
    public Snapshot copy(String name, Path source) { return file(name, target -> Files.copy(source, target)); }

    /** Score of the run so far, greater is better: the best checkpoint is kept. NaN, the default, if unknown. */
    public Snapshot score(double value) {
        score = value;
        return this;
    }

    public int step() { return step; }

    double score() { return score; }

    Map<String, String> values() { return values; }

    Map<String, Writer> files() { return files; }

    static String fileOf(String group) { return group + ".safetensors"; }

    static Map<String, NDArray> named(List<NDArray> tensors) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) named.put(String.format(Locale.ROOT, "%04d", i), tensors.get(i));
        return named;
    }
}
