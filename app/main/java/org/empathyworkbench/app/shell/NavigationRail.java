package org.empathyworkbench.app.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Navigation rail: program name, a button per section, the theme switch, and the help. */
final class NavigationRail extends VBox {
    NavigationRail(Navigation navigation, BooleanProperty dark) {
        getStyleClass().add("rail");
        setSpacing(4);
        ImageView icon = new ImageView(new Image(Objects.requireNonNull(getClass().getResourceAsStream("/icons/icon-64.png")),
                24, 24, true, true));
        Label name = new Label("Empathy Workbench", icon);
        name.getStyleClass().add("brand");
        name.setMinWidth(USE_PREF_SIZE);
        getChildren().add(name);

        ToggleGroup group = new ToggleGroup();
        Map<Section, ToggleButton> buttons = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            ToggleButton button = new ToggleButton(section.title(), new FontIcon(section.icon()));
            button.setId("nav-" + section.key());
            button.getStyleClass().add("nav");
            button.setMaxWidth(Double.MAX_VALUE);
            button.setAlignment(Pos.CENTER_LEFT);
            button.setToggleGroup(group);
            button.setTooltip(Texts.tooltip(section.title() + "  (Ctrl+" + (section.ordinal() + 1) + ")"));
            button.setOnAction(e -> {
                button.setSelected(true);
                navigation.go(section);
            });
            buttons.put(section, button);
            getChildren().add(button);
        }
        navigation.placeProperty().subscribe(place -> buttons.get(place.section()).setSelected(true));

        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        Button theme = Buttons.icon("theme", "Light or dark (Ctrl+Shift+L)", Feather.MOON, () -> dark.set(!dark.get()));
        dark.subscribe(on -> {
            theme.setGraphic(new FontIcon(on ? Feather.SUN : Feather.MOON));
            theme.setAccessibleText(on ? "Light theme" : "Dark theme");
        });
        Button help = Buttons.plain("help-button", "Help", Feather.HELP_CIRCLE, () -> navigation.help(""));
        help.getStyleClass().addAll("flat", "nav-help");
        help.setTooltip(Texts.tooltip("Guide, method, glossary and the other pages of documentation  (F1)"));
        getChildren().addAll(space, new HBox(theme, help));
    }
}
