package org.empathyworkbench.app.cases;

import java.time.Instant;
import java.util.List;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;

/** Cases as a page would hand them over. */
final class KeptCases {
    static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");

    private KeptCases() { }

    /** A context of two turns with the reference, two generators and an old system's response that nobody has read. */
    static CaseDraft draft(String topic) {
        String reference = "I am so sorry about " + topic + ". How are you now?";
        return CaseDraft.of(List.of("Hello.", "Hi.", "It is all about " + topic + ".")).emotion("sad").source("talk, hit:1#3")
                .reference(reference, LevelScores.of("readers", FakeInference.profile(reference)), AT)
                .response(generated("before", "That is " + topic + ".")).response(generated("after", "I am sorry. What happened?"))
                .response(CaseResponse.of("MoEL", Provenance.of(Provenance.Kind.PUBLISHED, "moel", AT), "i am sorry to hear that"));
    }

    private static CaseResponse generated(String model, String text) {
        return CaseResponse.of(model, Provenance.generator(model, 7, Settings.toMap(SamplingSettings.paper()), AT), text)
                .read(LevelScores.of("readers", FakeInference.profile(text)), 0.25);
    }
}
