package org.empathyworkbench.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.NativeLibraries;

/**
 * Starts the PyTorch engine, offline, with a fixed number of threads. The thread count is a property of the process: the first
 * start decides. Environment (OMP_WAIT_POLICY, GOMP_SPINCOUNT) is set by the launchers, before any native code loads.
 */
public final class Torch {
    private static final String OFFLINE = "ai.djl.offline";
    private static final boolean BUNDLED = Torch.class.getResource("/native/lib/pytorch.properties") != null;
    private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(() -> Boolean.FALSE);

    private Torch() {}

    /** Loads the natives once and sets the number of threads of one operation. Safe to call again. */
    public static void start(int threads) {
        engine();
        JniUtils.setNumThreads(threads);
        TensorThreads.started(threads);
    }

    /** Sets the engine's own random numbers, which dropout draws from; a step that does so first is a function of its seed. */
    public static void seed(long seed) {
        engine();
        JniUtils.setSeed(seed);
    }

    /** Of libtorch, such as {@code 2.7.1}; loads the natives. */
    public static String version() { return engine().getVersion(); }

    /** A new root of tensors on a device; whoever asks closes it. */
    public static NDManager newManager(Device device) {
        engine();
        prepareThread();
        return NDManager.newBaseManager(device, "PyTorch");
    }

    public static NDManager newManager() { return newManager(Device.cpu()); }

    /**
     * Numbers that a program takes one by one, such as a learning rate: on the CPU whatever the step's device, so that reading them waits
     * for no GPU and copies nothing from it.
     */
    public static NDArray numbers(NDManager step, double... values) { return onCpu(step).create(values); }

    /** As above in float32. */
    public static NDArray numbers(NDManager step, float[] values) { return onCpu(step).create(values); }

    /** As above in float32, a single one without dimensions. */
    public static NDArray number(NDManager step, double value) { return onCpu(step).create((float) value); }

    /** As above, one whole number. */
    public static NDArray whole(NDManager step, long value) { return onCpu(step).create(value); }

    private static NDManager onCpu(NDManager step) { return step.getDevice().isGpu() ? step.newSubManager(Device.cpu()) : step; }

    /** The CPU first, then every CUDA device, if the natives are a build for CUDA. */
    public static List<Device> devices() {
        List<Device> devices = new ArrayList<>(List.of(Device.cpu()));
        if (!engine().hasCapability(StandardCapabilities.CUDA)) return devices;
        for (int i = 0; i < engine().getGpuCount(); i++) devices.add(Device.gpu(i));
        return devices;
    }

    /**
     * The device called {@code cpu}, {@code cuda} or {@code cuda:1}.
     *
     * @throws UserInputException when this machine has no such device
     */
    public static Device device(String name) {
        String wanted = ComputeDevice.fullName(name);
        for (Device device : devices()) {
            if (wanted.equals(nameOf(device))) return device;
        }
        throw new UserInputException("There is no device \"" + name + "\" here. Nothing was started. Known are "
                + String.join(", ", devices().stream().map(Torch::nameOf).toList()) + ".");
    }

    public static String nameOf(Device device) { return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu"; }

    /** By default the graph executor re-profiles after a few calls; the switch is thread-local. */
    static void prepareThread() {
        if (!PREPARED.get()) {
            JniUtils.setGraphExecutorOptimize(false);
            PREPARED.set(Boolean.TRUE);
        }
    }

    /** Disables DJL's telemetry and downloads, except for the CUDA build of the native libraries if this program came without any. */
    private static Engine engine() {
        NativeLibraries.noTelemetry();
        NativeLibraries.requireDjlFolder();
        if (System.getProperty(OFFLINE) == null && BUNDLED) System.setProperty(OFFLINE, "true");
        return Engine.getEngine("PyTorch");
    }
}
