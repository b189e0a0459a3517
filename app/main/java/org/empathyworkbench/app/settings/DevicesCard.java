package org.empathyworkbench.app.settings;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CopyTable;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.torch.ComputeDevice;
import org.kordamp.ikonli.feather.Feather;

/** The devices for runs, with their memory. */
final class DevicesCard extends Card {
    private static final double HEADER = 46;
    private static final double ROW = 30;

    DevicesCard(SettingsViewModel model) {
        super("Devices");
        CopyTable<ComputeDevice> table = new CopyTable<>();
        table.setId("devices");
        table.text("Device", 90, ComputeDevice::name);
        table.text("Description", 300, ComputeDevice::title);
        table.number("Memory", 100, ComputeDevice::total, DevicesCard::gigabytes);
        table.number("Free now", 100, ComputeDevice::free, DevicesCard::gigabytes);
        table.setFixedCellSize(ROW);
        table.setMinHeight(Region.USE_PREF_SIZE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Label note = Texts.muted("");
        note.setId("devices-note");
        note.setMinHeight(Region.USE_PREF_SIZE);
        action(Buttons.icon("devices-again", "Refresh", Feather.REFRESH_CW, model::lookForDevices));
        getChildren().addAll(table, note);
        model.devicesProperty().subscribe(devices -> {
            table.getItems().setAll(devices);
            table.setPrefHeight(ROW * Math.max(1, devices.size()) + HEADER);
            note.setText(words(devices));
        });
        model.lookForDevices();
    }

    private static String words(List<ComputeDevice> devices) {
        if (devices.isEmpty()) return "Searching.";
        return devices.size() > 1 ? "The device of a run is chosen in its form." : "No CUDA device is available: there is none, "
                + "or this is the CPU-only build. The guide, section NVIDIA, describes the CUDA build.";
    }

    private static String gigabytes(long bytes) { return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9); }
}
