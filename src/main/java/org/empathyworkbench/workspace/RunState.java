package org.empathyworkbench.workspace;

import java.util.Locale;

/** State of a run. All but {@link #QUEUED} and {@link #RUNNING} are at rest; all of those but {@link #FINISHED} can be resumed. */
public enum RunState {
    /** Created, not yet started by a process. */
    QUEUED,
    /** A process is running it. */
    RUNNING,
    /** Paused by the user; its checkpoint is saved. */
    PAUSED,
    /** Reached its end. */
    FINISHED,
    /** Stopped by the user; its model and checkpoint are stored. */
    STOPPED,
    /** Ended by an error; the message has the reason. */
    FAILED,
    /** Its process ended unexpectedly: killed, crashed, or the machine went down. */
    INTERRUPTED;

    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** Whether a process may start or resume it. */
    public boolean resumable() { return atRest() && this != FINISHED; }

    public boolean atRest() { return this != QUEUED && this != RUNNING; }

    static RunState ofKey(String key) { return valueOf(key.toUpperCase(Locale.ROOT)); }
}
