package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.app.inference.GeneratorPlace;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.inference.LoadedModels;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.Answering;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;

/** What the workspace has to compare: its generators, the checkpoints of its runs, and the sets of responses that were imported or kept. */
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
        for (ModelInfo model : contents.models()) if (model.kind() == ModelKind.GENERATOR) sources.add(new Generator(model));
        for (ResponseSetInfo set : contents.responseSets()) sources.add(new Stored(set));
        return sources;
    }

    /** The checkpoints of all runs that train generators, newest run first: reads folders. */
    public List<ColumnSource> checkpoints(List<RunInfo> runs) {
        List<ColumnSource> sources = new ArrayList<>();
        for (RunInfo run : runs) {
            if (run.kind() == RunKind.IDENTIFIERS) continue;
            for (CheckpointInfo one : CheckpointFolder.of(workspace.runs().folder(run.id()), run.id()).list()) sources.add(new OfRun(run, one));
        }
        return sources;
    }

    /** The largest set of responses that came to be just so: a draw that was cancelled may have left a smaller one. */
    private List<GivenResponse> kept(Map<String, String> facts) {
        return workspace.responseSets().list().stream().filter(set -> set.facts().entrySet().containsAll(facts.entrySet())).max(Comparator.comparingInt(ResponseSetInfo::responses))
                .map(set -> workspace.responseSets().responses(set.name())).orElse(List.of());
    }

    private final class Generator implements ColumnSource {
        private final ModelInfo model;

        Generator(ModelInfo model) { this.model = model; }

        @Override public String key() { return "generator:" + model.name(); }

        @Override public String title() { return model.name(); }

        @Override public Kind kind() { return Kind.GENERATOR; }

        @Override public boolean live() { return true; }

        @Override public Map<String, String> facts(Drawing drawing) { return Answering.facts(model, drawing.sampling(), drawing.seed()); }

        @Override public List<GivenResponse> stored(Drawing drawing) { return kept(facts(drawing)); }

        @Override
        public List<Answer> ask(List<List<String>> contexts, Drawing drawing, int sample, Progress progress) {
            return inference.answers(LoadedModels.place(workspace.models(), model.name()), contexts, drawing.sampling(), drawing.seed(), sample, progress);
        }
    }

    private final class OfRun implements ColumnSource {
        private final RunInfo run;
        private final CheckpointInfo checkpoint;

        OfRun(RunInfo run, CheckpointInfo checkpoint) {
            this.run = run;
            this.checkpoint = checkpoint;
        }

        @Override public String key() { return "checkpoint:" + run.id() + "@" + checkpoint.step(); }

        @Override public String title() { return run.name() + " @ " + String.format(java.util.Locale.ROOT, "%,d", checkpoint.step()); }

        @Override public Kind kind() { return Kind.CHECKPOINT; }

        @Override public String group() { return run.name(); }

        @Override public boolean live() { return true; }

        @Override
        public Map<String, String> facts(Drawing drawing) {
            Map<String, String> facts = new LinkedHashMap<>(Answering.facts(drawing.sampling(), drawing.seed()));
            facts.put("run", run.id());
            facts.put("step", String.valueOf(checkpoint.step()));
            facts.put("made", checkpoint.savedAt().toString());
            return facts;
        }

        @Override public List<GivenResponse> stored(Drawing drawing) { return kept(facts(drawing)); }

        @Override
        public List<Answer> ask(List<List<String>> contexts, Drawing drawing, int sample, Progress progress) {
            return inference.answers(new GeneratorPlace(key(), checkpoint.folder(), checkpoint.savedAt()), contexts, drawing.sampling(), drawing.seed(), sample, progress);
        }
    }

    private final class Stored implements ColumnSource {
        private final ResponseSetInfo set;

        Stored(ResponseSetInfo set) { this.set = set; }

        @Override public String key() { return "responses:" + set.name(); }

        @Override public String title() { return set.name(); }

        @Override public Kind kind() { return Kind.RESPONSES; }

        @Override public boolean live() { return false; }

        @Override
        public Map<String, String> facts(Drawing drawing) {
            Map<String, String> facts = new LinkedHashMap<>(set.facts());
            facts.put("set", set.name());
            facts.put("system", set.system());
            return facts;
        }

        @Override public List<GivenResponse> stored(Drawing drawing) { return workspace.responseSets().responses(set.name()); }

        @Override
        public List<Answer> ask(List<List<String>> contexts, Drawing drawing, int sample, Progress progress) {
            throw new UnsupportedOperationException("Stored responses cannot be asked for more.");
        }
    }
}
