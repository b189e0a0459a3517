package org.empathyworkbench.endpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outside models that the user has configured, in {@code endpoints.json} of the user's configuration folder: they belong to user and
 * machine, not to a workspace, and are shared by window and commands. The file contains no key.
 */
public final class Endpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    /** Maximum number of endpoints. */
    private static final int MOST_BYTES = 8 << 20;

    private final Path file;
    private final Keys keys;
    private final Map<String, String> environment;
    /** As last read or written. */
    private volatile List<Entry> known = List.of();
    private volatile FileTime seen;
    /** Reused until something changes, so that all callers share one server's rate limits. */
    private final Map<Endpoint, EndpointClient> clients = new ConcurrentHashMap<>();

    /**
     * @param folder      the user's configuration folder; need not exist
     * @param environment variables by name
     */
    public Endpoints(Path folder, Map<String, String> environment) {
        this.file = folder.resolve("endpoints.json");
        this.environment = Map.copyOf(environment);
        this.keys = new Keys(folder, environment);
    }

    public Keys keys() { return keys; }

    /** An entry of the file: an endpoint, or an unreadable entry that is preserved. */
    private record Entry(JsonElement raw, Endpoint endpoint, String name, String problem) {
        static Entry of(Endpoint endpoint) { return new Entry(EndpointJson.of(endpoint), endpoint, endpoint.name(), ""); }

        boolean named(String other) { return name.equalsIgnoreCase(other); }
    }

    /**
     * The usable endpoints, in the order of their addition. Errors in the others are in {@link #problems}.
     *
     * @throws UserInputException if the file is not a list
     */
    public synchronized List<Endpoint> list() {
        known = entries();
        return known();
    }

    /** A sentence for each unusable entry of the file, as last read or written; empty for none. */
    public List<String> problems() { return known.stream().map(Entry::problem).filter(problem -> !problem.isEmpty()).toList(); }

    private List<Entry> entries() {
        try {
            List<Entry> entries = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (JsonElement one : JsonParser.parseString(RegularFiles.readString(file, MOST_BYTES)).getAsJsonArray())
                entries.add(entry(one, entries.size() + 1, names));
            return entries;
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (JsonParseException | IllegalStateException notAList) {
            String cause = notAList.getCause() == null ? notAList.getMessage() : notAList.getCause().getMessage();
            throw new UserInputException(file + " cannot be read as a list of endpoints ("
                    + VisibleText.line(String.valueOf(cause).lines().findFirst().orElse(""), 200) + "). It was not changed. "
                    + "Correct it, or delete it and add the endpoints again.", notAList);
        } catch (IOException unreadable) {
            throw new UserInputException(file + " cannot be read: " + FileFault.words(unreadable)
                    + ". It was not changed. Correct it, or delete it and add the endpoints again.", unreadable);
        }
    }

    private Entry entry(JsonElement json, int number, Set<String> names) {
        String name = json.isJsonObject() && json.getAsJsonObject().get("name") instanceof JsonPrimitive text ? text.getAsString() : "";
        try {
            Endpoint endpoint = EndpointJson.read(json.getAsJsonObject());
            if (!names.add(endpoint.name().toLowerCase(Locale.ROOT)))
                return bad(json, number, name, "another entry before it has the same name");
            return new Entry(json, endpoint, endpoint.name(), "");
        } catch (UserInputException | IllegalArgumentException wrong) {
            return bad(json, number, name, String.valueOf(wrong.getMessage()).replaceFirst("\\.\\s.*$", ""));
        } catch (IllegalStateException | UnsupportedOperationException wrongKind) {
            return bad(json, number, name, "a value in it is of the wrong kind");
        }
    }

    private Entry bad(JsonElement json, int number, String name, String why) {
        String which = "entry " + number + (name.isEmpty() ? "" : " (\"" + VisibleText.line(name, 60) + "\")");
        return new Entry(json, null, name, file + ", " + which + " cannot be used: " + VisibleText.line(why, 300).replaceAll("\\.$", "")
                + ". It was not changed, and the other endpoints can be used. Correct or remove the entry there.");
    }

    /** Reloads the list if another program has changed it; checks only the file's time. Errors are reported on use. */
    public void look() {
        try {
            FileTime now = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (Objects.equals(now, seen)) return;
            seen = now;
            list();
        } catch (IOException | UserInputException unreadable) {
            LOG.info("The endpoints cannot be read: {}", unreadable.getMessage());
        }
    }

    /** As last read or written; reads no file. */
    public List<Endpoint> known() { return known.stream().map(Entry::endpoint).filter(Objects::nonNull).toList(); }

    public Optional<Endpoint> find(String name) { return list().stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst(); }

    /** @throws UserInputException listing the existing ones if there is none of this name */
    public Endpoint get(String name) {
        return find(name).orElseThrow(() -> new UserInputException(problemOf(name) + "There is no endpoint named \"" + name
                + "\". Nothing was sent. " + (list().isEmpty() ? "Add one: Settings, Endpoints; or app/run endpoints add."
                        : "There are: " + String.join(", ", list().stream().map(Endpoint::name).toList()) + ".")));
    }

    private String problemOf(String name) {
        return entries().stream().filter(one -> one.named(name) && one.endpoint == null)
                .map(one -> one.problem + " ").findFirst().orElse("");
    }

    /** Adds an endpoint, or replaces the one of its name. Learned adaptations are kept if address and model are unchanged. */
    public synchronized void put(Endpoint endpoint) {
        Optional<Endpoint> before = find(endpoint.name()).filter(one -> one.asks(endpoint));
        replace(before.isPresent() && endpoint.adaptations().none() ? endpoint.withAdaptations(before.get().adaptations()) : endpoint);
    }

    private void replace(Endpoint endpoint) {
        List<Entry> all = new ArrayList<>(entries());
        int at = -1;
        for (int i = 0; i < all.size(); i++) if (at < 0 && all.get(i).named(endpoint.name())) at = i;
        if (at < 0) all.add(Entry.of(endpoint));
        else all.set(at, Entry.of(endpoint));
        write(all);
    }

    /** Removes an endpoint and its key; its responses are kept. An unusable entry can also be removed by its name. */
    public synchronized void remove(String name) {
        List<Entry> all = entries();
        if (all.stream().noneMatch(one -> one.named(name))) get(name);
        all.stream().filter(one -> one.named(name) && one.endpoint != null).findFirst().ifPresent(one -> keys.forget(one.endpoint));
        write(all.stream().filter(one -> !one.named(name)).toList());
    }

    /** Discards the adaptations learned for a server. */
    public synchronized Endpoint forgetAdaptations(String name) {
        Endpoint plain = get(name).withAdaptations(Adaptations.NONE);
        replace(plain);
        clients.values().stream().filter(client -> client.endpoint().asks(plain)).forEach(EndpointClient::forget);
        return plain;
    }

    /** Stores adaptations after a successful answer. A failure to write them does not affect the answer. */
    private synchronized void learned(Endpoint of, Adaptations adaptations) {
        try {
            find(of.name()).filter(one -> one.asks(of)).ifPresent(one -> replace(one.withAdaptations(one.adaptations().and(adaptations))));
        } catch (UserInputException unwritable) {
            LOG.info("The request adaptations of {} could not be stored: {}", of.name(), unwritable.getMessage());
        }
    }

    /**
     * The client of an endpoint, with its key; may wait for a keyring.
     *
     * @throws UserInputException if the key is missing
     */
    public EndpointClient client(Endpoint endpoint) {
        ApiKey key = keys.of(endpoint);
        Endpoint asSet = endpoint.withAdaptations(Adaptations.NONE);
        EndpointClient there = clients.get(asSet);
        if (there != null && there.hasKey(key)) return there;
        EndpointClient made = new EndpointClient(endpoint, key, environment, now -> learned(endpoint, now));
        clients.put(asSet, made);
        return made;
    }

    /**
     * A client for an endpoint that is not stored.
     *
     * @param key null for none
     */
    public EndpointClient client(Endpoint endpoint, ApiKey key) { return new EndpointClient(endpoint, key, environment); }

    /**
     * Writes the file with owner-only permissions, since a proxy's address may contain a password. Unchanged entries are written verbatim.
     */
    private void write(List<Entry> all) {
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.writePrivate(file, Json.PRETTY.toJson(all.stream().map(Entry::raw).toList()).getBytes(StandardCharsets.UTF_8));
            known = List.copyOf(all);
        } catch (IOException e) {
            throw new UserInputException(file + " cannot be written (" + FileFault.words(e)
                    + "). The endpoints were not changed. Check that you may write there.", e);
        }
    }
}
