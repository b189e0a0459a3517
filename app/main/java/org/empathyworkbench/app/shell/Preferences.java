package org.empathyworkbench.app.shell;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.torch.DeviceChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's preferences, stored in {@code preferences.json}. Each change is written at once, atomically and with private permissions. An
 * unreadable file means defaults; an unwritable one loses the preference only.
 */
public final class Preferences {
    private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);
    private static final int RECENT = 6;
    private static final int MOST_BYTES = 1_000_000;

    private record Stored(boolean dark, String workspace, int threads, List<String> recentWorkspaces,
            String hubEndpoint, String hubProxy, boolean hubOffline, String device) { }

    private final Path folder;
    private final Path file;
    private final BooleanProperty dark = new SimpleBooleanProperty();
    private final StringProperty workspace = new SimpleStringProperty("");
    private final IntegerProperty threads = new SimpleIntegerProperty(Runtime.getRuntime().availableProcessors());
    private final StringProperty device = new SimpleStringProperty(DeviceChoice.AUTOMATIC);
    private final StringProperty hubEndpoint = new SimpleStringProperty("");
    private final StringProperty hubProxy = new SimpleStringProperty("");
    private final BooleanProperty hubOffline = new SimpleBooleanProperty();
    private final ObservableList<String> recentWorkspaces = FXCollections.observableArrayList();

    public Preferences(Path folder) {
        this.folder = folder;
        file = folder.resolve("preferences.json");
        read();
        InvalidationListener changed = o -> write();
        dark.addListener(changed);
        workspace.addListener(changed);
        threads.addListener(changed);
        recentWorkspaces.addListener(changed);
        List.of(device, hubEndpoint, hubProxy, hubOffline).forEach(property -> property.addListener(changed));
    }

    /** The user's configuration folder. */
    public Path folder() { return folder; }

    public BooleanProperty darkProperty() { return dark; }

    /** The last workspace folder, empty before the first start. */
    public StringProperty workspaceProperty() { return workspace; }

    /** Intra-op threads; by default one per core. */
    public IntegerProperty threadsProperty() { return threads; }

    /** Device of the window's models, as {@link DeviceChoice#of(String)} takes it. */
    public StringProperty deviceProperty() { return device; }

    /** The hub's URL; empty for the default. */
    public StringProperty hubEndpointProperty() { return hubEndpoint; }

    /** host:port of the proxy to the hub, {@code none}, or empty to follow the environment. */
    public StringProperty hubProxyProperty() { return hubProxy; }

    /** Offline mode of the hub. */
    public BooleanProperty hubOfflineProperty() { return hubOffline; }

    public ObservableList<String> recentWorkspaces() { return recentWorkspaces; }

    /** Adds a workspace as the most recent one, to be opened at the next start. */
    public void remember(Path folder) {
        workspace.set(folder.toString());
        recentWorkspaces.remove(folder.toString());
        recentWorkspaces.add(0, folder.toString());
        if (recentWorkspaces.size() > RECENT) recentWorkspaces.remove(RECENT, recentWorkspaces.size());
    }

    private void read() {
        if (!Files.isRegularFile(file)) return;
        try {
            Stored stored = Json.COMPACT.fromJson(RegularFiles.readString(file, MOST_BYTES), Stored.class);
            if (stored == null) return;
            dark.set(stored.dark());
            if (stored.workspace() != null) workspace.set(stored.workspace());
            if (stored.threads() > 0) threads.set(stored.threads());
            if (stored.recentWorkspaces() != null)
                recentWorkspaces.setAll(stored.recentWorkspaces().stream().filter(Objects::nonNull).limit(RECENT).toList());
            if (stored.hubEndpoint() != null) hubEndpoint.set(stored.hubEndpoint());
            if (stored.hubProxy() != null) hubProxy.set(stored.hubProxy());
            hubOffline.set(stored.hubOffline());
            if (stored.device() != null && !stored.device().isBlank()) device.set(stored.device());
        } catch (IOException | JsonParseException e) {
            LOG.warn("{} cannot be read; the defaults are used.", file, e);
        }
    }

    private void write() {
        Stored stored = new Stored(dark.get(), workspace.get(), threads.get(), List.copyOf(recentWorkspaces),
                hubEndpoint.get(), hubProxy.get(), hubOffline.get(), device.get());
        try {
            Files.createDirectories(file.getParent());
            // may contain a proxy's password
            AtomicFile.writePrivate(file, Json.PRETTY.toJson(stored).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} cannot be written; the preference applies until the window closes.", file, e);
        }
    }
}
