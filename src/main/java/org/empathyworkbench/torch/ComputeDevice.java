package org.empathyworkbench.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A device for tensor programs.
 *
 * @param name  as in recipes: {@code cpu}, {@code cuda:0}
 * @param title display name
 * @param total bytes of its memory
 * @param free  bytes of free memory
 */
public record ComputeDevice(String name, String title, long total, long free) {
    /**
     * The CPU first, then every CUDA device that the engine can use. Takes seconds where there are
     * some; needs no engine where there is none.
     */
    public static List<ComputeDevice> all() {
        List<ComputeDevice> devices = new ArrayList<>(List.of(cpu()));
        if (CudaUtils.getGpuCount() == 0) return devices;
        List<Device> found = Torch.devices().stream().filter(Device::isGpu).toList();
        List<ComputeDevice> told = System.getenv("CUDA_VISIBLE_DEVICES") == null ? parse(askDriver()) : List.of();
        boolean alike = told.stream().map(ComputeDevice::title).distinct().count() == 1;
        boolean sameOrder = alike || "PCI_BUS_ID".equals(System.getenv("CUDA_DEVICE_ORDER"));
        if (told.size() == found.size() && sameOrder) devices.addAll(told);
        else found.forEach(device -> devices.add(ask(device)));
        return devices;
    }

    /** The processor with the memory that this process may take. */
    public static ComputeDevice cpu() {
        SystemMemory memory = SystemMemory.now();
        int cores = Runtime.getRuntime().availableProcessors();
        return new ComputeDevice("cpu", "CPU, " + cores + (cores == 1 ? " core" : " cores"), memory.total(), memory.free());
    }

    /** A device's name with its number: {@code cuda} stands for {@code cuda:0}; any other name is returned as it is. */
    public static String fullName(String name) { return name.equals("cuda") ? "cuda:0" : name; }

    /** A device by its name, made full by {@link #fullName}, with its memory now; empty where there is none. */
    public static Optional<ComputeDevice> find(String name) {
        String wanted = fullName(name);
        return wanted.equals("cpu") ? Optional.of(cpu()) : all().stream().filter(device -> device.name().equals(wanted)).findFirst();
    }

    public boolean isCpu() { return name.equals("cpu"); }

    /** The driver's own list: names, and asking costs no GPU memory; empty where it cannot be had. */
    private static String askDriver() {
        try {
            Process process = new ProcessBuilder("nvidia-smi",
                    "--query-gpu=index,name,memory.total,memory.free", "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? answer : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Lines such as {@code 0, NVIDIA H200, 143771, 143155}, memory in MiB; none when a line is otherwise. */
    static List<ComputeDevice> parse(String answer) {
        List<ComputeDevice> devices = new ArrayList<>();
        for (String line : answer.lines().filter(one -> !one.isBlank()).toList()) {
            String[] cells = line.split(",");
            if (cells.length < 4 || !cells[0].strip().equals(String.valueOf(devices.size()))
                    || !cells[cells.length - 1].strip().matches("\\d{1,9}")
                    || !cells[cells.length - 2].strip().matches("\\d{1,9}")) {
                return List.of();
            }
            devices.add(new ComputeDevice("cuda:" + devices.size(), cells[1].strip(), Long.parseLong(cells[cells.length - 2].strip()) << 20,
                    Long.parseLong(cells[cells.length - 1].strip()) << 20));
        }
        return devices;
    }

    /** Through the runtime itself, which takes some of the GPU's memory for this process. */
    private static ComputeDevice ask(Device device) {
        MemoryUsage memory = CudaUtils.getGpuMemory(device);
        String capability = CudaUtils.getComputeCapability(device.getDeviceId());
        String dotted = capability.length() < 2 ? capability
                : capability.substring(0, capability.length() - 1) + "." + capability.charAt(capability.length() - 1);
        return new ComputeDevice(Torch.nameOf(device), "CUDA device of compute capability " + dotted,
                memory.getMax(), memory.getMax() - memory.getUsed());
    }

    /** Name, title and memory in one line. */
    @Override public String toString() {
        return String.format(Locale.ROOT, "%s (%s), %.1f GB, %.1f GB free", name, title, total / 1e9, free / 1e9);
    }
}
