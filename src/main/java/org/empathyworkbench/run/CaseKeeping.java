package org.empathyworkbench.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.casestudy.Reading;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.t5.WeightsHash;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;

/**
 * Keeps cases with the SHA-256 of the weights that wrote and read them, taken from the models' folders at the moment of keeping. A model that is no
 * longer there has none, and one that was made anew since it answered is not taken for the one that did.
 */
public final class CaseKeeping {
    private final Workspace workspace;
    private final Map<String, String> known = new HashMap<>();

    public CaseKeeping(Workspace workspace) { this.workspace = workspace; }

    /** Stores a case last in a collection, which is made when there is none of that name. */
    public CaseStudy keep(String collection, CaseDraft draft) {
        CaseDraft whole = new CaseDraft(draft.context(), draft.emotion(), draft.source(), draft.responses().stream().map(this::withWeights).toList());
        return workspace.cases().keep(workspace.cases().findOrCreate(collection).id(), whole);
    }

    /** The response with the hashes that it lacks. Reads the weight files: a second or two for a gigabyte. */
    public synchronized CaseResponse withWeights(CaseResponse response) {
        Provenance from = response.from();
        if (from.kind() == Provenance.Kind.GENERATOR && from.weights().isEmpty()) {
            boolean same = workspace.models().find(from.model()).map(model -> !model.createdAt().isAfter(from.at())).orElse(false);
            if (same) response = response.from(from.withWeights(weights(from.model(), ModelKind.GENERATOR)));
        }
        if (from.kind() == Provenance.Kind.CHECKPOINT && from.weights().isEmpty()) response = response.from(from.withWeights(ofCheckpoint(from.model())));
        Reading reading = response.reading();
        if (reading == null || !reading.weights().isEmpty()) return response;
        return response.read(reading.withWeights(weights(reading.identifiers(), ModelKind.IDENTIFIERS)), response.reward());
    }

    /** Of {@code run@step}; empty when it was let go meanwhile. */
    private String ofCheckpoint(String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) return "";
        String run = name.substring(0, at);
        return CheckpointFolder.of(workspace.runs().folder(run), run).list().stream().filter(one -> name.equals(run + "@" + one.step())).findFirst()
                .map(one -> WeightsHash.of(one.folder())).orElse("");
    }

    /** Empty when there is no such model. */
    private String weights(String name, ModelKind kind) {
        Optional<ModelInfo> model = workspace.models().find(name).filter(one -> one.kind() == kind);
        if (model.isEmpty()) return "";
        return known.computeIfAbsent(name + "\n" + model.get().createdAt(), key -> kind == ModelKind.GENERATOR ? WeightsHash.of(workspace.models().folder(name))
                : WeightsHash.ofIdentifiers(workspace.models().folder(name)));
    }
}
