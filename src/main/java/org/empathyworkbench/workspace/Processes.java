package org.empathyworkbench.workspace;

import java.time.Instant;

/** Whether the process that works on a run still lives; a test gives its own answer. */
interface Processes {
    /**
     * @param pid      the process that wrote the heartbeat
     * @param lastSeen the time of that heartbeat: a process that began after it has only inherited the number
     */
    boolean alive(long pid, Instant lastSeen);

    static Processes ofThisMachine() {
        return (pid, lastSeen) -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .map(process -> process.info().startInstant().map(start -> !start.isAfter(lastSeen)).orElse(true)).orElse(false);
    }
}
