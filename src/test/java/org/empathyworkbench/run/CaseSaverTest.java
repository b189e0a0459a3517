package org.empathyworkbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.workspace.BaselineInfo;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseSaverTest {
    private static final Instant ASKED = Instant.parse("2026-05-06T07:08:09Z");
    private static final List<String> CONTEXT = List.of("I lost my job.");

    @TempDir Path folder;

    @Test void anOutsideModelsAnswerIsKeptWithTheDateOfItsQuestionAndWhatItTook() {
        Endpoint endpoint = Endpoint.of("svc", "http://127.0.0.1:1/v1", "llama");
        Map<String, String> facts = new LinkedHashMap<>(endpoint.facts("Listen.", ChatSettings.standard(), 4));
        facts.remove("seed");
        facts.remove("model");
        Map<String, String> drawn = new LinkedHashMap<>(facts);
        drawn.keySet().removeAll(List.of("endpoint", "address", "prompt"));
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.paidAnswers().add(new CachedAnswer(CONTEXT, "Oh no.", new ResponseOrigin("svc", "http://127.0.0.1:1/v1",
                    "llama", "llama-q4", "Listen.", drawn, 4, ASKED, 100L, 7L, "stop", "r1"), 0.25, "EUR"));
            CaseDraft draft = CaseDraft.of(CONTEXT);
            for (String text : List.of("Oh no.", "Another."))
                draft = draft.response(CaseResponse.of("svc",
                        new Provenance(Provenance.Kind.ENDPOINT, "llama", "", 4L, facts, Instant.now()), text));
            List<CaseResponse> kept = new CaseSaver(workspace).keep("Lesson", draft).responses();
            assertThat(kept.get(0).from().at()).isEqualTo(ASKED);
            assertThat(kept.get(0).from().settings()).containsEntry("servedModel", "llama-q4")
                    .containsEntry("tokens", "100 + 7").containsEntry("cost", "0.25 EUR").containsEntry("prompt", "Listen.");
            assertThat(kept.get(1).from().at()).as("other words are another answer").isAfter(ASKED);
            assertThat(kept.get(1).from().settings()).doesNotContainKey("servedModel");
            assertThat(kept.get(0).from().seed()).isEqualTo(4L);
            assertThat(kept.get(1).from().seed()).as("nobody knows by which seed").isNull();
        }
    }

    @Test void aBaselinesAnswerIsKeptWithTheSeedThatItWasAskedWith() {
        Endpoint endpoint = Endpoint.of("svc", "http://127.0.0.1:1/v1", "llama");
        Map<String, String> facts = new LinkedHashMap<>(endpoint.facts("Listen.", ChatSettings.standard(), 4));
        facts.remove("seed");
        facts.remove("model");
        Map<String, String> drawn = new LinkedHashMap<>(facts);
        drawn.keySet().removeAll(List.of("endpoint", "address", "prompt"));
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.baselines().begin(new BaselineInfo("llama on demo", "demo", Split.TEST,
                    0, 4, 30, "svc", "http://127.0.0.1:1/v1", "llama", "Listen.", drawn));
            workspace.baselines().save("llama on demo", 23, new GivenResponse("sad", CONTEXT, "", "Oh no."),
                    new ResponseOrigin("svc", "http://127.0.0.1:1/v1", "llama", "llama-q4",
                            "Listen.", drawn, 27, ASKED, 100L, 7L, "stop", "r1"));
            CaseDraft draft = CaseDraft.of(CONTEXT).response(CaseResponse.of("svc",
                    new Provenance(Provenance.Kind.ENDPOINT, "llama", "", 4L, facts, Instant.now()), "Oh no."));
            Provenance kept = new CaseSaver(workspace).keep("Lesson", draft).responses().get(0).from();
            assertThat(kept.seed()).isEqualTo(27L);
            assertThat(kept.at()).isEqualTo(ASKED);
            assertThat(kept.settings()).containsEntry("servedModel", "llama-q4")
                    .containsEntry("tokens", "100 + 7").doesNotContainKey("cost");
            CaseDraft elsewhere = CaseDraft.of(List.of("I won.")).response(draft.responses().get(0));
            assertThat(new CaseSaver(workspace).keep("Lesson", elsewhere).responses().get(0).from().seed())
                    .as("the same words to another context").isNull();
        }
    }
}
