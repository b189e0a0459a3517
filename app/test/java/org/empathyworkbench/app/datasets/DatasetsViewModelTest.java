package org.empathyworkbench.app.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.app.SampleCorpora;
import org.empathyworkbench.app.datasets.DatasetsViewModel.Kind;
import org.empathyworkbench.app.datasets.ImportViewModel.Stage;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.data.CorpusSummary;
import org.empathyworkbench.data.SameSpeaker;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** View models need no toolkit: no JavaFX is started here. */
class DatasetsViewModelTest {
    @TempDir Path folder;
    private Workspace workspace;
    private DatasetsViewModel model;
    private WorkspaceWatch watch;

    @BeforeEach
    void open() {
        workspace = Workspace.open(folder.resolve("w"));
        workspace.datasets().add("talk", "a file", SampleCorpora.dialogues());
        workspace.datasets().add("labels", "another file", SampleCorpora.pairs());
        watch = new WorkspaceWatch(workspace, new SameThreadTasks());
        model = new DatasetsViewModel(workspace, watch, new SameThreadTasks());
        watch.look();
    }

    @AfterEach
    void close() { workspace.close(); }

    @Test
    void theNewestIsSelectedFirstAndShown() {
        assertThat(model.datasetsProperty().get()).extracting(DatasetInfo::name).containsExactly("labels", "talk");
        assertThat(model.selectedProperty().get().name()).isEqualTo("labels");
        assertThat(model.kindProperty().get()).isEqualTo(Kind.PAIRS);
        assertThat(model.pairsProperty().get().total()).isEqualTo(2);
    }

    @Test
    void everyPartOfTheFilterNarrowsAndClearingWidens() {
        model.select("talk");
        assertThat(model.dialoguesProperty().get().total()).isEqualTo(60);
        assertThat(model.dialoguesProperty().get().rows()).hasSize(DatasetsViewModel.PAGE);
        model.emotionProperty().set("lonely");
        assertThat(model.dialoguesProperty().get().total()).isEqualTo(20);
        model.splitProperty().set(Split.TEST);
        assertThat(model.dialoguesProperty().get().rows()).extracting(Dialogue::id).containsExactly("d0", "d30");
        model.mechanismProperty().set(Mechanism.EXPLORATION);
        model.levelProperty().set(Level.WEAK);
        assertThat(model.dialoguesProperty().get().total()).isZero();
        model.clearFilter();
        assertThat(model.dialoguesProperty().get().total()).isEqualTo(60);
        model.textProperty().set("answer 17.");
        assertThat(model.dialoguesProperty().get().rows()).extracting(Dialogue::id).containsExactly("d17");
    }

    @Test
    void pagingContinuesAndANewFilterStartsAtTheFirstPage() {
        model.select("talk");
        model.go(50);
        assertThat(model.dialoguesProperty().get().rows()).hasSize(10);
        model.emotionProperty().set("proud");
        assertThat(model.dialoguesProperty().get().offset()).isZero();
    }

    @Test
    void takingTheMechanismAwayTakesItsLevelAway() {
        model.mechanismProperty().set(Mechanism.EXPLORATION);
        model.levelProperty().set(Level.STRONG);
        model.mechanismProperty().set(null);
        assertThat(model.levelProperty().get()).isNull();
    }

    @Test
    void deletingLeavesTheOthers() {
        model.select("talk");
        model.delete(model.selectedProperty().get());
        assertThat(model.datasetsProperty().get()).extracting(DatasetInfo::name).containsExactly("labels");
        assertThat(model.selectedProperty().get().name()).isEqualTo("labels");
    }

    @Test
    void aDamagedFileIsReportedAndNothingIsStored() throws IOException {
        Path damaged = Files.writeString(folder.resolve("broken.csv"), "this,is\nno,corpus\n");
        List<String> stored = new ArrayList<>();
        ImportViewModel job = new ImportViewModel(workspace, new SameThreadTasks(), stored::add);
        job.choose(List.of(damaged));
        assertThat(job.problemProperty().get().text()).contains("broken.csv");
        assertThat(job.stageProperty().get()).isEqualTo(Stage.CHOOSING);
        assertThat(job.summaryProperty().get()).isNull();
        assertThat(stored).isEmpty();
        assertThat(workspace.datasets().list()).hasSize(2);
    }

    @Test
    void aTakenNameIsRefusedAndCanBeChanged() throws IOException {
        Path csv = Files.writeString(folder.resolve("train.csv"),
                "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n"
                + "hit:0_conv:1,1,sentimental,I remember.,1,I remember the fireworks.,5|5|5_2|2|5,\n"
                + "hit:0_conv:1,2,sentimental,I remember.,0,Was this a friend?,5|5|5_2|2|5,\n");
        List<String> stored = new ArrayList<>();
        ImportViewModel job = new ImportViewModel(workspace, new SameThreadTasks(), stored::add);
        job.choose(List.of(csv));
        assertThat(job.problemProperty().get()).isNull();
        assertThat(job.summaryProperty().get().total().dialogues()).isEqualTo(1);
        assertThat(workspace.datasets().list()).as("only looked at").hasSize(2);
        job.nameProperty().set("talk");
        job.store();
        assertThat(job.problemProperty().get().text()).contains("talk");
        job.nameProperty().set("one");
        job.store();
        assertThat(stored).containsExactly("one");
        assertThat(workspace.datasets().find("one")).isPresent();
    }

    @Test
    void anUncertainEncodingIsPreviewedAndReadAsChosen() throws IOException {
        byte[] bytes = ("conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n"
                + "c1,1,sad,P.,10,I can\u2019t sleep.,,\nc1,2,sad,P.,20,Oh no\u2026,,\n").getBytes(Charset.forName("windows-1252"));
        Path csv = Files.write(folder.resolve("train.csv"), bytes);
        ImportViewModel job = new ImportViewModel(workspace, new SameThreadTasks(), name -> { });
        job.choose(List.of(csv));
        assertThat(job.problemProperty().get().text()).contains("not UTF-8", "train.csv, line 2");
        assertThat(job.summaryProperty().get()).isNull();
        assertThat(job.previewsProperty().get().get(0).encoding().key()).isEqualTo("windows-1252");
        assertThat(job.previewsProperty().get().get(0).text()).contains("I can\u2019t sleep.");
        job.readAs(job.previewsProperty().get().get(0).encoding());
        assertThat(job.problemProperty().get()).isNull();
        assertThat(job.previewsProperty().get()).isEmpty();
        assertThat(job.samplesProperty().get().get(0).lines()).contains("Speaker: I can\u2019t sleep.", "Listener: Oh no\u2026");
        assertThat(job.summaryProperty().get().notices()).anyMatch(note -> note.contains("windows-1252 as chosen"));
        job.nameProperty().set("spreadsheet");
        job.store();
        assertThat(workspace.datasets().find("spreadsheet").orElseThrow().notices())
                .anyMatch(note -> note.contains("windows-1252 as chosen"));
    }

    @Test
    void neighbouringTurnsOfOneSpeakerAreReadAsChosen() throws IOException {
        Path csv = Files.writeString(folder.resolve("train.csv"),
                "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n"
                + "c1,1,sad,P.,10,One.,,\nc1,2,sad,P.,10,Two.,,\nc1,3,sad,P.,20,Three.,,\n");
        ImportViewModel job = new ImportViewModel(workspace, new SameThreadTasks(), name -> { });
        job.choose(List.of(csv));
        assertThat(job.samplesProperty().get().get(0).lines()).contains("Speaker: One. Two.", "Listener: Three.");
        job.sameSpeakerProperty().set(SameSpeaker.SEPARATE);
        assertThat(job.summaryProperty().get()).as("what was read with the other choice is forgotten").isNull();
        job.read();
        assertThat(job.samplesProperty().get().get(0).lines()).contains("Speaker: One.", "Speaker: Two.", "Listener: Three.");
        assertThat(job.summaryProperty().get().total()).isEqualTo(new CorpusSummary.Amounts(1, 3, 1, 0));
    }
}
