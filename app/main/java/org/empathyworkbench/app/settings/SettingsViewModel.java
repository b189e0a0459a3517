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
import org.empathyworkbench.app.shell.Preferences;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.torch.ComputeDevice;

/** Program-wide settings, each bound to a preference. */
public final class SettingsViewModel {
    private final Preferences preferences;
    private final Path workspace;
    private final Path log;
    private final Consumer<Path> open;
    private final TaskExecutor tasks;
    private final Supplier<List<ComputeDevice>> machine;
    private final ReadOnlyObjectWrapper<List<ComputeDevice>> devices = new ReadOnlyObjectWrapper<>(List.of());

    /**
     * @param open    closes the current workspace and opens another
     * @param machine finds the devices of this machine; called off the JavaFX thread
     */
    public SettingsViewModel(Preferences preferences, Path workspace, Path log,
            Consumer<Path> open, TaskExecutor tasks, Supplier<List<ComputeDevice>> machine) {
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

    /** Empty until found. */
    public ReadOnlyObjectProperty<List<ComputeDevice>> devicesProperty() { return devices.getReadOnlyProperty(); }

    public void lookForDevices() {
        tasks.run(BackgroundTask.of("Finding devices", progress -> machine.get()).show(devices::set).latestOf("devices").quietly());
    }

    public BooleanProperty darkProperty() { return preferences.darkProperty(); }

    public IntegerProperty threadsProperty() { return preferences.threadsProperty(); }

    /** Device of the window's models; {@link org.empathyworkbench.torch.DeviceChoice#AUTOMATIC} or a device's name. */
    public StringProperty deviceProperty() { return preferences.deviceProperty(); }

    public ObservableList<String> recentWorkspaces() { return preferences.recentWorkspaces(); }

    public Path workspace() { return workspace; }

    public Path log() { return log; }

    public void switchTo(Path folder) {
        if (!folder.toAbsolutePath().normalize().equals(workspace)) open.accept(folder);
    }

    /** Third-party components. */
    public List<ThirdParty.Part> parts() { return ThirdParty.parts(); }
}
