package org.empathyworkbench.endpoint;

import java.io.IOException;
import java.util.Optional;

/** The keyring of a desktop. */
interface Keyring {
    /** Whether this machine seems to have one; a locked one may still refuse. */
    boolean present();

    /** @throws IOException when the keyring does not take it */
    void store(String account, ApiKey key) throws IOException;

    /** @throws IOException when the keyring cannot be asked */
    Optional<ApiKey> find(String account) throws IOException;

    void forget(String account) throws IOException;
}
