package org.empathyworkbench.app.compare;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.inference.SamplingForm;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.generation.SamplingSettings;

/** Form of a column's sampling: seed, samples per context, sampling settings; for one column or all that can generate. */
final class DrawingForm extends VBox {
    DrawingForm(CompareViewModel model, CompareColumn column, Runnable close) {
        super(12);
        setId("drawing-form");
        SamplingPlan before = column.drawing();
        TextField seed = new TextField(String.valueOf(before.seed()));
        seed.setId("drawing-seed");
        seed.getStyleClass().add("number-field");
        seed.setPrefWidth(110);
        Spinner<Integer> samples = new Spinner<>(1, SamplingPlan.MOST_SAMPLES, before.samples());
        samples.setId("drawing-samples");
        samples.setPrefWidth(90);
        samples.setEditable(false);
        ObjectProperty<SamplingSettings> sampling = new SimpleObjectProperty<>(before.sampling());
        SamplingForm form = new SamplingForm(sampling);
        VBox.setVgrow(form, Priority.ALWAYS);
        CheckBox all = new CheckBox("Apply to every column that can generate");
        all.setId("drawing-all");
        Label wrong = new Label();
        wrong.getStyleClass().add("field-error");
        HBox buttons = new HBox(8, Buttons.plain("drawing-cancel", "Cancel", null, close),
                Buttons.primary("drawing-done", "Apply", null, () -> {
                    if (!seed.getText().strip().matches("-?\\d{1,17}")) {
                        wrong.setText("The seed must be a whole number.");
                        return;
                    }
                    SamplingPlan now = new SamplingPlan(Long.parseLong(seed.getText().strip()), samples.getValue(), sampling.get());
                    close.run();
                    if (all.isSelected())
                        model.columns().systems().stream().filter(CompareColumn::live).forEach(one -> model.draw(one, now));
                    else model.draw(column, now);
                }));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox first = new HBox(10, Texts.fieldLabel("Seed"), seed, Texts.fieldLabel("Samples per context"), samples);
        first.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Texts.muted("Equal seeds give equal responses, independent of the other contexts. Stored responses "
                + "with the same seed and sampling are shown at once; others are generated."), first, form, all, wrong, buttons);
    }
}
