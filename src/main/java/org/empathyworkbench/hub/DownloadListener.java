package org.empathyworkbench.hub;

/** Hears how far a download has come, many times a second, from the thread that asked for it; must return at once. */
@FunctionalInterface
public interface DownloadListener {
    /**
     * @param bytes done since the download was begun or resumed
     * @param total of this time; what earlier times left behind is not counted, so that the pace tells the time that is left
     * @param what  for people: "model.safetensors", "Waiting 4 s to try again"
     */
    void at(long bytes, long total, String what);

    static DownloadListener none() { return (bytes, total, what) -> { }; }
}
