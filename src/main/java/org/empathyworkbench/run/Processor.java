package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Name of the machine's processor. */
final class Processor {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() { }

    static String name() {
        try {
            if (Files.isReadable(LINUX)) {
                for (String line : Files.readAllLines(LINUX, StandardCharsets.UTF_8)) {
                    if (line.startsWith("model name")) return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException unreadable) {
            return System.getProperty("os.arch");
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? System.getProperty("os.arch") : windows;
    }
}
