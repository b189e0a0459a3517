package org.empathyworkbench.casestudy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;

/** A case with everything that a case can have, awkward characters among it. */
public final class SampleCases {
    public static final Instant AT = Instant.parse("2026-03-04T05:06:07.008Z");

    private SampleCases() { }

    public static EmpathyProfile profile(double er, double ip, double ex) {
        Map<Mechanism, double[]> p = new EnumMap<>(Mechanism.class);
        double[] strong = {er, ip, ex};
        for (Mechanism mechanism : Mechanism.values()) {
            double s = strong[mechanism.ordinal()];
            p.put(mechanism, new double[] {(1 - s) * 0.75, (1 - s) * 0.25, s});
        }
        return new EmpathyProfile(p);
    }

    public static CaseStudy whole() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("greedy", "false");
        settings.put("temperature", "0.9");
        CaseResponse reference = CaseResponse.of("Reference", Provenance.of(Provenance.Kind.REFERENCE, "", AT),
                "Oh no! I'm \"so\" sorry — 100 % true & real_ly #1 {x} ~^ \\ $5 <b>?")
                .read(new LevelScores("readers", "aa-bb-cc", profile(0.9, 0.1, 0.2)), 0.5);
        CaseResponse generated = new CaseResponse(7, "ours | best", new Provenance(Provenance.Kind.GENERATOR, "aligned", "0f".repeat(32),
                42L, settings, AT), "That sounds hard. What happened?", new LevelScores("readers", "aa-bb-cc", profile(0.2, 0.3, 0.95)),
                0.125, new Ratings(4, null, 5), "Asks,\nbut does not \"feel\".", List.of(new Mark(18, 32, Mechanism.EXPLORATION)), 0);
        CaseResponse anew = new CaseResponse(8, "ours | best", generated.from(),
                "What happened? 😀 \u4f60", null, null, Ratings.NONE, "", List.of(), 7);
        return new CaseStudy(3, "A title", "afraid", List.of("I lost my job\ntoday.", "Oh.", "They closed the shop, \"all\" of it."),
                List.of(List.of(new Mark(2, 6, Mechanism.INTERPRETATION)), List.of(), List.of()),
                "demo, hit:1#2", "For the first lesson.", AT, List.of(reference, generated, anew));
    }

    public static CaseCollection collection() { return new CaseCollection(1, "First_lesson", "Read & talk.", 1, AT, AT); }
}
