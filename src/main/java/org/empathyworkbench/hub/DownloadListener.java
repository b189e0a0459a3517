package org.empathyworkbench.hub;

/** Receives the progress of a download, many times a second, on the requesting thread; must return at once. */
@FunctionalInterface
public interface DownloadListener {
    /**
     * @param bytes done since the download was started or resumed
     * @param total of this session, without earlier ones, so that the rate gives the remaining time
     * @param what  for display: "model.safetensors", "Waiting 4 s to try again"
     */
    void at(long bytes, long total, String what);

    static DownloadListener none() { return (bytes, total, what) -> { }; }
}
