package org.empathyworkbench.endpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores and finds the keys of endpoints. May block while the user unlocks a keyring: not for the JavaFX thread. */
public final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final Keyring keyring;
    private final KeyFiles files;
    private final Map<String, String> environment;

    /** @param folder the user's configuration folder */
    public Keys(Path folder, Map<String, String> environment) {
        this(folder, environment, CommandKeyring.of(System.getProperty("os.name"), environment));
    }

    Keys(Path folder, Map<String, String> environment, Keyring keyring) {
        this.keyring = keyring;
        this.files = new KeyFiles(folder.resolve("keys"));
        this.environment = Map.copyOf(environment);
    }

    /** Whether this system has an accessible keyring. */
    public boolean hasKeyring() { return keyring.present(); }

    /**
     * Stores a key: in the keyring if there is one and it is preferred, else in an owner-only file.
     *
     * @return the endpoint with the key's location
     * @throws UserInputException if neither can store it
     */
    public Endpoint store(Endpoint endpoint, ApiKey key, KeyPlace wanted) {
        if (wanted == KeyPlace.KEYRING && keyring.present()) {
            try {
                keyring.store(endpoint.account(), key);
                return endpoint.withKey(KeyPlace.KEYRING, "");
            } catch (IOException refused) {
                LOG.info("The keyring did not store the key of {}: {}. It is stored in an owner-only file.",
                        endpoint.name(), refused.getMessage());
            }
        }
        try {
            files.store(endpoint.account(), key);
            return endpoint.withKey(KeyPlace.FILE, "");
        } catch (IOException e) {
            throw new UserInputException("The key cannot be stored in " + files.file(endpoint.account()).getParent()
                    + ". Nothing was stored. Check that you may write there, or use an environment variable.", e);
        }
    }

    /**
     * The key of an endpoint; null if it needs none.
     *
     * @throws UserInputException if it is missing
     */
    public ApiKey of(Endpoint endpoint) {
        try {
            return switch (endpoint.key()) {
                case NONE -> null;
                case ENVIRONMENT -> {
                    String value = environment.getOrDefault(endpoint.keyVariable(), "");
                    if (value.isBlank())
                        throw missing(endpoint, "The environment variable " + endpoint.keyVariable() + " is not set", null);
                    yield ApiKey.of(value);
                }
                case KEYRING -> found(endpoint, keyring.present() ? keyring.find(endpoint.account()) : Optional.empty(),
                        "The keyring has no key for \"" + endpoint.name() + "\" at its address, or is locked");
                case FILE -> found(endpoint, files.find(endpoint.account()),
                        "There is no file with the key of \"" + endpoint.name() + "\" for its address");
            };
        } catch (IOException e) {
            throw missing(endpoint, "The key of \"" + endpoint.name() + "\" cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Deletes the stored key of an endpoint; environment variables are not changed. */
    public void forget(Endpoint endpoint) {
        try {
            files.forget(endpoint.account());
            if (endpoint.key() == KeyPlace.KEYRING && keyring.present()) keyring.forget(endpoint.account());
        } catch (IOException e) {
            throw new UserInputException(
                    "The key of \"" + endpoint.name() + "\" could not be removed (" + e.getMessage() + "). Remove it manually.", e);
        }
    }

    private static ApiKey found(Endpoint endpoint, Optional<ApiKey> key, String why) {
        return key.orElseThrow(() -> missing(endpoint, why, null));
    }

    private static UserInputException missing(Endpoint endpoint, String why, Throwable cause) {
        return new UserInputException(why + ". Nothing was sent to " + endpoint.address().getHost()
                + ". Store the key again (Settings, Endpoints; or app/run endpoints add --key).", cause);
    }
}
