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

/** What of a workspace can stand in a column: the same in the window and in a terminal, so that what one had written the other finds. */
public sealed interface ComparedSystem {
    /** Unique among all and the same after a restart, such as {@code generator:small}. */
    String key();

    /** As the column is headed. */
    String title();

    /** How its responses come to be, by name: kept with them. Nothing secret stands in it. */
    Map<String, String> facts(SamplingPlan drawing);

    /** Responses that are there already, in whatever order. */
    List<GivenResponse> stored(Workspace workspace, SamplingPlan drawing);

    /** How many questions of a stored baseline got no answer and are no responses, in a sentence; empty for none. */
    default String leftOut(Workspace workspace) { return ""; }

    /** A generator that can be asked for more, in Hugging Face layout. */
    sealed interface Live extends ComparedSystem {
        Path folder(Workspace workspace);

        /** A generator that was made anew under its name is another one. */
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

    /** A set of responses that was imported or kept; it cannot be asked for more. */
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
