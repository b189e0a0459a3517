package org.empathyworkbench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.evaluation.EvaluationReport;
import org.empathyworkbench.evaluation.EvaluationSettings;
import org.empathyworkbench.evaluation.Judge;
import org.empathyworkbench.evaluation.ModelEvaluation;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.TinyIdentifiers;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.recipe.Recipes;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunMetric;
import org.empathyworkbench.run.RunMetrics;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.SweepEvaluationInfo;
import org.empathyworkbench.workspace.SweepEvaluationInfo.State;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of a sweep with untrained weights on a handful of contexts. */
@Tag("slow")
class SweepEvaluationTest {
    private static final int CONTEXTS = 6;
    @TempDir Path folder;
    private Workspace workspace;
    private SweepControl sweeps;

    @BeforeEach void open() throws IOException {
        Torch.start(1);
        workspace = Workspace.open(folder.resolve("workspace"));
        workspace.datasets().add("tiny", "a test", DemoCorpus.generate(5, 64));
        TinyIdentifiers.of(Files.createDirectories(workspace.models().folder("judges")), 1).close();
        workspace.models().add(ModelInfo.of("judges", ModelKind.IDENTIFIERS, "a test", 1));
        sweeps = new SweepControl(workspace, new RunControl(workspace, (opened, id) -> { }));
    }

    @AfterEach void close() { workspace.close(); }

    private static EvaluationPlan plan() { return EvaluationPlan.on("tiny", List.of("judges")).withExamples(CONTEXTS); }

    /** Two rows, two seeds; every run has finished with a model of its own. */
    private SweepState sweep() throws IOException {
        Recipe recipe = Recipes.preset("small-generator").recipe().withDataset("tiny");
        for (RunInfo run : sweeps.start("rates", SweepPlan.grid(recipe, Map.of("learningRate", List.of("0.001", "0.01")), List.of(1L, 2L)))
                .runs()) {
            workspace.runs().started(run.id(), ProcessHandle.current().pid());
            String model = "model-" + workspace.models().list().size();
            write(model, workspace.models().list().size());
            workspace.models().add(ModelInfo.of(model, ModelKind.GENERATOR, "a test", 1).madeBy(run.id()));
            workspace.runs().finished(run.id(), model);
        }
        return sweeps.state("rates");
    }

    private void write(String model, long seed) throws IOException {
        Path into = Files.createDirectories(workspace.models().folder(model));
        try (TextTokenizer tokenizer = TinyGenerator.tokenizer(into);
                T5Model made = T5Model.random(TinyGenerator.first(tokenizer.vocabularySize()), seed, Device.cpu())) {
            made.save(into);
        }
    }

    private SweepEvaluation.Outcome evaluate(EvaluationPlan plan) {
        return new SweepEvaluation(workspace).run(sweeps.state("rates"), plan, Device.cpu(), ProgressListener.none());
    }

    private SweepEvaluationInfo state() { return sweeps.state("rates").evaluation(); }

    /** What the command evaluate reports of a model. */
    private EvaluationReport report(String model) {
        try (EmpathyScorer scorer = EmpathyScorer.load(workspace.models().folder("judges"), Device.cpu());
             ResponseGenerator generator = ResponseGenerator.load(workspace.models().folder(model), Device.cpu())) {
            return new ModelEvaluation(List.of(Judge.of("judges", scorer)), ProgressListener.none(), () -> false)
                    .generator(model, "tiny, test", generator, workspace.datasets().examples("tiny", Split.TEST),
                            EvaluationSettings.on(CONTEXTS), SamplingSettings.paper(), 1).report();
        }
    }

    @Test void aModelThatTookADeletedOnesNameIsNotTakenForTheRuns() throws IOException {
        RunInfo run = sweep().runs().get(1);
        workspace.models().delete(run.model());
        write(run.model(), 99);
        workspace.models().add(ModelInfo.of(run.model(), ModelKind.GENERATOR, "another", 1));
        SweepEvaluation.Outcome outcome = evaluate(plan());
        assertThat(outcome.evaluated()).isEqualTo(3);
        assertThat(outcome.failures()).singleElement().asString().contains(run.model()).contains("another has its name now");
        assertThat(workspace.evaluations().ofSweep("rates", state().asked())).hasSize(3).doesNotContainKey(run.id());
    }

    @Test void whatAnEvaluationSaidOfItsEndStaysWhenItsStartIsNotedLate() throws IOException {
        sweep();
        long pid = ProcessHandle.current().pid();
        Instant started = Instant.ofEpochMilli(System.currentTimeMillis());
        workspace.sweepEvaluations().begin("rates", pid);
        workspace.sweepEvaluations().rests("rates", pid, State.FAILED, "No such dataset.");
        workspace.sweepEvaluations().begin("rates", pid, started);
        assertThat(state().state()).isEqualTo(State.FAILED);
        assertThat(state().message()).isEqualTo("No such dataset.");
    }

    @Test void theTableHasWhatTheCommandEvaluateSaysOfEachModel() throws IOException {
        SweepState sweep = sweep();
        assertThat(evaluate(plan())).isEqualTo(new SweepEvaluation.Outcome(4, 0, List.of()));
        assertThat(state().state()).isEqualTo(State.FINISHED);
        SweepTable table = SweepTable.of(workspace, sweeps.state("rates"), RunMetrics.evaluated(), 0);
        for (SweepTable.Line line : table.lines()) {
            int row = table.lines().indexOf(line);
            List<EvaluationReport> reports = sweep.runs().stream().filter(run -> run.sweepRow() == row)
                    .map(run -> report(run.model())).toList();
            for (int f = 0; f < table.figures().size(); f++) {
                String key = table.figures().get(f).metric();
                SweepTable.Cell cell = line.cells().get(f);
                double first = reports.get(0).value(key);
                double second = reports.get(1).value(key);
                assertThat(cell.values().values()).as(key).containsExactly(first, second);
                assertThat(cell.mean()).as(key).isCloseTo((first + second) / 2, within(1e-9));
                // t(.975, 1) = 12.7062; the standard error of two values is half of what lies between them
                assertThat(cell.interval()).as(key)
                        .isCloseTo(12.7062 * Math.abs(first - second) / 2, within(1e-3 * (1 + Math.abs(first - second))));
            }
        }
        assertThat(table.lines().get(1).cells().get(0).p()).isBetween(0.0, 1.0);
        assertThat(table.meaning()).contains("PPL", "Emp-F1").contains("6 contexts of tiny (test), drawn by seed 1, judged by judges");
        SweepTable usual = SweepTable.of(workspace, sweeps.state("rates"), RunMetrics.usualOfEvaluation(), -1);
        assertThat(SweepText.csv(usual)).contains("test/ppl mean", "test/emp-f1 seed 2", "test/reward interval95");
        assertThat(SweepText.latex(usual)).contains("PPL & Dist-1 & Dist-2 & BLEU-2 & Emp-F1 & Reward");
        assertThat(SweepText.markdown(usual)).contains("| PPL | Dist-1 |");
        assertThat(RunMetric.parse("test/ppl")).isEqualTo(usual.figures().get(0));
        assertThatThrownBy(() -> RunMetric.parse("test/nothing"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("test/dist-1");
    }

    @Test void theSameWeightsAreNotAskedTheSameTwice() throws IOException {
        SweepState sweep = sweep();
        evaluate(plan());
        assertThat(evaluate(plan())).isEqualTo(new SweepEvaluation.Outcome(0, 4, List.of()));
        assertThat(evaluate(plan().withSeed(2)).evaluated()).as("another seed is another question").isEqualTo(4);
        assertThat(evaluate(plan()).known()).as("the first question's answers are still there").isEqualTo(4);
        Path first = workspace.models().folder(sweep.runs().get(0).model());
        Path second = workspace.models().folder(sweep.runs().get(1).model());
        Files.copy(second.resolve("model.safetensors"), first.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(evaluate(plan())).as("one model has the weights of another").isEqualTo(new SweepEvaluation.Outcome(0, 4, List.of()));
        Map<String, String> reports = workspace.evaluations().ofSweep("rates", state().asked());
        assertThat(ppl(reports.get(sweep.runs().get(0).id()))).isEqualTo(ppl(reports.get(sweep.runs().get(1).id())));
        write(sweep.runs().get(0).model(), 99);
        assertThat(evaluate(plan())).as("weights that nobody knows").isEqualTo(new SweepEvaluation.Outcome(1, 3, List.of()));
        workspace.datasets().delete("tiny");
        workspace.datasets().add("tiny", "a test", DemoCorpus.generate(6, 64));
        assertThat(evaluate(plan()).evaluated()).as("other contexts under the same name").isEqualTo(4);
    }

    private static double ppl(String report) {
        JsonObject json = JsonParser.parseString(report).getAsJsonObject();
        return json.getAsJsonObject("figures").get("ppl").getAsDouble();
    }

    @Test void whatWasEvaluatedBeforeAStopIsKept() throws IOException {
        sweep();
        List<String> heard = new ArrayList<>();
        assertThatThrownBy(() -> new SweepEvaluation(workspace).run(sweeps.state("rates"), plan(), Device.cpu(), (part, what) -> {
            heard.add(what);
            if (what.endsWith("(2 of 4)")) sweeps.stopEvaluation("rates");
        })).isInstanceOf(CancellationException.class).hasMessageContaining("is kept");
        assertThat(heard).anyMatch(what -> what.endsWith("(1 of 4)"));
        assertThat(state().state()).isEqualTo(State.STOPPED);
        assertThat(SweepTable.of(workspace, sweeps.state("rates"), RunMetrics.usualOfEvaluation(), -1).lines().get(0).cells().get(0).n())
                .isEqualTo(1);
        assertThat(evaluate(plan())).isEqualTo(new SweepEvaluation.Outcome(3, 1, List.of()));
    }

    @Test void aModelThatIsGoneIsLeftOutAndNamed() throws IOException {
        SweepState sweep = sweep();
        String gone = sweep.runs().get(3).model();
        try (var files = Files.list(workspace.models().folder(gone))) {
            files.filter(file -> file.toString().endsWith(".safetensors")).forEach(SweepEvaluationTest::delete);
        }
        SweepEvaluation.Outcome outcome = evaluate(plan());
        assertThat(outcome.evaluated()).isEqualTo(3);
        assertThat(outcome.failures()).hasSize(1).first().asString().contains(gone);
        assertThat(state().message()).contains("3 models evaluated", "Left out").contains(gone);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test void whatCannotBeEvaluatedIsRefusedBeforeAnythingBegins() throws IOException {
        sweeps.start("early", SweepPlan.grid(Recipes.preset("small-generator").recipe().withDataset("tiny"), Map.of(), List.of(1L)));
        assertThatThrownBy(() -> sweeps.evaluate("early", plan()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("No run of the sweep");
        sweeps.start("readers", SweepPlan.grid(Recipes.preset("small-identifiers").recipe().withDataset("tiny"), Map.of(), List.of(1L)));
        assertThatThrownBy(() -> sweeps.evaluate("readers", plan()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("answer no contexts");
        sweep();
        assertThatThrownBy(() -> sweeps.evaluate("rates", EvaluationPlan.on("nowhere", List.of())))
                .isInstanceOf(UserInputException.class).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> sweeps.evaluate("rates", EvaluationPlan.on("tiny", List.of("nobody"))))
                .isInstanceOf(UserInputException.class).hasMessageContaining("nobody");
        assertThat(state()).isNull();
        workspace.sweepEvaluations().begin("rates", ProcessHandle.current().parent().orElseThrow().pid());
        assertThatThrownBy(() -> evaluate(plan())).isInstanceOf(UserInputException.class).hasMessageContaining("already");
        assertThatThrownBy(() -> sweeps.evaluate("rates", plan())).isInstanceOf(UserInputException.class).hasMessageContaining("already");
        assertThatThrownBy(() -> sweeps.forget("rates")).isInstanceOf(UserInputException.class).hasMessageContaining("being evaluated");
    }

    @Test void aProcessOfItsOwnDoesItAndOneThatIsGoneIsSaidToBeInterrupted() throws IOException, InterruptedException {
        sweep();
        sweeps.evaluate("rates", plan());
        long until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (state().running() && System.nanoTime() < until) assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(state().state()).as(state().message()).isEqualTo(State.FINISHED);
        assertThat(state().message()).isEqualTo("4 models evaluated.");
        assertThat(state().pid()).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(evaluate(plan()).known()).as("the same question from this process").isEqualTo(4);
        workspace.sweepEvaluations().begin("rates", 4_000_000);
        assertThat(state().state()).isEqualTo(State.INTERRUPTED);
        assertThat(state().message()).contains("to continue from there");
    }
}
