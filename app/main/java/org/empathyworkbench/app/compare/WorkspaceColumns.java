package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.inference.GeneratorPlace;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedSystem;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/** Column sources of the workspace: generators, checkpoints of runs, and stored response sets. */
public final class WorkspaceColumns implements ColumnProvider {
    private final Workspace workspace;
    private final Inference inference;

    public WorkspaceColumns(Workspace workspace, Inference inference) {
        this.workspace = workspace;
        this.inference = inference;
    }

    @Override
    public List<ColumnSource> sources(Contents contents) {
        List<ColumnSource> sources = new ArrayList<>();
        for (ModelInfo model : contents.models())
            if (model.kind() == ModelKind.GENERATOR) sources.add(new Own(new ComparedSystem.Generator(model)));
        for (ResponseSetInfo set : contents.responseSets()) sources.add(new Own(new ComparedSystem.Stored(set)));
        return sources;
    }

    /** The checkpoints of all runs that train generators, newest run first. Reads folders. */
    public List<ColumnSource> checkpoints(List<RunInfo> runs) {
        List<ColumnSource> sources = new ArrayList<>();
        for (RunInfo run : runs) {
            if (run.kind() == RunKind.IDENTIFIERS) continue;
            for (CheckpointInfo one : CheckpointFolder.of(workspace.runs().folder(run.id()), run.id()).list())
                sources.add(new Own(new ComparedSystem.OfRun(run, one)));
        }
        return sources;
    }

    private final class Own implements ColumnSource {
        private final ComparedSystem system;

        Own(ComparedSystem system) { this.system = system; }

        @Override public String key() { return system.key(); }

        @Override public String title() { return system.title(); }

        @Override
        public Kind kind() {
            if (system instanceof ComparedSystem.Generator) return Kind.GENERATOR;
            return system instanceof ComparedSystem.OfRun ? Kind.CHECKPOINT : Kind.RESPONSES;
        }

        @Override public String group() { return system instanceof ComparedSystem.OfRun one ? one.run().name() : ""; }

        @Override public boolean live() { return system instanceof ComparedSystem.Live; }

        @Override public Map<String, String> facts(SamplingPlan drawing) { return system.facts(drawing); }

        @Override public List<GivenResponse> stored(SamplingPlan drawing) { return system.stored(workspace, drawing); }

        @Override public String leftOut() { return system.leftOut(workspace); }

        @Override
        public List<Answer> ask(List<List<String>> contexts, SamplingPlan drawing, int sample, Progress progress) {
            if (!(system instanceof ComparedSystem.Live generator))
                throw new UnsupportedOperationException("A stored response set cannot generate more responses.");
            // the same key as on other pages, to share the loaded model
            String name = generator instanceof ComparedSystem.Generator model ? model.model().name() : key();
            return inference.answers(new GeneratorPlace(name, generator.folder(workspace), generator.madeAt()),
                    contexts, drawing.sampling(), drawing.seed(), sample, progress);
        }
    }
}
