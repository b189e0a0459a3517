package org.empathyworkbench.app.control;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A labelled control; the label is also its accessible name. */
public final class NamedControl extends VBox {
    public NamedControl(String name, Node control) {
        Label label = Texts.fieldLabel(name);
        label.setLabelFor(control);
        control.setAccessibleText(name);
        setSpacing(4);
        getChildren().addAll(label, control);
    }
}
