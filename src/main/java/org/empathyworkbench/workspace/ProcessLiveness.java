package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.empathyworkbench.io.RegularFiles;

/** Whether the process of a run is alive; replaceable in tests. */
interface ProcessLiveness {
    /**
     * @param pid      the process that wrote the heartbeat
     * @param lastSeen time of that heartbeat: a process started later has only reused the number
     */
    boolean alive(long pid, Instant lastSeen);

    /**
     * Identity of the process that has a number now: equal only for the same process on this machine since boot. Empty if there is none or
     * it is unknown.
     */
    default String identity(long pid) { return ""; }

    static ProcessLiveness ofThisMachine() { return new OfThisMachine(); }

    /** The process table of this machine. */
    final class OfThisMachine implements ProcessLiveness {
        private static final Path PROC = Path.of("/proc");
        private static final int LONGEST = 4_096;
        /** From {@code /proc/PID/stat}, after the name: state, and start in clock ticks since boot (proc(5), fields 3 and 22). */
        private static final int STATE = 0;
        private static final int START = 19;

        private OfThisMachine() { }

        @Override public boolean alive(long pid, Instant lastSeen) {
            return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                    .map(process -> process.info().startInstant().map(start -> !start.isAfter(lastSeen)).orElse(true)).orElse(false);
        }

        /** On Linux relative to boot, independent of clock changes; elsewhere the start time. */
        @Override public String identity(long pid) {
            if (pid <= 0) return "";
            if (!Files.isDirectory(PROC.resolve("self"))) {
                return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(process -> process.info().startInstant())
                        .map(start -> "began " + start.getEpochSecond()).orElse("");
            }
            try {
                String stat = new String(RegularFiles.readAllBytes(PROC.resolve(String.valueOf(pid)).resolve("stat"), LONGEST),
                        StandardCharsets.ISO_8859_1);
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                // dead, but not yet reaped by its parent
                if (fields.length <= START || fields[STATE].equals("Z") || fields[STATE].equals("X")) return "";
                return machine() + " " + fields[START];
            } catch (IOException | StringIndexOutOfBoundsException none) {
                return "";
            }
        }

        /** Identity of this boot of the machine and of this process's PID namespace. */
        private static String machine() throws IOException {
            return text(PROC.resolve("sys/kernel/random/boot_id")) + " " + text(PROC.resolve("sys/kernel/hostname"))
                    + " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
        }

        private static String text(Path file) throws IOException { return RegularFiles.readString(file, LONGEST).strip(); }
    }
}
