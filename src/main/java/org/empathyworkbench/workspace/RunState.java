package org.empathyworkbench.workspace;

import java.util.Locale;

/** Where a run stands. All but {@link #QUEUED} and {@link #RUNNING} are at rest; all of those but {@link #FINISHED} may be resumed. */
public enum RunState {
    /** Made, not yet taken up by a process. */
    QUEUED,
    /** A process works on it. */
    RUNNING,
    /** A person paused it; its checkpoint is there, and it goes on from there. */
    PAUSED,
    /** Came to its end. */
    FINISHED,
    /** A person stopped it; its model is stored, and its checkpoint is there. */
    STOPPED,
    /** Could not go on; the message says why. */
    FAILED,
    /** Its process vanished without a word: killed, crashed, or the machine went down. */
    INTERRUPTED;

    public String key() { return name().toLowerCase(Locale.ROOT); }

    /** Whether a process may take it up again. */
    public boolean resumable() { return atRest() && this != FINISHED; }

    public boolean atRest() { return this != QUEUED && this != RUNNING; }

    static RunState ofKey(String key) { return valueOf(key.toUpperCase(Locale.ROOT)); }
}
