package org.empathyworkbench.generation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The best finished hypotheses of one context, at most as many as beams (Hugging Face's {@code BeamHypotheses}). */
final class Hypotheses {
    /**
     * @param ids   y1..yT without the end token
     * @param score log-probability, the end token's included, divided by the length to the power of the penalty
     */
    record Finished(int[] ids, double score) {}

    private final BeamSettings settings;
    private final List<Finished> kept = new ArrayList<>();

    Hypotheses(BeamSettings settings) { this.settings = settings; }

    /** @param length generated tokens, the end token counted */
    void add(int[] ids, double logProbability, int length) {
        double score = score(logProbability, length);
        if (kept.size() == settings.beams() && score <= worst()) return;
        kept.add(new Finished(ids, score));
        if (kept.size() > settings.beams()) kept.remove(kept.stream().min(Comparator.comparingDouble(Finished::score)).orElseThrow());
    }

    /**
     * Whether no open hypothesis can be better than the kept ones.
     *
     * @param best greatest log-probability of any continuation
     */
    boolean done(double best, int length) {
        if (kept.size() < settings.beams()) return false;
        return settings.earlyStopping() || worst() >= score(best, length);
    }

    Finished best() { return kept.stream().max(Comparator.comparingDouble(Finished::score)).orElseThrow(); }

    private double worst() { return kept.stream().mapToDouble(Finished::score).min().orElse(Double.POSITIVE_INFINITY); }

    private double score(double logProbability, int length) { return logProbability / Math.pow(length, settings.lengthPenalty()); }
}
