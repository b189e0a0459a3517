package org.empathyworkbench.endpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.empathyworkbench.dialogue.BadInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outside models that a person has set up, in {@code endpoints.json} of their configuration folder: they belong to the person and the
 * machine, not to a workspace, and window and commands share them. The file holds no key.
 */
public final class Endpoints {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private final Path file;
    private final Keys keys;
    private final Map<String, String> environment;
    /** As they were last read. */
    private volatile List<Endpoint> known = List.of();
    private volatile FileTime seen;
    /** Kept as long as nothing changes, so that all who ask share one server's limits. */
    private final Map<Endpoint, EndpointClient> clients = new ConcurrentHashMap<>();

    /**
     * @param folder      the person's configuration folder; need not be there
     * @param environment variables by name
     */
    public Endpoints(Path folder, Map<String, String> environment) {
        this.file = folder.resolve("endpoints.json");
        this.environment = Map.copyOf(environment);
        this.keys = new Keys(folder, environment);
    }

    public Keys keys() { return keys; }

    /** In the order in which they were added. @throws BadInput when the file is damaged */
    public List<Endpoint> list() {
        if (!Files.exists(file)) {
            known = List.of();
            return known;
        }
        try {
            List<Endpoint> read = new ArrayList<>();
            for (JsonElement one : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) read.add(EndpointJson.read(one.getAsJsonObject()));
            known = List.copyOf(read);
            return known;
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new BadInput(file + " cannot be read as a list of endpoints. It was left as it is. Mend it, or remove it and add the endpoints again.", e);
        }
    }

    /** Reads the list again if another program has changed it; costs a look at the file's time. A damaged one is explained to who uses it. */
    public void look() {
        try {
            FileTime now = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (Objects.equals(now, seen)) return;
            seen = now;
            list();
        } catch (IOException | BadInput unreadable) {
            LOG.info("The endpoints cannot be read: {}", unreadable.getMessage());
        }
    }

    /** Those that were read or written last: reads no file. */
    public List<Endpoint> known() { return known; }

    public Optional<Endpoint> find(String name) { return list().stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst(); }

    /** @throws BadInput naming those there are when there is none of this name */
    public Endpoint get(String name) {
        return find(name).orElseThrow(() -> new BadInput("There is no endpoint named \"" + name + "\". Nothing was asked. "
                + (list().isEmpty() ? "Add one: Settings, Endpoints; or app/run endpoints add." : "There are: " + String.join(", ", list().stream().map(Endpoint::name).toList()) + ".")));
    }

    /** Adds an endpoint, or puts it in the place of the one of its name. */
    public void put(Endpoint endpoint) {
        List<Endpoint> all = new ArrayList<>(list());
        int at = -1;
        for (int i = 0; i < all.size(); i++) if (all.get(i).name().equalsIgnoreCase(endpoint.name())) at = i;
        if (at < 0) all.add(endpoint);
        else all.set(at, endpoint);
        write(all);
    }

    /** Removes an endpoint and its key; responses that it gave stay. */
    public void remove(String name) {
        Endpoint gone = get(name);
        keys.forget(gone);
        write(list().stream().filter(one -> !one.equals(gone)).toList());
    }

    /** The client of an endpoint, with its key; may wait for a keyring. @throws BadInput when the key is not where it should be */
    public EndpointClient client(Endpoint endpoint) {
        ApiKey key = keys.of(endpoint);
        EndpointClient known = clients.get(endpoint);
        if (known != null && known.hasKey(key)) return known;
        EndpointClient made = new EndpointClient(endpoint, key, environment);
        clients.put(endpoint, made);
        return made;
    }

    /** A client for something that is not stored yet. @param key null for none */
    public EndpointClient client(Endpoint endpoint, ApiKey key) { return new EndpointClient(endpoint, key, environment); }

    private void write(List<Endpoint> all) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(beside, GSON.toJson(all.stream().map(EndpointJson::of).toList()));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            known = List.copyOf(all);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be written. The endpoints are as before. Check that you may write there.", e);
        }
    }
}
