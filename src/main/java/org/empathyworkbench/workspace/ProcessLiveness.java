package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.empathyworkbench.io.RegularFiles;

/** Whether the process that works on a run still lives; a test gives its own answer. */
interface ProcessLiveness {
    /**
     * @param pid      the process that wrote the heartbeat
     * @param lastSeen the time of that heartbeat: a process that began after it has only inherited the number
     */
    boolean alive(long pid, Instant lastSeen);

    /**
     * Which process has a number now: equal for the same process only, on this machine and since it was started.
     * Empty where there is none or nobody can tell.
     */
    default String identity(long pid) { return ""; }

    static ProcessLiveness ofThisMachine() { return new OfThisMachine(); }

    /** The process table of this machine. */
    final class OfThisMachine implements ProcessLiveness {
        private static final Path PROC = Path.of("/proc");
        private static final int LONGEST = 4_096;
        /**
         * Of {@code /proc/PID/stat}, behind the name: state, and start in clock ticks since the
         * machine was started (proc(5), fields 3 and 22).
         */
        private static final int STATE = 0;
        private static final int START = 19;

        private OfThisMachine() { }

        @Override public boolean alive(long pid, Instant lastSeen) {
            return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                    .map(process -> process.info().startInstant().map(start -> !start.isAfter(lastSeen)).orElse(true)).orElse(false);
        }

        /**
         * Linux counts from the start of the machine, so that a clock that is set changes nothing;
         * elsewhere the time of the start has to do.
         */
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
                // dead, its parent has not asked yet
                if (fields.length <= START || fields[STATE].equals("Z") || fields[STATE].equals("X")) return "";
                return machine() + " " + fields[START];
            } catch (IOException | StringIndexOutOfBoundsException none) {
                return "";
            }
        }

        /** This start of this machine, and the table of processes that this process sees. */
        private static String machine() throws IOException {
            return text(PROC.resolve("sys/kernel/random/boot_id")) + " " + text(PROC.resolve("sys/kernel/hostname"))
                    + " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
        }

        private static String text(Path file) throws IOException { return RegularFiles.readString(file, LONGEST).strip(); }
    }
}
