package org.empathyworkbench.io;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the program starts a JVM beside its own: the same Java, the same class path, no display, UTF-8, DJL's telemetry off. */
public final class JavaCommand {
    private JavaCommand() { }

    /**
     * A process that is not started yet. Parts of the class path are absolute, so it may work in another folder.
     *
     * @param prefix    a command that starts another one, such as {@code nice -n 10}; empty for none
     * @param flags     of the JVM, beside those that every child gets
     * @param main      name of the class to run
     * @param arguments of its main method
     */
    public static ProcessBuilder process(List<String> prefix, List<String> flags, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        int version = Runtime.version().feature();
        if (version >= 22) command.add("--enable-native-access=ALL-UNNAMED");
        if (version >= 23) command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(flags);
        command.add("-Djava.awt.headless=true");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-D" + NativeLibraries.NO_TELEMETRY + "=true");
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put(NativeLibraries.NO_TELEMETRY, "true");        // comes first for DJL
        return process;
    }

    private static String classPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!part.isEmpty()) parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }
}
