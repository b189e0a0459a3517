package org.empathyworkbench.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.TextSpan;

/**
 * Word scores that explain one mechanism's level.
 *
 * @param words    of the response, in order; of the context for {@link EvidenceMethod#CONTEXT_ATTENTION}
 * @param logOdds  that the mechanism is present (weak or strong against none), for the unmodified response
 * @param baseline the same for the baseline, for integrated gradients; NaN for other methods
 */
public record Evidence(Mechanism mechanism, EvidenceMethod method, List<EvidenceWord> words, double logOdds, double baseline) {
    public Evidence { words = List.copyOf(words); }

    /** Integrated gradients: difference between {@code logOdds - baseline} and the sum of the word scores; 0 if they add up. */
    public double gap() { return logOdds - baseline - words.stream().mapToDouble(EvidenceWord::score).sum(); }

    /**
     * Replaces each word's score by the mean over the scored words of its sentence; a partly scored sentence counts as scored.
     *
     * @param response text that the word offsets refer to; evidence over a context is returned unchanged
     */
    public Evidence by(EvidenceUnit unit, String response) {
        if (unit == EvidenceUnit.WORD || !method.overResponse()) return this;
        List<TextSpan> sentences = TextSpan.sentences(response);
        double[] sums = new double[sentences.size()];
        int[] counts = new int[sums.length];
        for (EvidenceWord word : words) {
            int sentence = TextSpan.at(sentences, word.from());
            if (!word.read() || sentence < 0) continue;
            sums[sentence] += word.score();
            counts[sentence]++;
        }
        return new Evidence(mechanism, method, words.stream().map(word -> {
            int sentence = TextSpan.at(sentences, word.from());
            return sentence < 0 || counts[sentence] == 0 ? word
                    : new EvidenceWord(word.turn(), word.text(), word.from(), word.to(), sums[sentence] / counts[sentence], true);
        }).toList(), logOdds, baseline);
    }

    /**
     * The words or sentences of greatest score first, only those that were scored and support the level.
     *
     * @param response text that the word offsets refer to
     */
    public List<EvidenceWord> top(EvidenceUnit unit, String response, int most) {
        return parts(unit, response).stream().filter(part -> part.read() && part.score() > 0)
                .sorted(Comparator.comparingDouble(EvidenceWord::score).reversed()).limit(most).toList();
    }

    /** The words of greatest score first. */
    public List<EvidenceWord> top(int most) { return top(EvidenceUnit.WORD, "", most); }

    private List<EvidenceWord> parts(EvidenceUnit unit, String response) {
        if (unit == EvidenceUnit.WORD || !method.overResponse()) return words;
        List<EvidenceWord> parts = new ArrayList<>();
        List<EvidenceWord> means = by(unit, response).words;
        for (TextSpan sentence : TextSpan.sentences(response)) {
            means.stream().filter(word -> word.from() >= sentence.from() && word.from() < sentence.to()).findFirst()
                    .ifPresent(word -> parts.add(new EvidenceWord(word.turn(), sentence.of(response),
                            sentence.from(), sentence.to(), word.score(), word.read())));
        }
        return parts;
    }

    /**
     * Highlight intensity of a word, in [-1, 1]: its probability if scores are probabilities, otherwise its score divided by the greatest.
     * Negative for a word against the level.
     */
    public double intensity(EvidenceWord word) {
        if (method == EvidenceMethod.RATIONALE_HEAD) return word.score();
        double greatest = words.stream().mapToDouble(one -> Math.abs(one.score())).max().orElse(0);
        return greatest == 0 ? 0 : word.score() / greatest;
    }
}
