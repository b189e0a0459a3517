package org.empathyworkbench.casestudy;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** Texts of a case, shared by all export formats and the window. */
public final class CaseWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int HASH = 12;

    private CaseWords() { }

    public static String speaker(int turn) { return turn % 2 == 0 ? "Speaker" : "Listener"; }

    /** {@code emotional reaction strong .93, interpretation none .88, exploration weak .71}; empty without a reading. */
    public static String levels(CaseResponse response) {
        if (response.reading() == null) return "";
        List<String> parts = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values())
            parts.add(mechanism.title().toLowerCase(Locale.ROOT) + " " + level(response.reading().profile(), mechanism));
        return String.join(", ", parts);
    }

    /** {@code strong .93}. */
    static String level(EmpathyProfile profile, Mechanism mechanism) {
        Level level = profile.level(mechanism);
        return level.word() + " " + share(profile.probability(mechanism, level));
    }

    private static String share(double probability) { return String.format(Locale.ROOT, "%.2f", probability).replaceFirst("^0", ""); }

    /** {@code empathy 4, fluency 5}; empty without any. */
    public static String ratings(Ratings ratings) {
        List<String> parts = new ArrayList<>();
        for (Ratings.Aspect aspect : Ratings.Aspect.values())
            if (ratings.of(aspect) != null) parts.add(aspect.key() + " " + ratings.of(aspect));
        return String.join(", ", parts);
    }

    /** Provenance of a response in a line: kind, model, weights, seed, sampling, date, and identifiers. */
    public static String origin(CaseResponse response) {
        Provenance from = response.from();
        List<String> parts = new ArrayList<>(List.of(from.kind().word() + (from.model().isEmpty() ? "" : " " + from.model())));
        if (!from.weights().isEmpty()) parts.add("weights " + from.weights().substring(0, Math.min(HASH, from.weights().length())));
        if (from.seed() != null) parts.add("seed " + from.seed());
        if (!from.settings().isEmpty()) parts.add(settings(from.settings()));
        parts.add(DAY.format(from.at()));
        if (response.reading() != null) parts.add("levels by " + response.reading().identifiers());
        if (response.reward() != null) parts.add(String.format(Locale.ROOT, "reward %.3f", response.reward()));
        return String.join("; ", parts);
    }

    /** {@code temperature 0.9, topK 20}; what is switched off is left out. */
    private static String settings(Map<String, String> settings) {
        List<String> parts = new ArrayList<>();
        settings.forEach((name, value) -> {
            boolean without = value.equals("false") || name.equals("topP") && value.equals("1.0")
                    || name.equals("minimumLength") && value.equals("0");
            if (without) return;
            parts.add(value.equals("true") ? name : name + " " + (value.length() > 40 ? value.substring(0, 39) + "…" : value));
        });
        return String.join(", ", parts);
    }

    /** Display name of a response's system if several have the same name: regenerated ones are marked. */
    public static String system(CaseResponse response) {
        return response.renews() == 0 ? response.system() : response.system() + " (anew)";
    }

    /** On one line: a line break becomes a blank. */
    static String oneLine(String text) { return text.replaceAll("\\s*\\R\\s*", " ").strip(); }
}
