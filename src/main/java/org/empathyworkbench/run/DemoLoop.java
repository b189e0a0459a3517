package org.empathyworkbench.run;

import java.nio.file.Path;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.workspace.Workspace;

/** The whole loop on the bundled corpus, offline and in minutes: a generator from nothing, three identifiers, alignment, evaluation before and after. */
public final class DemoLoop {
    /** Name of the dataset in the demo workspace and in the demo recipes. */
    public static final String DATASET = "demo";
    private static final long CORPUS_SEED = 1;

    private DemoLoop() { }

    /**
     * Opens the demo workspace; a new one gets the bundled corpus, which takes a second or two. Models and runs come from the demo recipes.
     *
     * @return the opened workspace; whoever asks closes it
     */
    public static Workspace prepareWorkspace(Path folder) {
        Workspace workspace = Workspace.open(folder);
        boolean ready = false;
        try {
            addCorpus(workspace);
            ready = true;
        } finally {
            if (!ready) workspace.close();
        }
        return workspace;
    }

    /** The corpus, unless the workspace has a dataset of that name. */
    public static void addCorpus(Workspace workspace) {
        if (workspace.datasets().find(DATASET).isPresent()) return;
        workspace.datasets().add(DATASET, "written for this project; made by a grammar with seed " + CORPUS_SEED,
                DemoCorpus.generate(CORPUS_SEED, DemoCorpus.DEFAULT_DIALOGUES));
    }
}
