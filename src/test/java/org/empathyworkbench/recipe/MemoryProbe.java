package org.empathyworkbench.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.empathyworkbench.data.DemoCorpus;
import org.empathyworkbench.journal.SilentJournal;
import org.empathyworkbench.run.RunExecution;
import org.empathyworkbench.torch.ResidentMemory;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/** Does one recipe in a process of its own and prints the estimate and the most memory that the process held, in bytes. */
final class MemoryProbe {
    private MemoryProbe() { }

    /** @param arguments workspace folder, recipe file */
    public static void main(String[] arguments) throws IOException {
        try (Workspace workspace = Workspace.open(Path.of(arguments[0]))) {
            if (workspace.datasets().list().isEmpty()) workspace.datasets().add("demo", "a test", DemoCorpus.generate(5, 160));
            Recipe recipe = RecipeFile.parse(Files.readString(Path.of(arguments[1])), arguments[1]).resolve();
            MemoryEstimate estimate = MemoryEstimate.of(workspace, recipe);
            RunInfo run = new RunExecution(workspace).perform(recipe, new SilentJournal());
            System.out.println(run.state() + " " + run.message() + " model=" + run.model());
            estimate.terms().forEach(term -> System.out.printf(Locale.ROOT, "  %8.1f MB  %s%n", term.bytes() / 1e6, term.what()));
            System.out.printf(Locale.ROOT, "memory %d %d%n", estimate.bytes(), (long) (ResidentMemory.peakMegabytes() * 1e6));
        }
    }
}
