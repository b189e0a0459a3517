package org.empathyworkbench.torch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The device that models are used on, chosen from what the machine has.
 *
 * @param name of the device, as recipes name it: {@code cpu}, {@code cuda:0}
 * @param note why it is another one than was asked for, a whole sentence; empty when it is the one
 */
public record DeviceChoice(String name, String note) {
    /** Stands for the CUDA device with the most free memory, and for the CPU where there is none. */
    public static final String AUTOMATIC = "auto";
    public static final String CPU = "cpu";
    /** A CUDA device with less free memory is left to whoever holds it: the libraries alone take about half of it. */
    static final long LEAST_FREE = 1_000_000_000L;

    /** @param wanted {@link #AUTOMATIC} or a device's name. Asks the machine, which takes seconds where it has CUDA devices. */
    public static DeviceChoice of(String wanted) {
        return wanted.equals(CPU) ? new DeviceChoice(CPU, "") : of(wanted, ComputeDevice.all());
    }

    static DeviceChoice of(String wanted, List<ComputeDevice> there) {
        if (wanted.isEmpty() || wanted.equals(AUTOMATIC)) return new DeviceChoice(best(there), "");
        String name = ComputeDevice.fullName(wanted);
        if (there.stream().anyMatch(device -> device.name().equals(name))) return new DeviceChoice(name, "");
        return new DeviceChoice(CPU, "This machine has no device \"" + name
                + "\" that can be used, so models work on the CPU. Choose another device in Settings, or start the build for CUDA.");
    }

    private static String best(List<ComputeDevice> there) {
        Optional<ComputeDevice> most = there.stream().filter(device -> !device.isCpu() && device.free() >= LEAST_FREE)
                .max(Comparator.comparingLong(ComputeDevice::free));
        return most.map(ComputeDevice::name).orElse(CPU);
    }
}
