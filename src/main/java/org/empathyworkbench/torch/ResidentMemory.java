package org.empathyworkbench.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much memory this process holds. */
public final class ResidentMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ResidentMemory.class);
    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** Resident size in megabytes (10^6 bytes), native memory included; the JVM's own heap alone where the system does not tell. */
    public static double megabytes() { return status("VmRSS:"); }

    /** The most that it ever was in this process, or since {@link #forgetPeak}. */
    public static double peakMegabytes() { return status("VmHWM:"); }

    /** Resets the peak if the system supports it (Linux). */
    public static void forgetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            LOG.debug("The memory peak cannot be reset here, so later peaks include earlier ones.", e);
        }
    }

    private static double status(String name) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(name)) return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        } catch (IOException e) {
            return heap();                                                      // no such file on this system
        }
        return heap();
    }

    private static double heap() { return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6; }
}
