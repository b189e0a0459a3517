package org.empathyworkbench.demo;

import com.google.gson.JsonParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.io.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link DemoRecord} as text. Times are milliseconds since 1970, a profile is three probabilities for each mechanism's key. */
final class DemoJson {
    private static final Logger LOG = LoggerFactory.getLogger(DemoJson.class);

    /** As they stand in the file; anything may be missing in one that was damaged. */
    private record Stored(DemoRecord.State state, long seed, long pid, long startedAt,
            long seenAt, double fraction, String what, String message, @Nullable Outcome outcome) { }

    private record Outcome(String generator, String identifiers, String aligned, List<DemoOutcome.Change> figures, List<Case> cases) {
        boolean whole() {
            return given(generator, identifiers, aligned, figures, cases)
                    && figures.stream().allMatch(figure -> figure != null && given(figure.key(), figure.label(), figure.meaning()))
                    && cases.stream().allMatch(one -> one != null && one.whole());
        }
    }

    private record Case(String emotion, List<String> context, String reference,
            Map<String, double[]> referenceLevels, String before, Map<String, double[]> beforeLevels,
            String after, Map<String, double[]> afterLevels) {
        boolean whole() {
            return given(emotion, context, reference, before, after) && context.stream().allMatch(Objects::nonNull)
                    && Stream.of(referenceLevels, beforeLevels, afterLevels).allMatch(DemoJson::isProfile);
        }
    }

    private DemoJson() { }

    static String write(DemoRecord record) {
        DemoOutcome outcome = record.outcome();
        Outcome stored = outcome == null ? null
                : new Outcome(outcome.generator(), outcome.identifiers(), outcome.aligned(), outcome.figures(), outcome.cases().stream()
                        .map(one -> new Case(one.emotion(), one.context(), one.reference(), profile(one.referenceProfile()), one.before(),
                                        profile(one.beforeProfile()), one.after(), profile(one.afterProfile()))).toList());
        return Json.PRETTY.toJson(new Stored(record.state(), record.seed(), record.pid(), record.startedAt().toEpochMilli(),
                        record.seenAt().toEpochMilli(), record.fraction(), record.what(), record.message(), stored)) + "\n";
    }

    /** @return empty when the text is no whole record */
    static Optional<DemoRecord> read(String text) {
        try {
            Stored stored = Json.COMPACT.fromJson(text, Stored.class);
            if (stored == null || !given(stored.state, stored.what, stored.message) || !(stored.fraction >= 0 && stored.fraction <= 1))
                return Optional.empty();
            if (stored.outcome != null && !stored.outcome.whole()) return Optional.empty();
            return Optional.of(new DemoRecord(stored.state, stored.seed, stored.pid,
                    Instant.ofEpochMilli(stored.startedAt), Instant.ofEpochMilli(stored.seenAt), stored.fraction,
                    stored.what, stored.message, stored.outcome == null ? null : outcome(stored.outcome)));
        } catch (JsonParseException damaged) {
            LOG.debug("The record of the demo loop cannot be understood", damaged);
            return Optional.empty();
        }
    }

    private static DemoOutcome outcome(Outcome stored) {
        return new DemoOutcome(stored.generator, stored.identifiers, stored.aligned, stored.figures,
                stored.cases.stream().map(one -> new DemoCase(one.emotion, one.context, one.reference,
                        profile(one.referenceLevels), one.before, profile(one.beforeLevels), one.after, profile(one.afterLevels)))
                .toList());
    }

    private static Map<String, double[]> profile(EmpathyProfile profile) {
        Map<String, double[]> stored = new LinkedHashMap<>();
        for (Mechanism mechanism : Mechanism.values()) {
            double[] p = new double[Level.values().length];
            for (Level level : Level.values()) p[level.ordinal()] = profile.probability(mechanism, level);
            stored.put(mechanism.key(), p);
        }
        return stored;
    }

    private static EmpathyProfile profile(Map<String, double[]> stored) {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) probabilities.put(mechanism, stored.get(mechanism.key()));
        return new EmpathyProfile(probabilities);
    }

    private static boolean isProfile(Map<String, double[]> stored) {
        return stored != null
                && Stream.of(Mechanism.values()).map(mechanism -> stored.get(mechanism.key())).allMatch(DemoJson::isDistribution);
    }

    private static boolean isDistribution(double[] p) {
        return p != null && p.length == Level.values().length && Arrays.stream(p).allMatch(one -> one >= 0 && one <= 1);
    }

    private static boolean given(Object... values) { return Stream.of(values).allMatch(Objects::nonNull); }
}
