package org.empathyworkbench.comparison;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.endpoint.NoAnswer;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/** A system of a workspace that can be a column; the same in window and terminal, so that they share stored responses. */
public sealed interface ComparedSystem {
    /** Unique and stable key, such as {@code generator:small}. */
    String key();

    /** Title of the column. */
    String title();

    /** Provenance of its responses by name, stored with them. Contains no secrets. */
    Map<String, String> facts(SamplingPlan drawing);

    /** Stored responses, in any order. */
    List<GivenResponse> stored(Workspace workspace, SamplingPlan drawing);

    /** A sentence on the number of unanswered requests of a stored baseline; empty for none. */
    default String leftOut(Workspace workspace) { return ""; }

    /** A generator that can produce more responses, in Hugging Face layout. */
    sealed interface Live extends ComparedSystem {
        Path folder(Workspace workspace);

        /** A generator that was replaced under its name is a different one. */
        Instant madeAt();

        @Override default List<GivenResponse> stored(Workspace workspace, SamplingPlan drawing) {
            return new ResponseWriting(workspace.responseSets()).kept(facts(drawing));
        }
    }

    /** A model of the workspace. */
    record Generator(ModelInfo model) implements Live {
        @Override public String key() { return "generator:" + model.name(); }

        @Override public String title() { return model.name(); }

        @Override public Path folder(Workspace workspace) { return workspace.models().folder(model.name()); }

        @Override public Instant madeAt() { return model.createdAt(); }

        @Override
        public Map<String, String> facts(SamplingPlan drawing) {
            Map<String, String> facts = drawing.facts();
            facts.put("model", model.name());
            facts.put("made", model.createdAt().toString());
            if (!model.run().isEmpty()) facts.put("run", model.run());
            return facts;
        }
    }

    /** A checkpoint of a run. */
    record OfRun(RunInfo run, CheckpointInfo checkpoint) implements Live {
        @Override public String key() { return "checkpoint:" + run.id() + "@" + checkpoint.step(); }

        @Override public String title() { return run.name() + " @ " + String.format(Locale.ROOT, "%,d", checkpoint.step()); }

        @Override public Path folder(Workspace workspace) { return checkpoint.folder(); }

        @Override public Instant madeAt() { return checkpoint.savedAt(); }

        @Override
        public Map<String, String> facts(SamplingPlan drawing) {
            Map<String, String> facts = drawing.facts();
            facts.put("run", run.id());
            facts.put("step", String.valueOf(checkpoint.step()));
            facts.put("made", checkpoint.savedAt().toString());
            return facts;
        }
    }

    /** A set of responses that was imported or saved; it cannot produce more. */
    record Stored(ResponseSetInfo set) implements ComparedSystem {
        @Override public String leftOut(Workspace workspace) {
            String none = NoAnswer.words(workspace.baselines().noAnswers(set.name()));
            return none.isEmpty() ? "" : "Left out of it: " + none + ".";
        }

        @Override public String key() { return "responses:" + set.name(); }

        @Override public String title() { return set.name(); }

        @Override
        public Map<String, String> facts(SamplingPlan drawing) {
            Map<String, String> facts = new LinkedHashMap<>(set.facts());
            facts.put("set", set.name());
            facts.put("system", set.system());
            return facts;
        }

        @Override public List<GivenResponse> stored(Workspace workspace, SamplingPlan drawing) {
            return workspace.responseSets().responses(set.name());
        }
    }
}
