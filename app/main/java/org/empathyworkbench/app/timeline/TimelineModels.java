package org.empathyworkbench.app.timeline;

import java.util.List;
import java.util.function.IntSupplier;
import org.empathyworkbench.app.inference.Inference;
import org.empathyworkbench.app.inference.InferenceDevice;
import org.empathyworkbench.app.task.Progress;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.timeline.Timeline;
import org.empathyworkbench.timeline.TimelinePoint;
import org.empathyworkbench.timeline.TimelineQuestion;
import org.empathyworkbench.timeline.TimelineStop;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/** Inference with a run's saved models, one at a time. May take long: call it in tasks. */
public interface TimelineModels {
    List<TimelineStop> stops(RunInfo run);

    /** Name of the run's reward identifiers; empty for none. */
    String identifiers(RunInfo run);

    /**
     * @param readers name of the identifiers; empty for none
     * @return null without reference or identifiers
     */
    EmpathyProfile target(String readers, TimelineQuestion question, Progress progress);

    TimelinePoint ask(RunInfo run, TimelineStop stop, TimelineQuestion question, String readers, EmpathyProfile target, Progress progress);

    /**
     * Implementation for a workspace.
     *
     * @param inference scores responses with cached identifiers
     * @param threads   intra-op threads
     * @param device    of each model while it is loaded
     */
    static TimelineModels of(Workspace workspace, Inference inference, IntSupplier threads, InferenceDevice device) {
        return new TimelineModels() {
            @Override
            public List<TimelineStop> stops(RunInfo run) { return Timeline.stops(workspace, run); }

            @Override
            public String identifiers(RunInfo run) { return Timeline.identifiers(run); }

            @Override
            public EmpathyProfile target(String readers, TimelineQuestion question, Progress progress) {
                return Timeline.target(readers(readers, progress), question);
            }

            @Override
            public TimelinePoint ask(RunInfo run, TimelineStop stop, TimelineQuestion question,
                    String readers, EmpathyProfile target, Progress progress) {
                Torch.start(threads.getAsInt());
                return device.run(() -> { },
                        on -> new Timeline(workspace, on, readers(readers, progress)).ask(run, stop, question, target));
            }

            private Timeline.Readers readers(String readers, Progress progress) {
                return readers.isEmpty() ? null : (contexts, responses) -> inference.score(readers, contexts, responses, progress);
            }
        };
    }
}
