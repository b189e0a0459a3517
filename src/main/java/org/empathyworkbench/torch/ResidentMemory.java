package org.empathyworkbench.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process holds. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** Resident size in megabytes (10^6 bytes), native memory included; the JVM's own heap alone where the system does not tell. */
    public static double megabytes() { return status("VmRSS:"); }

    /** The most that it ever was in this process. */
    public static double peakMegabytes() { return status("VmHWM:"); }

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
