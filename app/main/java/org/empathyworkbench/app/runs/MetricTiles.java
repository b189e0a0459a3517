package org.empathyworkbench.app.runs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.app.newrun.RunFormats;
import org.empathyworkbench.app.runs.RunViewModel.Track;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;

/** Tiles of a run's main metrics above its charts. */
final class MetricTiles {
    /**
     * @param metrics candidates; the first recorded one is shown
     * @param says    the last value, or the best so far where the model is saved at the best
     */
    private record Candidate(String name, Feather icon, String definition, Says says, List<String> metrics) { }

    private enum Says { LAST, LOWEST, HIGHEST }

    /** A tile and its values. */
    record Tile(String name, Feather icon, String definition, String value, String note) { }

    private static final int MOST = 4;

    private MetricTiles() { }

    static List<Tile> of(RunKind kind, Map<String, Track> tracks) {
        return candidates(kind).stream().map(candidate -> tile(candidate, tracks)).filter(Objects::nonNull).limit(MOST).toList();
    }

    private static Tile tile(Candidate candidate, Map<String, Track> tracks) {
        String metric = candidate.metrics().stream().filter(tracks::containsKey).findFirst().orElse(null);
        if (metric == null) return null;
        Track track = tracks.get(metric);
        boolean moved = track.lowest() != track.highest();
        double value = candidate.says() == Says.LAST ? track.last() : candidate.says() == Says.LOWEST ? track.lowest() : track.highest();
        String note = !moved ? "" : candidate.says() == Says.LAST ? "first " + RunFormats.number(track.first())
                : value == track.last() ? "latest" : "last " + RunFormats.number(track.last());
        String which = candidate.says() == Says.LAST
                ? " Last value, at step " + RunFormats.count(track.lastStep()) + "; from " + RunFormats.number(track.lowest()) + " to "
                + RunFormats.number(track.highest()) + " so far." : " The best so far; the model is saved at the best.";
        return new Tile(candidate.name(), candidate.icon(), candidate.definition() + which, RunFormats.number(value), note);
    }

    private static List<Candidate> candidates(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> List.of(
                    new Candidate("Training loss", Feather.TRENDING_DOWN,
                            "Mean cross-entropy of the batch.", Says.LAST, List.of(MetricNames.TRAIN_LOSS)),
                    new Candidate("Validation loss", Feather.CHECK_SQUARE,
                            "Mean cross-entropy of the validation split.", Says.LOWEST, List.of(MetricNames.VALIDATION_LOSS)),
                    new Candidate("Perplexity", Feather.TARGET, "exp of the validation loss: the effective number of next "
                            + "tokens the model chooses among.",
                            Says.LOWEST, List.of(MetricNames.VALIDATION_PERPLEXITY)),
                    new Candidate("Tokens a second", Feather.ZAP, "Of contexts and responses, without padding.",
                            Says.LAST, List.of(MetricNames.SPEED_TOKENS_A_SECOND)));
            case IDENTIFIERS -> List.of(
                    new Candidate("Emotional reaction", Feather.HEART, "Weighted F1 on held-out posts.",
                            Says.HIGHEST, List.of(MetricNames.of(Mechanism.EMOTIONAL_REACTION, MetricNames.VALIDATION_WEIGHTED_F1))),
                    new Candidate("Interpretation", Feather.EYE, "Weighted F1 on held-out posts.",
                            Says.HIGHEST, List.of(MetricNames.of(Mechanism.INTERPRETATION, MetricNames.VALIDATION_WEIGHTED_F1))),
                    new Candidate("Exploration", Feather.COMPASS, "Weighted F1 on held-out posts.",
                            Says.HIGHEST, List.of(MetricNames.of(Mechanism.EXPLORATION, MetricNames.VALIDATION_WEIGHTED_F1))),
                    new Candidate("Training loss", Feather.TRENDING_DOWN, "Cross-entropy of the batch.",
                            Says.LAST, List.of(MetricNames.of(Mechanism.EXPLORATION, MetricNames.TRAIN_LOSS),
                                    MetricNames.of(Mechanism.INTERPRETATION, MetricNames.TRAIN_LOSS),
                                    MetricNames.of(Mechanism.EMOTIONAL_REACTION, MetricNames.TRAIN_LOSS))));
            case PPO -> List.of(
                    new Candidate("Empathy reward", Feather.AWARD, "R_emp in (0, 1], mean of the batch.",
                            Says.LAST, List.of(MetricNames.REWARD_RAW)),
                    new Candidate("KL to reference", Feather.GIT_COMMIT,
                            "k1, summed over a response's tokens, mean of the batch.", Says.LAST, List.of(MetricNames.KL_K1)),
                    new Candidate("Entropy", Feather.WIND, "Of the policy's next-token distribution, in nats.",
                            Says.LAST, List.of(MetricNames.POLICY_ENTROPY)),
                    new Candidate("Response length", Feather.ALIGN_LEFT,
                            "Tokens a response, mean of the batch.", Says.LAST, List.of(MetricNames.TEXT_LENGTH)));
        };
    }
}
