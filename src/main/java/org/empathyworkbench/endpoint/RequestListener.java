package org.empathyworkbench.endpoint;

/** Progress and cancellation callback of a request. */
public interface RequestListener {
    /** Message for the user: "Waiting 4 s: the server has had too many requests". */
    void waiting(String why);

    boolean cancelled();

    /** Never cancels. */
    static RequestListener patiently() {
        return new RequestListener() {
            @Override public void waiting(String why) { }

            @Override public boolean cancelled() { return false; }
        };
    }
}
