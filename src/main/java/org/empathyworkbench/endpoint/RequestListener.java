package org.empathyworkbench.endpoint;

/** The one who asks: hears why it takes long, and may lose patience. */
public interface RequestListener {
    /** For people: "Waiting 4 s: the server has had too many requests". */
    void waiting(String why);

    boolean cancelled();

    /** Patient to the end. */
    static RequestListener patiently() {
        return new RequestListener() {
            @Override public void waiting(String why) { }

            @Override public boolean cancelled() { return false; }
        };
    }
}
