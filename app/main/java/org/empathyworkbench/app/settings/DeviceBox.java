package org.empathyworkbench.app.settings;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ComboBox;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.torch.DeviceChoice;

/** Selects the device of the window's models. A selected device that is no longer available stays listed and is marked as missing. */
final class DeviceBox extends ComboBox<String> {
    private static final double WIDTH = 300;

    private final SettingsViewModel model;

    DeviceBox(SettingsViewModel model) {
        this.model = model;
        setId("window-device");
        setPrefWidth(WIDTH);
        setMinWidth(WIDTH);
        setConverter(Choices.converter(name -> name == null ? "" : label(name)));
        model.devicesProperty().subscribe(this::fill);
        valueProperty().subscribe(chosen -> { if (chosen != null) model.deviceProperty().set(chosen); });
    }

    private void fill(List<ComputeDevice> devices) {
        List<String> names = new ArrayList<>(List.of(DeviceChoice.AUTOMATIC));
        devices.forEach(device -> names.add(device.name()));
        String chosen = model.deviceProperty().get();
        if (!names.contains(chosen)) names.add(chosen);
        getItems().setAll(names);
        setValue(chosen);
    }

    private String label(String name) {
        if (name.equals(DeviceChoice.AUTOMATIC)) return "Automatic";
        List<ComputeDevice> devices = model.devicesProperty().get();
        String title = devices.stream().filter(device -> device.name().equals(name))
                .map(ComputeDevice::title).findFirst().orElse(devices.isEmpty() ? "" : "not available");
        return title.isEmpty() ? name : name + " (" + title + ")";
    }
}
