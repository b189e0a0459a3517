package org.empathyworkbench.workspace;

/** Where a run stands. All but {@link #QUEUED} and {@link #RUNNING} are at rest; all of those but {@link #FINISHED} may be resumed. */
public enum RunState {
    /** Made, not yet taken up by a process. */
    QUEUED,
    /** A process works on it. */
    RUNNING,
    /** Came to its end. */
    FINISHED,
    /** A person stopped it; its checkpoint is there. */
    STOPPED,
    /** Could not go on; the message says why. */
    FAILED,
    /** Its process vanished without a word: killed, crashed, or the machine went down. */
    INTERRUPTED;

    public String key() { return name().toLowerCase(java.util.Locale.ROOT); }

    public boolean atRest() { return this != QUEUED && this != RUNNING; }

    static RunState ofKey(String key) { return valueOf(key.toUpperCase(java.util.Locale.ROOT)); }
}
