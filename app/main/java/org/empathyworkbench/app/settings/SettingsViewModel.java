package org.empathyworkbench.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.control.BackgroundTask;
import org.empathyworkbench.app.control.TaskExecutor;
import org.empathyworkbench.app.shell.Preferences;
import org.empathyworkbench.torch.ComputeDevice;

/** The settings of the program as a whole. Each is a preference: what is set here is what the rest of the program looks at. */
public final class SettingsViewModel {
    /** A part of the program that others made. */
    public record Part(String name, String version, String licence, String use) { }

    private final Preferences preferences;
    private final Path workspace;
    private final Path log;
    private final Consumer<Path> open;
    private final TaskExecutor tasks;
    private final Supplier<List<ComputeDevice>> machine;
    private final ReadOnlyObjectWrapper<List<ComputeDevice>> devices = new ReadOnlyObjectWrapper<>(List.of());

    /**
     * @param open    closes the present workspace and opens another
     * @param machine what this machine can compute on; asked away from the window
     */
    public SettingsViewModel(Preferences preferences, Path workspace, Path log, Consumer<Path> open, TaskExecutor tasks, Supplier<List<ComputeDevice>> machine) {
        this.preferences = preferences;
        this.workspace = workspace;
        this.log = log;
        this.open = open;
        this.tasks = tasks;
        this.machine = machine;
    }

    public StringProperty hubEndpointProperty() { return preferences.hubEndpointProperty(); }

    public StringProperty hubProxyProperty() { return preferences.hubProxyProperty(); }

    public BooleanProperty hubOfflineProperty() { return preferences.hubOfflineProperty(); }

    /** Empty until they were looked for. */
    public ReadOnlyObjectProperty<List<ComputeDevice>> devicesProperty() { return devices.getReadOnlyProperty(); }

    public void lookForDevices() {
        tasks.run(BackgroundTask.of("Looking for devices", progress -> machine.get()).show(devices::set).latestOf("devices").quietly());
    }

    public BooleanProperty darkProperty() { return preferences.darkProperty(); }

    public IntegerProperty threadsProperty() { return preferences.threadsProperty(); }

    /** The device that the window's models work on; {@link org.empathyworkbench.torch.DeviceChoice#AUTOMATIC} or a device's name. */
    public StringProperty deviceProperty() { return preferences.deviceProperty(); }

    public ObservableList<String> recentWorkspaces() { return preferences.recentWorkspaces(); }

    public Path workspace() { return workspace; }

    public Path log() { return log; }

    public void switchTo(Path folder) {
        if (!folder.toAbsolutePath().normalize().equals(workspace)) open.accept(folder);
    }

    public List<Part> parts() {
        return List.of(
                new Part("Java", System.getProperty("java.version", ""), "GPL-2.0 with Classpath exception", "the platform"),
                new Part("JavaFX", System.getProperty("javafx.runtime.version", ""), "GPL-2.0 with Classpath exception", "the window"),
                new Part("PyTorch", "2.7.1", "BSD-3-Clause", "tensor arithmetic"),
                new Part("Deep Java Library", "0.35.1", "Apache-2.0", "PyTorch and tokenizers from Java"),
                new Part("AtlantaFX", "2.0.1", "MIT", "themes"),
                new Part("ControlsFX", "11.2.4", "BSD-3-Clause", "controls"),
                new Part("Ikonli, Feather icons", "12.4.0", "Apache-2.0, MIT", "icons"),
                new Part("JFreeChart, JFreeChart-FX", "1.5.6, 2.0.2", "LGPL-2.1 or later", "charts"),
                new Part("SQLite, sqlite-jdbc", "3.54.1.0", "public domain, Apache-2.0", "the workspace's database"),
                new Part("Apache Commons Math", "3.6.1", "Apache-2.0", "statistics"),
                new Part("LangChain4j", "1.19.0", "Apache-2.0", "the protocol of outside models"),
                new Part("Jackson", "2.22.1", "Apache-2.0", "JSON within LangChain4j"),
                new Part("Gson", "2.13.2", "Apache-2.0", "JSON"),
                new Part("picocli", "4.7.7", "Apache-2.0", "commands"),
                new Part("Inter", "4.0 beta 7", "SIL OFL 1.1", "text"),
                new Part("JetBrains Mono", "2.242", "SIL OFL 1.1", "numbers and logs"));
    }
}
