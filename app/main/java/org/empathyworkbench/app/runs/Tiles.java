package org.empathyworkbench.app.runs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.app.runs.RunViewModel.Track;
import org.empathyworkbench.workspace.RunKind;
import org.kordamp.ikonli.feather.Feather;

/** The few numbers of a run that stand above its curves. */
final class Tiles {
    /**
     * @param metrics the first of them that a run has is said
     * @param falls   true where lower is better
     */
    private record Candidate(String name, Feather icon, String definition, boolean falls, List<String> metrics) { }

    /** A tile with its numbers. */
    record Tile(String name, Feather icon, String definition, String value, String note) { }

    private static final int MOST = 4;

    private Tiles() { }

    static List<Tile> of(RunKind kind, Map<String, Track> tracks) {
        return candidates(kind).stream().map(candidate -> tile(candidate, tracks)).filter(Objects::nonNull).limit(MOST).toList();
    }

    private static Tile tile(Candidate candidate, Map<String, Track> tracks) {
        String metric = candidate.metrics().stream().filter(tracks::containsKey).findFirst().orElse(null);
        if (metric == null) return null;
        Track track = tracks.get(metric);
        double best = candidate.falls() ? track.lowest() : track.highest();
        boolean moved = track.lowest() != track.highest();
        return new Tile(candidate.name(), candidate.icon(), candidate.definition() + " Last value, at step " + RunWords.count(track.lastStep()) + "; best "
                + RunWords.number(best) + ".", RunWords.number(track.last()), moved ? "began at " + RunWords.number(track.first()) : "");
    }

    private static List<Candidate> candidates(RunKind kind) {
        return switch (kind) {
            case GENERATOR -> List.of(
                    new Candidate("Training loss", Feather.TRENDING_DOWN, "Mean cross-entropy of the batch.", true, List.of("train/loss")),
                    new Candidate("Validation loss", Feather.CHECK_SQUARE, "Mean cross-entropy of the validation split.", true, List.of("validation/loss")),
                    new Candidate("Perplexity", Feather.TARGET, "exp of the validation loss: among how many words the model hesitates.", true, List.of("validation/perplexity")),
                    new Candidate("Tokens a second", Feather.ZAP, "Of contexts and responses, padding not counted.", false, List.of("speed/tokens-a-second")));
            case IDENTIFIERS -> List.of(
                    new Candidate("Emotional reaction", Feather.HEART, "Weighted F1 on held-out posts.", false, List.of("er/validation/weighted-f1")),
                    new Candidate("Interpretation", Feather.EYE, "Weighted F1 on held-out posts.", false, List.of("ip/validation/weighted-f1")),
                    new Candidate("Exploration", Feather.COMPASS, "Weighted F1 on held-out posts.", false, List.of("ex/validation/weighted-f1")),
                    new Candidate("Training loss", Feather.TRENDING_DOWN, "Cross-entropy of the batch.", true, List.of("ex/train/loss", "ip/train/loss", "er/train/loss")));
            case PPO -> List.of(
                    new Candidate("Empathy reward", Feather.AWARD, "R_emp in (0, 1], mean of the batch.", false, List.of("reward/raw")),
                    new Candidate("KL to reference", Feather.GIT_COMMIT, "k1, summed over a response's tokens, mean of the batch.", true, List.of("kl/k1")),
                    new Candidate("Entropy", Feather.WIND, "Of the policy's next-token distribution, in nats.", false, List.of("policy/entropy")),
                    new Candidate("Response length", Feather.ALIGN_LEFT, "Tokens a response, mean of the batch.", false, List.of("text/length")));
        };
    }
}
