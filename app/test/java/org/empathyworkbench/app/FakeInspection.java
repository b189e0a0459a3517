package org.empathyworkbench.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.app.inference.Alignment;
import org.empathyworkbench.app.inference.Inspection;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.TeacherForcedScores;
import org.empathyworkbench.generation.TokenCandidate;
import org.empathyworkbench.generation.TokenPosition;
import org.empathyworkbench.identifier.EditReport;
import org.empathyworkbench.identifier.EditSearch;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.identifier.EvidenceWord;
import org.empathyworkbench.text.TextSpan;

/**
 * Models whose answers a test can foretell: levels as {@link FakeInference} gives them; a word's evidence is its length over 10, "readers"
 * learnt no rationales; a generator's likeliest piece is always its name, and an aligned one began from "base".
 */
public final class FakeInspection implements Inspection {
    public final List<String> read = new ArrayList<>();
    public final List<EvidenceMethod> asked = new ArrayList<>();
    public final List<EvidenceSettings> how = new ArrayList<>();
    public int searches;

    @Override
    public EmpathyProfile read(String identifiers, List<String> context, String response, Progress progress) {
        if (identifiers.equals("broken")) throw new UserInputException("The identifiers are damaged. Nothing was loaded. Choose others.");
        read.add(response);
        return FakeInference.profile(response);
    }

    @Override
    public List<EvidenceMethod> methods(String identifiers, Progress progress) {
        return identifiers.equals("readers") ? List.of(EvidenceMethod.ATTENTION_ROLLOUT, EvidenceMethod.INTEGRATED_GRADIENTS)
                : List.of(EvidenceMethod.values());
    }

    @Override
    public Map<Mechanism, Evidence> evidence(String identifiers, List<String> context,
            String response, EvidenceMethod method, EvidenceSettings settings, Progress progress) {
        asked.add(method);
        how.add(settings);
        Map<Mechanism, Evidence> all = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            List<EvidenceWord> words = TextSpan.words(response).stream()
                    .map(word -> new EvidenceWord(-1, word.of(response), word.from(), word.to(), word.length() / 10.0, true)).toList();
            all.put(mechanism, new Evidence(mechanism, method, words, 1, 0));
        }
        return all;
    }

    @Override
    public EditReport edits(String identifiers, List<String> context, String response, EditSearch search, Progress progress) {
        searches++;
        return new EditReport(response, FakeInference.profile(response), List.of(), 0, 0, true);
    }

    @Override
    public TeacherForcedScores pieces(String generator, List<String> context, String response, int most, Progress progress) {
        double logProbability = Math.log(generator.equals("base") ? 0.5 : 0.25);
        List<TokenPosition> places = new ArrayList<>();
        for (TextSpan word : TextSpan.words(response)) {
            places.add(new TokenPosition(word.from(), word.to(), new TokenCandidate(7 + places.size(), "\u2581" + word.of(response),
                    logProbability, 3), List.of(new TokenCandidate(5, "\u2581" + generator, -0.1, 1))));
        }
        places.add(new TokenPosition(response.length(), response.length(), new TokenCandidate(1, "</s>", logProbability, 2),
                List.of(new TokenCandidate(5, "\u2581" + generator, -0.1, 1))));
        return new TeacherForcedScores(places);
    }

    @Override
    public Optional<Alignment> alignment(String generator) {
        return generator.equals("base") ? Optional.empty() : Optional.of(new Alignment(generator, "base", 0.2, false));
    }
}
