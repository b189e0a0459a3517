package org.empathyworkbench.app.inference;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.SettingsForm;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;

/** Form of the sampling settings; valid changes apply at once. */
public final class SamplingForm extends VBox {
    public SamplingForm(ObjectProperty<SamplingSettings> sampling) {
        setId("sampling-form");
        setSpacing(10);
        SettingsForm form = new SettingsForm(SamplingSettings.paper(), Set.of());
        form.getStyleClass().add("scroll-body");
        form.fill(differing(sampling.get()));
        form.changesProperty().subscribe(changes -> {
            if (form.validProperty().get()) sampling.set(Settings.with(SamplingSettings.paper(), changes));
        });
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Texts.muted("The defaults are the paper's. A change applies from the next response on."), scroll);
    }

    /** One-line summary beside a button. */
    public static String words(SamplingSettings settings) {
        if (settings.greedy()) return "greedy, at most " + settings.maximumNewTokens() + " tokens";
        return String.format(Locale.ROOT, "temperature %s, top-k %s%s, at most %d tokens",
                trim(settings.temperature()), settings.topK() == 0 ? "all" : settings.topK(),
                settings.topP() < 1 ? ", top-p " + trim(settings.topP()) : "", settings.maximumNewTokens());
    }

    private static String trim(double value) { return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value); }

    private static Map<String, Object> differing(SamplingSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>(Settings.toMap(settings));
        values.entrySet().removeAll(Settings.toMap(SamplingSettings.paper()).entrySet());
        return values;
    }
}
