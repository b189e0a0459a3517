package org.empathyworkbench.endpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the keys of endpoints are kept and found. May wait for a person who unlocks a keyring: never on the window's thread. */
public final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final Keyring keyring;
    private final KeyFiles files;
    private final Map<String, String> environment;

    /** @param folder the person's configuration folder */
    public Keys(Path folder, Map<String, String> environment) {
        this(folder, environment, CommandKeyring.of(System.getProperty("os.name"), environment));
    }

    Keys(Path folder, Map<String, String> environment, Keyring keyring) {
        this.keyring = keyring;
        this.files = new KeyFiles(folder.resolve("keys"));
        this.environment = Map.copyOf(environment);
    }

    /** Whether this desktop has a keyring that can be reached. */
    public boolean hasKeyring() { return keyring.present(); }

    /**
     * Keeps a key: in the keyring where there is one and it is wanted, else in a file that only the owner can read.
     *
     * @return the endpoint that knows where its key is
     * @throws UserInputException when neither can keep it
     */
    public Endpoint store(Endpoint endpoint, ApiKey key, KeyPlace wanted) {
        if (wanted == KeyPlace.KEYRING && keyring.present()) {
            try {
                keyring.store(endpoint.account(), key);
                return endpoint.withKey(KeyPlace.KEYRING, "");
            } catch (IOException refused) {
                LOG.info("The keyring did not keep the key of {}: {}. It goes into a file of its owner.",
                        endpoint.name(), refused.getMessage());
            }
        }
        try {
            files.store(endpoint.account(), key);
            return endpoint.withKey(KeyPlace.FILE, "");
        } catch (IOException e) {
            throw new UserInputException("The key cannot be stored in " + files.file(endpoint.account()).getParent()
                    + ". Nothing was kept. Check that you may write there, or use an environment variable.", e);
        }
    }

    /** The key of an endpoint; null when it needs none. @throws UserInputException when it is not where it should be */
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

    /** Removes what is kept for an endpoint; what a person set in the environment stays. */
    public void forget(Endpoint endpoint) {
        try {
            files.forget(endpoint.account());
            if (endpoint.key() == KeyPlace.KEYRING && keyring.present()) keyring.forget(endpoint.account());
        } catch (IOException e) {
            throw new UserInputException(
                    "The key of \"" + endpoint.name() + "\" could not be removed (" + e.getMessage() + "). Remove it by hand.", e);
        }
    }

    private static ApiKey found(Endpoint endpoint, Optional<ApiKey> key, String why) {
        return key.orElseThrow(() -> missing(endpoint, why, null));
    }

    private static UserInputException missing(Endpoint endpoint, String why, Throwable cause) {
        return new UserInputException(why + ". Nothing was asked of " + endpoint.address().getHost()
                + ". Store the key again (Settings, Endpoints; or app/run endpoints add --key).", cause);
    }
}
