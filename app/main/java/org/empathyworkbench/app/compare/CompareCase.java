package org.empathyworkbench.app.compare;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Converts a context with the shown columns' responses to a case. System names are kept also while blinded: presentations hide names
 * themselves.
 */
final class CompareCase {
    /** Setting with the sample index of a seed, needed to regenerate the same response. */
    static final String SAMPLE = "sample";

    private CompareCase() { }

    /** An empty draft if there is no such row. */
    static CaseDraft draft(CompareViewModel model, int row, Instant now) {
        Comparison comparison = model.comparison();
        if (row < 0 || row >= comparison.size()) return CaseDraft.of(List.of());
        ComparedContext context = comparison.context(row);
        String readers = model.sources().identifiersProperty().get() == null ? "" : model.sources().identifiersProperty().get();
        Map<Mechanism, Level> targets = comparison.targets(row);
        String from = model.sources().contextsProperty().get() == null ? "" : model.sources().contextsProperty().get().title();
        List<Answer> reference = comparison.reference().at(row);
        LevelScores target = reference.isEmpty() || reference.get(0).profile() == null
                ? null : LevelScores.of(readers, reference.get(0).profile());
        CaseDraft draft = CaseDraft.of(context.turns()).emotion(context.emotion())
                .source(from + (context.id().isEmpty() ? "" : ", " + context.id())).reference(context.reference(), target, now);
        for (CompareColumn column : model.columns().shown()) {
            ComparedColumn answers = comparison.column(column.key());
            if (column.isReference() || answers == null) continue;
            List<Answer> samples = answers.at(row);
            for (int sample = 0; sample < samples.size(); sample++) {
                Answer answer = samples.get(sample);
                String system = column.name() + (samples.size() > 1 ? ", sample " + (sample + 1) : "");
                CaseResponse one = CaseResponse.of(system, origin(column, sample, now), answer.text());
                if (answer.profile() != null)
                    one = one.read(LevelScores.of(readers, answer.profile()), targets.isEmpty() ? null : answer.profile().reward(targets));
                draft = draft.response(one);
            }
        }
        return draft;
    }

    private static Provenance origin(CompareColumn column, int sample, Instant now) {
        Map<String, String> facts = new LinkedHashMap<>(column.source().facts(column.drawing()));
        String seed = facts.remove("seed");
        Long number = seed != null && seed.matches("-?\\d{1,18}") ? Long.valueOf(seed) : null;
        String model = facts.remove("model");
        String run = facts.remove("run");
        String step = facts.remove("step");
        switch (column.source().kind()) {
            case GENERATOR -> {
                facts.remove("made");
                facts.put(SAMPLE, String.valueOf(sample));
                return new Provenance(Provenance.Kind.GENERATOR, model == null ? column.name() : model, "", number, facts, now);
            }
            case CHECKPOINT -> {
                facts.remove("made");
                facts.put(SAMPLE, String.valueOf(sample));
                return new Provenance(Provenance.Kind.CHECKPOINT, run + "@" + step, "", number, facts, now);
            }
            case ENDPOINT -> {
                Long asked = number == null ? null : Long.valueOf(number + sample);          // each sample is a separate response
                return new Provenance(Provenance.Kind.ENDPOINT, model == null ? column.name() : model, "", asked, facts, now);
            }
            default -> {
                String set = facts.remove("set");
                if (run != null) facts.put("run", run);
                if (model != null) facts.put("model", model);
                return new Provenance(Provenance.Kind.PUBLISHED, set == null ? column.name() : set, "", number, facts, now);
            }
        }
    }
}
