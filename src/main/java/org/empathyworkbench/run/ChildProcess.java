package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.io.JavaCommand;
import org.empathyworkbench.io.LogFile;
import org.empathyworkbench.torch.NativeEnvironment;

/** A JVM with this one's class path that runs one headless command; its output goes to a file. */
public final class ChildProcess {
    /** A run's memory is almost only tensors, so the Java heap can be small. */
    private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC",
            "-Xms32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30");
    /** Lower scheduling priority, so that the window stays responsive; without contention it has no effect. Windows has no such command. */
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final String MAIN = "org.empathyworkbench.cli.Main";

    private ChildProcess() { }

    /**
     * @param folder    working directory
     * @param log       appended to
     * @param arguments the command and its options
     */
    public static Process start(Path folder, Path log, List<String> arguments) throws IOException {
        LogFile.prepare(log);                        // rejects a link: output must not be written into another file
        List<String> prefix = Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "10") : List.of();
        ProcessBuilder builder = JavaCommand.process(prefix, flags(), MAIN, arguments).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        NativeEnvironment.wanted().forEach(builder.environment()::putIfAbsent);
        Process child = builder.start();
        child.getOutputStream().close();
        return child;
    }

    private static List<String> flags() {
        List<String> flags = new ArrayList<>(SMALL_HEAP);
        for (String kept : List.of("workbench.home", "ai.djl.offline", "org.sqlite.tmpdir")) {
            if (System.getProperty(kept) != null) flags.add("-D" + kept + "=" + System.getProperty(kept));
        }
        return flags;
    }
}
