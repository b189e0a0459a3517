package org.empathyworkbench.app.inspector;

import com.google.gson.JsonParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceUnit;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.PageStates;

/**
 * Saves the inspector's page state in the workspace: models, evidence and sampling settings, without texts. Items that no longer exist
 * are skipped when restored.
 */
public final class InspectorState {
    static final String PAGE = "inspector";

    /** Stored form; empty texts for unset choices. */
    private record Left(String identifiers, String generator, String method, Map<String, String> evidence,
            String unit, String shown, String seed, Map<String, String> sampling) { }

    private final PageStates states;
    private final TaskExecutor tasks;
    private final InspectorViewModel model;
    private boolean ready;

    private InspectorState(PageStates states, TaskExecutor tasks, InspectorViewModel model) {
        this.states = states;
        this.tasks = tasks;
        this.model = model;
    }

    /** Restores the state, and saves changes from then on. @return the same model */
    public static InspectorViewModel of(PageStates states, TaskExecutor tasks, InspectorViewModel model) {
        InspectorState memory = new InspectorState(states, tasks, model);
        InvalidationListener changed = o -> memory.keep();
        EvidenceViewModel evidence = model.evidence();
        for (Observable property : List.<Observable>of(model.identifiersProperty(), model.generatorProperty(),
                evidence.methodProperty(), evidence.settingsProperty(), evidence.unitProperty(),
                evidence.shownProperty(), model.seedProperty(), model.samplingProperty())) property.addListener(changed);
        tasks.run(BackgroundTask.of("Restoring the page", progress -> states.get(PAGE).flatMap(InspectorState::parse))
                .show(left -> {
                    left.ifPresent(memory::restore);
                    memory.ready = true;
                }).quietly());
        return model;
    }

    private void keep() {
        if (!ready) return;
        EvidenceViewModel evidence = model.evidence();
        String now = Json.COMPACT.toJson(new Left(said(model.identifiersProperty()),
                said(model.generatorProperty()), evidence.wished().map(EvidenceMethod::key).orElse(""),
                words(evidence.settingsProperty().get()), evidence.unitProperty().get() == null ? "" : evidence.unitProperty().get().name(),
                evidence.shownProperty().get() == null ? "" : evidence.shownProperty().get().key(),
                said(model.seedProperty()), words(model.samplingProperty().get())));
        tasks.run(BackgroundTask.of("Saving the page state", progress -> {
            states.put(PAGE, now);
            return now;
        }).latestOf("inspector state").quietly());
    }

    private void restore(Left left) {
        EvidenceViewModel evidence = model.evidence();
        choose(left.identifiers, model.identifierSets(), model.identifiersProperty());
        choose(left.generator, model.generators(), model.generatorProperty());
        settings(EvidenceSettings.standard(), left.evidence).ifPresent(evidence.settingsProperty()::set);
        settings(SamplingSettings.paper(), left.sampling).ifPresent(model.samplingProperty()::set);
        Arrays.stream(EvidenceUnit.values())
                .filter(unit -> unit.name().equals(left.unit)).findFirst().ifPresent(evidence.unitProperty()::set);
        Arrays.stream(EvidenceMethod.values())
                .filter(method -> method.key().equals(left.method)).findFirst().ifPresent(evidence.methodProperty()::set);
        Arrays.stream(Mechanism.values())
                .filter(mechanism -> mechanism.key().equals(left.shown)).findFirst().ifPresent(evidence.shownProperty()::set);
        if (left.seed != null && !left.seed.isBlank()) model.seedProperty().set(left.seed);
    }

    /** Also before the models are listed: the view model then keeps the choice. */
    private static void choose(String name, ObservableList<String> names, StringProperty chosen) {
        if (name != null && !name.isEmpty() && (names.isEmpty() || names.contains(name))) chosen.set(name);
    }

    private static <R extends Record> Optional<R> settings(R defaults, Map<String, String> values) {
        try {
            return values == null ? Optional.empty() : Optional.of(Settings.with(defaults, values));
        } catch (UserInputException notAnyMore) {
            return Optional.empty();
        }
    }

    private static Map<String, String> words(Record settings) {
        return Settings.toMap(settings).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }

    private static String said(StringProperty property) { return property.get() == null ? "" : property.get(); }

    /** Empty for a text of another version. */
    private static Optional<Left> parse(String json) {
        try {
            return Optional.ofNullable(Json.COMPACT.fromJson(json, Left.class));
        } catch (JsonParseException otherwise) {
            return Optional.empty();
        }
    }
}
