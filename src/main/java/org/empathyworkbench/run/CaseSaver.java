package org.empathyworkbench.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.t5.WeightsHash;
import org.empathyworkbench.workspace.AnswerCache.Question;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;

/**
 * Saves cases with the SHA-256 of the weights that generated and scored them, computed from the models' folders at the time of saving.
 * Empty for a model that was deleted; a model replaced since it answered is detected.
 */
public final class CaseSaver {
    /** The setting that names a run's start weights, used if those of the step no longer exist. */
    static final String START = "startWeights";

    private final Workspace workspace;
    private final Map<String, String> known = new HashMap<>();

    public CaseSaver(Workspace workspace) { this.workspace = workspace; }

    /** Appends a case to a collection, which is created if there is none of that name. */
    public CaseStudy keep(String collection, CaseDraft draft) {
        CaseDraft whole = new CaseDraft(draft.context(), draft.emotion(), draft.source(),
                draft.responses().stream().map(one -> withWeights(asked(draft.context(), one))).toList());
        return workspace.cases().keep(workspace.cases().findOrCreate(collection).id(), whole);
    }

    /**
     * An outside model's answer with its own seed, date, model and cost, as stored when it was received: as a single answer, else as one of
     * a baseline, whose seeds are numbered along its examples. If neither is found the seed is unknown.
     */
    private CaseResponse asked(List<String> context, CaseResponse response) {
        Provenance from = response.from();
        Map<String, String> drawn = new LinkedHashMap<>(from.settings());
        String address = drawn.remove("address");
        String prompt = drawn.remove("prompt");
        String endpoint = drawn.remove("endpoint");
        if (from.kind() != Provenance.Kind.ENDPOINT || address == null || prompt == null || endpoint == null || from.seed() == null)
            return response;
        Question question = new Question(address, from.model(), prompt, drawn);
        Optional<CachedAnswer> single = workspace.paidAnswers().find(question, from.seed(), context)
                .filter(paid -> paid.text().equals(response.text()));
        Optional<ResponseOrigin> origin = single.map(CachedAnswer::origin)
                .or(() -> workspace.baselines().origin(question, context, response.text()));
        if (origin.isEmpty())
            return response.from(new Provenance(from.kind(), from.model(), from.weights(), null, from.settings(), from.at()));
        ResponseOrigin came = origin.get();
        Map<String, String> settings = new LinkedHashMap<>(from.settings());
        settings.put("servedModel", came.servedModel());
        if (came.promptTokens() != null && came.completionTokens() != null)
            settings.put("tokens", came.promptTokens() + " + " + came.completionTokens());
        single.filter(paid -> paid.cost() != null)
                .ifPresent(paid -> settings.put("cost", paid.cost() + (paid.currency().isBlank() ? "" : " " + paid.currency())));
        return response.from(new Provenance(from.kind(), from.model(), from.weights(), came.seed(), settings, came.askedAt()));
    }

    /** Adds the missing hashes to the response. Reads the weight files: a second or two per gigabyte. */
    public synchronized CaseResponse withWeights(CaseResponse response) {
        Provenance from = response.from();
        if (from.kind() == Provenance.Kind.GENERATOR && from.weights().isEmpty()) {
            boolean same = workspace.models().find(from.model()).map(model -> !model.createdAt().isAfter(from.at())).orElse(false);
            if (same) response = response.from(from.withWeights(weights(from.model(), ModelKind.GENERATOR)));
        }
        if (from.kind() == Provenance.Kind.CHECKPOINT && from.weights().isEmpty()) response = response.from(ofRun(from));
        LevelScores reading = response.reading();
        if (reading == null || !reading.weights().isEmpty()) return response;
        return response.read(reading.withWeights(weights(reading.identifiers(), ModelKind.IDENTIFIERS)), response.reward());
    }

    /** Of {@code run@step}. If the weights no longer exist, those of the run's start, from which its recipe reproduces them. */
    private Provenance ofRun(Provenance from) {
        int at = from.model().lastIndexOf('@');
        if (at < 0 || !from.model().substring(at + 1).matches("\\d{1,9}")) return from;
        String run = from.model().substring(0, at);
        Optional<String> weights = RunWeights.after(workspace, run, Integer.parseInt(from.model().substring(at + 1)));
        if (weights.isPresent()) return from.withWeights(weights.get());
        Map<String, String> settings = new LinkedHashMap<>(from.settings());
        RunWeights.after(workspace, run, 0).ifPresent(start -> settings.put(START, start));
        return from.withSettings(settings);
    }

    /** Empty if there is no such model. */
    private String weights(String name, ModelKind kind) {
        Optional<ModelInfo> model = workspace.models().find(name).filter(one -> one.kind() == kind);
        if (model.isEmpty()) return "";
        return known.computeIfAbsent(name + "\n" + model.get().createdAt(),
                key -> kind == ModelKind.GENERATOR ? WeightsHash.of(workspace.models().folder(name))
                : WeightsHash.ofIdentifiers(workspace.models().folder(name)));
    }
}
