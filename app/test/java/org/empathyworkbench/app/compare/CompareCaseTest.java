package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.empathyworkbench.app.FakeInference;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.Provenance;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCaseTest {
    @TempDir Path folder;

    @Test
    void theSelectedContextIsSavedWithEveryShownSystemAlsoWhileBlinded() {
        try (Workspace workspace = Workspace.open(folder)) {
            workspace.datasets().add("talk", "file", SampleCorpora.dialogues());
            workspace.models().add(ModelInfo.of("readers", ModelKind.IDENTIFIERS, "", 1));
            workspace.models().add(ModelInfo.of("a", ModelKind.GENERATOR, "", 1));
            workspace.responseSets().add("MoEL", "MoEL", "file",
                    List.of(new GivenResponse("", List.of("something happened to me , number 0 ."), "i see , answer 0 .", "why ?")));
            WorkspaceWatch watch = new WorkspaceWatch(workspace, new SameThreadTasks());
            SameThreadTasks tasks = new SameThreadTasks();
            CompareViewModel model = new CompareViewModel(new FakeInference(), workspace,
                    new CompareViewModel.Tasks(tasks, tasks, tasks), watch, List.of(), new Random(2));
            watch.look();
            List.copyOf(model.columns().systems()).forEach(model::remove);
            for (String key : List.of("generator:a", "responses:MoEL"))
                model.add(model.sources().offered().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow());
            model.answerHere();
            model.columns().setBlind(true);
            CaseDraft draft = CompareCase.draft(model, model.selectedProperty().get(), Instant.now());
            assertThat(draft.context()).containsExactly("Something happened to me, number 0.");
            assertThat(draft.responses()).extracting(CaseResponse::system).containsExactlyInAnyOrder("Reference", "a", "MoEL");
            CaseResponse a = draft.responses().stream().filter(one -> one.system().equals("a")).findFirst().orElseThrow();
            assertThat(a.from().kind()).isEqualTo(Provenance.Kind.GENERATOR);
            assertThat(a.from().seed()).isEqualTo(1L);
            assertThat(a.from().settings()).containsEntry("topK", "20").containsEntry("sample", "0").doesNotContainKeys("made", "model");
            assertThat(a.from().renewable()).isTrue();
            assertThat(a.reading().identifiers()).isEqualTo("readers");
            assertThat(a.reward())
                    .isCloseTo(a.reading().profile().reward(FakeInference.profile("I see, answer 0.").levels()), within(1e-12));
            CaseResponse moel = draft.responses().stream().filter(one -> one.system().equals("MoEL")).findFirst().orElseThrow();
            assertThat(moel.text()).isEqualTo("why ?");
            assertThat(moel.from().kind() + " " + moel.from().model()).isEqualTo("PUBLISHED MoEL");
        }
    }
}
