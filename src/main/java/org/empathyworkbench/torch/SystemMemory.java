package org.empathyworkbench.torch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The main memory that this process may use: the machine's, or what its control group leaves of it. What the system holds only as a cache
 * counts as free.
 *
 * @param total bytes
 * @param free  bytes that could be taken now without swapping
 */
record SystemMemory(long total, long free) {
    static SystemMemory now() { return now(Path.of("/proc"), Path.of("/sys/fs/cgroup")); }

    static SystemMemory now(Path proc, Path groups) {
        OptionalLong total = field(proc.resolve("meminfo"), "MemTotal:", 1024);
        OptionalLong free = field(proc.resolve("meminfo"), "MemAvailable:", 1024);
        if (total.isEmpty() || free.isEmpty()) return ofSystem();
        SystemMemory machine = new SystemMemory(total.getAsLong(), free.getAsLong());
        Path own = groups.resolve(group(proc));
        SystemMemory second = machine.within(own.resolve("memory.max"),
                own.resolve("memory.current"), own.resolve("memory.stat"), "inactive_file");
        Path old = groups.resolve("memory");
        return second.within(old.resolve("memory.limit_in_bytes"), old.resolve("memory.usage_in_bytes"),
                old.resolve("memory.stat"), "total_inactive_file");
    }

    /** The smaller of this and what a control group's files say; unlimited groups and those that are not there change nothing. */
    private SystemMemory within(Path limitFile, Path usageFile, Path statFile, String cached) {
        OptionalLong limit = number(limitFile);
        OptionalLong usage = number(usageFile);
        if (limit.isEmpty() || usage.isEmpty() || limit.getAsLong() >= total) return this;
        long left = limit.getAsLong() - usage.getAsLong() + field(statFile, cached, 1).orElse(0);
        return new SystemMemory(limit.getAsLong(), Math.max(0, Math.min(free, left)));
    }

    /** On systems that tell it otherwise. */
    private static SystemMemory ofSystem() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)
            return new SystemMemory(system.getTotalMemorySize(), system.getFreeMemorySize());
        return new SystemMemory(Runtime.getRuntime().maxMemory(), Runtime.getRuntime().maxMemory());
    }

    /** This process's place among the control groups, without the leading slash. */
    private static String group(Path proc) {
        for (String line : lines(proc.resolve("self").resolve("cgroup"))) {
            if (line.startsWith("0::/")) return line.substring("0::/".length());
        }
        return "";
    }

    private static OptionalLong number(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")
                ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lines.get(0).strip()));
    }

    private static OptionalLong field(Path file, String name, long unit) {
        return lines(file).stream().map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(name) && words[1].matches("\\d{1,18}"))
                .mapToLong(words -> Long.parseLong(words[1]) * unit).findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();                                                   // no such file on this system
        }
    }
}
