package org.empathyworkbench.app.newrun;

import java.util.List;
import org.empathyworkbench.recipe.MemoryCheck;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.Workspace;

/** Devices and memory for the New run form; called off the JavaFX thread, as querying a GPU takes long. */
public interface RunMemory {
    List<ComputeDevice> devices();

    /** As {@link MemoryCheck#of}. */
    MemoryCheck check(Recipe recipe, List<ComputeDevice> devices);

    static RunMemory of(Workspace workspace) {
        return new RunMemory() {
            @Override public List<ComputeDevice> devices() { return ComputeDevice.all(); }

            @Override public MemoryCheck check(Recipe recipe, List<ComputeDevice> devices) {
                return MemoryCheck.of(workspace, recipe, devices);
            }
        };
    }
}
