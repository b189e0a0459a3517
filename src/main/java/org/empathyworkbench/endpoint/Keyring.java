package org.empathyworkbench.endpoint;

import java.io.IOException;
import java.util.Optional;

/** A system keyring. */
interface Keyring {
    /** Whether this machine appears to have one; a locked one may still fail. */
    boolean present();

    /** @throws IOException if the keyring rejects it */
    void store(String account, ApiKey key) throws IOException;

    /** @throws IOException if the keyring cannot be accessed */
    Optional<ApiKey> find(String account) throws IOException;

    void forget(String account) throws IOException;
}
