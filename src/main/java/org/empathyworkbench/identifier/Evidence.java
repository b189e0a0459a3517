package org.empathyworkbench.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.text.TextSpan;

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

    /**
     * The same with each word's score replaced by the mean over its sentence's words that were read; a
     * sentence that was read in part counts as read.
     *
     * @param response what the words' places are of; evidence over a context stays as it is
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
     * The words or sentences of greatest score first, those alone that were read and speak for the level.
     *
     * @param response what the words' places are of
     */
    public List<EvidenceWord> top(EvidenceUnit unit, String response, int most) {
        return parts(unit, response).stream().filter(part -> part.read() && part.score() > 0)
                .sorted(Comparator.comparingDouble(EvidenceWord::score).reversed()).limit(most).toList();
    }

    /** The same of words. */
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
     * How strongly a word is drawn, in [-1, 1]: its probability where scores are probabilities, otherwise its share of the greatest score
     * there is. Below 0 for a word that speaks against.
     */
    public double intensity(EvidenceWord word) {
        if (method == EvidenceMethod.RATIONALE_HEAD) return word.score();
        double greatest = words.stream().mapToDouble(one -> Math.abs(one.score())).max().orElse(0);
        return greatest == 0 ? 0 : word.score() / greatest;
    }
}
