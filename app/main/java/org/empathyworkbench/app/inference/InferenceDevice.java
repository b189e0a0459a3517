package org.empathyworkbench.app.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.empathyworkbench.torch.DeviceChoice;
import org.empathyworkbench.torch.TensorMemoryException;
import org.empathyworkbench.torch.Torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Device of the window's models: resolved from the setting on first use and after a change of it. Work that runs out of GPU memory is
 * retried after unloading other models, then on the CPU, which stays in use until another device is chosen; each fallback is reported in
 * a sentence.
 */
public final class InferenceDevice {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceDevice.class);

    private final Supplier<String> wanted;
    private final Function<String, DeviceChoice> choose;
    private final Function<String, Device> open;
    private final Consumer<String> notice;
    private String asked;
    private String name = DeviceChoice.CPU;

    /**
     * @param wanted the setting, as {@link DeviceChoice#of(String)} takes it; read at every use, on the calling thread
     * @param notice receives a sentence when another device is used than chosen; on any thread
     */
    public InferenceDevice(Supplier<String> wanted, Consumer<String> notice) { this(wanted, DeviceChoice::of, Torch::device, notice); }

    /**
     * @param choose resolves the device; @param open gives the engine's device of a name
     * @param open gives the engine's device of a name
     * @param open gives the engine's device of a name
     * @param open gives the engine's device of a name
     */
    InferenceDevice(Supplier<String> wanted, Function<String, DeviceChoice> choose,
            Function<String, Device> open, Consumer<String> notice) {
        this.wanted = wanted;
        this.choose = choose;
        this.open = open;
        this.notice = notice;
    }

    /** The CPU, for benchmarks and tests. */
    public static InferenceDevice cpu() { return new InferenceDevice(() -> DeviceChoice.CPU, sentence -> { }); }

    /** @return name of the device for the next work; resolving it takes seconds */
    public synchronized String name() {
        String now = wanted.get();
        if (!now.equals(asked)) {
            DeviceChoice choice = choose.apply(now);
            asked = now;
            name = choice.name();
            if (!choice.note().isEmpty()) notice.accept(choice.note());
        }
        return name;
    }

    /**
     * Runs work that loads and uses models.
     *
     * @param makeRoom closes the loaded models; called before a retry
     * @throws EngineException of the work, unless it is GPU memory exhaustion
     */
    public <T> T run(Runnable makeRoom, Function<Device, T> work) {
        String first = name();
        try {
            return work.apply(open.apply(first));
        } catch (EngineException failure) {
            if (first.equals(DeviceChoice.CPU) || !TensorMemoryException.isIn(failure)) throw failure;
            LOG.info("Out of memory on {}; trying again after unloading other models.", first, failure);
        }
        makeRoom.run();
        try {
            return work.apply(open.apply(first));
        } catch (EngineException failure) {
            if (!TensorMemoryException.isIn(failure)) throw failure;
            LOG.warn("Out of memory on {} again; using the CPU.", first, failure);
        }
        makeRoom.run();
        toCpu(first);
        return work.apply(open.apply(DeviceChoice.CPU));
    }

    private synchronized void toCpu(String from) {
        name = DeviceChoice.CPU;
        notice.accept("Not enough memory for the models on " + from + ", so the CPU is used now, more slowly. Nothing was lost. "
                + "Free memory on " + from + " and choose the device again in Settings, or continue on the CPU.");
    }
}
