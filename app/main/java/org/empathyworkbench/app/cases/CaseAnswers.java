package org.empathyworkbench.app.cases;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.inference.LoadedModels;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.Cases;
import org.empathyworkbench.workspace.Models;

/** Runs models on a case: regenerates responses beside the existing ones, and scores unscored responses. */
public final class CaseAnswers {
    /** Setting with the sample index of a seed: samples after the first use another offset of the random stream. */
    private static final String SAMPLE = "sample";

    private final Cases cases;
    private final Models models;
    private final CasesViewModel model;
    private final Inference inference;
    private final TaskExecutor thread;
    private final UnaryOperator<CaseResponse> withWeights;
    private final Clock clock;
    private final StringProperty identifiers = new SimpleStringProperty("");
    private final ObservableList<String> identifierSets = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private RunningTask work;

    /**
     * @param thread the one inference thread
     * @param withWeights adds the SHA-256 of the weights to a response; called in the background
     */
    public CaseAnswers(Cases cases, Models models, CasesViewModel model, Inference inference,
            TaskExecutor thread, WorkspaceWatch watch, UnaryOperator<CaseResponse> withWeights, Clock clock) {
        this.cases = cases;
        this.models = models;
        this.model = model;
        this.inference = inference;
        this.thread = thread;
        this.withWeights = withWeights;
        this.clock = clock;
        watch.contentsProperty().subscribe(contents -> {
            List<String> now = contents.identifierSets();
            if (now.equals(identifierSets)) return;
            String before = identifiers.get();
            identifierSets.setAll(now);
            identifiers.set(now.contains(before) ? before : now.isEmpty() ? "" : now.get(0));
        });
    }

    /** Identifiers for unscored responses; empty while there are none. */
    public StringProperty identifiersProperty() { return identifiers; }

    public ObservableList<String> identifierSets() { return identifierSets; }

    public ReadOnlyBooleanProperty workingProperty() { return working.getReadOnlyProperty(); }

    /** Cancels after the response that is being generated; stored responses are kept. */
    public void cancel() {
        if (work != null) work.cancel();
        working.set(false);
    }

    /**
     * Regenerates every response of a generator of the workspace with its own settings.
     *
     * @param otherSeed false for the same seeds, which give the same text unless the model changed; true for seeds not used in this case
     */
    public void renew(CaseStudy study, boolean otherSeed) {
        List<CaseResponse> old = study.responses().stream().filter(one -> one.renews() == 0 && one.from().renewable()).toList();
        if (old.isEmpty() || working.get()) return;
        run("Regenerating", progress -> {
            for (int i = 0; i < old.size(); i++) {
                progress.check();
                progress.at(i, old.size());
                cases.addResponse(study.id(), anew(study, old.get(i), otherSeed, progress));
            }
            return old.size();
        });
    }

    private CaseResponse anew(CaseStudy study, CaseResponse old, boolean otherSeed, Progress progress) {
        Provenance from = old.from();
        long seed = otherSeed ? study.responses().stream().filter(one -> one.id() == old.id() || one.renews() == old.id())
                .mapToLong(one -> one.from().seed()).max().orElseThrow() + 1 : from.seed();
        Map<String, Object> settings = new HashMap<>(Settings.toMap(SamplingSettings.paper()));
        settings.keySet().retainAll(from.settings().keySet());
        settings.replaceAll((name, value) -> from.settings().get(name));
        SamplingSettings sampling = Settings.with(SamplingSettings.paper(), settings);
        String sample = from.settings().get(SAMPLE);
        String text = sample == null || !sample.matches("\\d{1,6}")
                ? inference.respond(from.model(), study.context(), sampling, seed, progress).text()
                : inference.answers(LoadedModels.place(models, from.model()), List.of(study.context()),
                        sampling, seed, Integer.parseInt(sample), progress).get(0).text();
        Map<String, Object> drawn = new LinkedHashMap<>(Settings.toMap(sampling));
        if (sample != null) drawn.put(SAMPLE, sample);
        CaseResponse made = CaseResponse.of(old.system(), Provenance.generator(from.model(), seed, drawn, clock.instant()), text)
                .stored(0, old.id());
        String readers = old.reading() != null && identifierSets.contains(old.reading().identifiers())
                ? old.reading().identifiers() : identifiers.get();
        if (readers != null && !readers.isEmpty() && !text.isBlank()) {
            EmpathyProfile profile = inference.score(readers, List.of(study.context()), List.of(text), progress).get(0);
            made = made.read(LevelScores.of(readers, profile), reward(study, readers, profile, progress));
        }
        return withWeights.apply(made);
    }

    /** Reward against the levels that the same identifiers assign to the reference; null without a reference. */
    private Double reward(CaseStudy study, String readers, EmpathyProfile profile, Progress progress) {
        CaseResponse reference = study.reference().orElse(null);
        if (reference == null) return null;
        boolean known = reference.reading() != null && reference.reading().identifiers().equals(readers);
        EmpathyProfile target = known ? reference.reading().profile()
                : inference.score(readers, List.of(study.context()), List.of(reference.text()), progress).get(0);
        return profile.reward(target.levels());
    }

    /** Scores every unscored response of the case with the chosen identifiers. */
    public void read(CaseStudy study) {
        String readers = identifiers.get();
        List<CaseResponse> unread = study.responses().stream().filter(one -> one.reading() == null && !one.text().isBlank()).toList();
        if (unread.isEmpty() || readers == null || readers.isEmpty() || working.get()) return;
        run("Scoring", progress -> {
            List<List<String>> contexts = new ArrayList<>();
            unread.forEach(one -> contexts.add(study.context()));
            List<EmpathyProfile> profiles = inference.score(readers, contexts, unread.stream().map(CaseResponse::text).toList(), progress);
            Map<Long, LevelScores> readings = new HashMap<>();
            Map<Long, Double> rewards = new HashMap<>();
            for (int i = 0; i < unread.size(); i++) {
                readings.put(unread.get(i).id(),
                        withWeights.apply(unread.get(i).read(LevelScores.of(readers, profiles.get(i)), null)).reading());
                Double reward = reward(study, readers, profiles.get(i), progress);
                if (reward != null) rewards.put(unread.get(i).id(), reward);
            }
            cases.read(study.id(), readings, rewards);
            return unread.size();
        });
    }

    private void run(String title, BackgroundTask.Compute<Integer> compute) {
        working.set(true);
        model.tell(null);
        work = thread.run(BackgroundTask.of(title, compute).show(done -> {
            working.set(false);
            model.change("Reading the new responses", () -> { });
        }).failed(failure -> {
            working.set(false);
            model.change("Reading the new responses", () -> { });
            model.failed(failure);
        }).quietly());                                        // the page shows its own progress and Cancel
    }
}
