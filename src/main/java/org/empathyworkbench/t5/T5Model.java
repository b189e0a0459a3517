package org.empathyworkbench.t5;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.torch.Program;
import org.empathyworkbench.torch.Torch;

/**
 * A T5 with its weights in memory and its program compiled. Not thread-safe: a model is used by one thread at a time. Weights do not
 * require gradients themselves; the program's steps create leaves of them.
 */
public final class T5Model implements AutoCloseable {
    private static final String[] FRAGMENTS = {"adamw", "t5", "gradient", "supervised", "sampling"};

    private final T5Config config;
    private final NDManager manager;
    private final List<NDArray> weights;
    private final Program program;

    private T5Model(T5Config config, NDManager manager, List<NDArray> weights, Program program) {
        this.config = config;
        this.manager = manager;
        this.weights = List.copyOf(weights);
        this.program = program;
    }

    /**
     * Reads config.json and the weights of a Hugging Face folder, in one file or in shards.
     *
     * @param moreFragments program fragments beyond T5's own, which may use its methods
     * @throws UserInputException naming the file and the error
     */
    public static T5Model load(Path folder, Device device, String... moreFragments) {
        if (!Files.isDirectory(folder))
            throw new UserInputException("There is no folder " + folder
                    + ". Nothing was imported. Choose a folder with config.json and model.safetensors.");
        WeightFiles.requireNoOtherForm(folder);
        T5Config config = T5Config.read(folder.resolve("config.json"));
        NDManager manager = Torch.newManager(device);
        boolean loaded = false;
        try {
            T5Model model = new T5Model(config, manager,
                    Parameters.read(manager, folder, new T5Weights(config).all()), compile(config, moreFragments));
            loaded = true;
            return model;
        } finally {
            if (!loaded) manager.close();                          // also if a GPU's memory ran out
        }
    }

    /** A model with random weights, deterministic in the seed. */
    public static T5Model random(T5Config config, long seed, Device device, String... moreFragments) {
        NDManager manager = Torch.newManager(device);
        return new T5Model(config, manager, Parameters.random(manager, new T5Weights(config).all(), seed), compile(config, moreFragments));
    }

    /** A separate model with equal weights, such as PPO's frozen reference. */
    public T5Model copy(String... moreFragments) {
        NDManager own = Torch.newManager(manager.getDevice());
        List<NDArray> copies = weights.stream().map(weight -> {
            NDArray copy = weight.duplicate();
            copy.attach(own);
            return copy;
        }).toList();
        return new T5Model(config, own, copies, compile(config, moreFragments));
    }

    /** Writes config.json and model.safetensors; the folder must exist. */
    public void save(Path folder) throws IOException {
        config.write(folder.resolve("config.json"));
        Path beside = folder.resolve("model.safetensors.part");
        Safetensors.write(beside, named(), Map.of("format", "pt"));
        Safetensors.replace(beside, folder.resolve("model.safetensors"));
    }

    public T5Config config() { return config; }

    /** In the order of {@link T5Weights#all()}. */
    public List<NDArray> weights() { return weights; }

    /** The weights by their Hugging Face names, in order. */
    public Map<String, NDArray> named() { return Parameters.named(new T5Weights(config).all(), weights); }

    /** Whether weight decay applies to each weight. */
    public boolean[] decays() {
        List<T5Weights.Weight> layout = new T5Weights(config).all();
        boolean[] flags = new boolean[layout.size()];
        for (int i = 0; i < flags.length; i++) flags[i] = layout.get(i).decays();
        return flags;
    }

    public Program program() { return program; }

    /** The manager of the weights; temporary tensors belong to its sub-managers. */
    public NDManager manager() { return manager; }

    public Device device() { return manager.getDevice(); }

    public long parameterCount() { return Parameters.count(weights); }

    /**
     * Names of tensors in the model's folder that the model does not use; sorted.
     *
     * @throws UserInputException as {@link #load}
     */
    public List<String> unused(Path folder) { return Parameters.unused(folder, new T5Weights(config).all()); }

    public String hash() { return Parameters.hash(weights); }

    @Override
    public void close() {
        program.close();
        manager.close();
    }

    private static Program compile(T5Config config, String... moreFragments) {
        return Program.compile(config.constants(), Stream.concat(Stream.of(FRAGMENTS), Stream.of(moreFragments)).toArray(String[]::new));
    }
}
