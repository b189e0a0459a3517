package org.empathyworkbench.identifier;

import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * Which words carry one mechanism's level.
 *
 * @param words    of the response, in order; for {@link EvidenceMethod#CONTEXT_ATTENTION} of the context
 * @param logOdds  that the mechanism is there at all (weak or strong against none), in the response as it is
 * @param baseline the same in the baseline, for integrated gradients; not a number for other methods
 */
public record Evidence(Mechanism mechanism, EvidenceMethod method, List<EvidenceWord> words, double logOdds, double baseline) {
    public Evidence { words = List.copyOf(words); }

    /** Integrated gradients: how much of {@code logOdds - baseline} the words' scores leave over, 0 when they add up. */
    public double gap() { return logOdds - baseline - words.stream().mapToDouble(EvidenceWord::score).sum(); }

    /** The words of greatest score first, those alone that were read and speak for the level. */
    public List<EvidenceWord> top(int most) {
        return words.stream().filter(word -> word.read() && word.score() > 0).sorted(Comparator.comparingDouble(EvidenceWord::score).reversed()).limit(most).toList();
    }

    /**
     * How strongly a word is drawn, in [-1, 1]: its probability where scores are probabilities, otherwise its share of the greatest score there is.
     * Below 0 for a word that speaks against.
     */
    public double intensity(EvidenceWord word) {
        if (method == EvidenceMethod.RATIONALE_HEAD) return word.score();
        double greatest = words.stream().mapToDouble(one -> Math.abs(one.score())).max().orElse(0);
        return greatest == 0 ? 0 : word.score() / greatest;
    }
}
