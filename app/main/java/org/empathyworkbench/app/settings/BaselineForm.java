package org.empathyworkbench.app.settings;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Choices;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.endpoint.BaselineRun;
import org.empathyworkbench.endpoint.Endpoint;
import org.kordamp.ikonli.feather.Feather;

/** Form of a baseline by an outside model: contexts, seed, name and prompt. */
final class BaselineForm extends VBox {
    BaselineForm(EndpointsViewModel model, Endpoint endpoint, Runnable close) {
        setId("baseline-form");
        setSpacing(12);
        List<String> datasets = model.datasets();
        if (datasets.isEmpty()) {
            getChildren().add(Texts.body("There is no dataset with conversations yet. Import "
                    + "one on the page Datasets; the model responds to its contexts."));
            return;
        }
        SimpleStringProperty dataset = new SimpleStringProperty(datasets.get(0));
        SimpleObjectProperty<Split> split = new SimpleObjectProperty<>(Split.TEST);
        StringProperty limit = new SimpleStringProperty("100");
        StringProperty seed = new SimpleStringProperty("1");
        StringProperty set = new SimpleStringProperty(model.baselineName(endpoint, datasets.get(0)));
        dataset.addListener((o, before, now) -> {
            if (set.get().equals(model.baselineName(endpoint, before))) set.set(model.baselineName(endpoint, now));
        });
        ComboBox<String> which = Choices.of("baseline-dataset", dataset, datasets, name -> name);
        ComboBox<Split> part = Choices.of("baseline-split", split, List.of(Split.values()), Split::key);
        which.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(which, Priority.ALWAYS);
        TextArea prompt = new TextArea(endpoint.prompt());
        prompt.setId("baseline-prompt");
        prompt.setWrapText(true);
        prompt.setPrefRowCount(14);
        VBox fields = new VBox(12, EndpointForm.named("Contexts", "", new HBox(6, which, part)),
                EndpointForm.named("At most", "Number of examples, the same that the command evaluate samples with this seed; 0 "
                        + "for the whole split.",
                        EndpointForm.field("baseline-limit", limit, "0")),
                EndpointForm.named("Seed", "Seed of the sample; also sent with each "
                        + "request.", EndpointForm.field("baseline-seed", seed, "1")),
                EndpointForm.named("Stored as", "An unfinished set of that name is resumed: responses already paid for are kept.",
                        EndpointForm.field("baseline-set", set, "")),
                EndpointForm.named("Prompt", "Stored with each response, with the model's id and the time.", prompt));
        fields.getStyleClass().add("scroll-body");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button start = Buttons.primary("start-baseline", "Start", Feather.PLAY, () -> {
            close.run();
            model.baseline(endpoint, new BaselineRun.Plan(set.get().strip(), dataset.get(), split.get(),
                    Integer.parseInt(limit.get().strip()), Long.parseLong(seed.get().strip()), prompt.getText(), endpoint.settings()));
        });
        start.disableProperty().bind(Bindings.createBooleanBinding(() -> !limit.get().strip().matches("\\d{1,7}")
                || !seed.get().strip().matches("\\d{1,17}") || set.get().isBlank(), limit, seed, set));
        HBox buttons = new HBox(8, Buttons.plain("cancel-baseline", "Cancel", null, close), start);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(scroll, Texts.muted("Tokens and cost are shown while it runs; Cancel keeps the responses so far."), buttons);
    }
}
