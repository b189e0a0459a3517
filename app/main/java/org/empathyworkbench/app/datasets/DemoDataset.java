package org.empathyworkbench.app.datasets;

import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.Workspace;

/** The corpus that comes with the program, as a dataset. */
public final class DemoDataset {
    private static final long SEED = 1;

    private DemoDataset() { }

    /** Writes it into the workspace under the name that the demo recipes expect, or the next free one. */
    public static DatasetInfo store(Workspace workspace) {
        return workspace.datasets().add(workspace.datasets().freeName(DemoCorpus.FORMAT), "the corpus that comes with the program, seed " + SEED,
                DemoCorpus.generate(SEED, DemoCorpus.DEFAULT_DIALOGUES));
    }

    /** The same for a workspace that has just been made: one that holds anything is left as it is. */
    public static void storeIfEmpty(Workspace workspace) {
        if (workspace.datasets().list().isEmpty() && workspace.runs().list().isEmpty()) store(workspace);
    }
}
