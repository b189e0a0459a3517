package org.empathyworkbench.cli;

import ai.djl.Device;
import java.nio.file.Path;
import org.empathyworkbench.evaluation.Judge;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.torch.DeviceChoice;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Option;

/** A command that uses models of the workspace. */
abstract class ModelCommand extends WorkspaceCommand {
    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu",
            description = "cpu, cuda, cuda:1, or auto (the CUDA device with the most free memory, else the CPU). Default: cpu.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Threads on the CPU. Default: 2.")
    private int threads;

    /** Starts the engine. */
    final Device device() {
        if (threads < 1 || threads > 256) throw refuse("--threads lies between 1 and 256, not at " + threads + ".");
        Torch.start(threads);
        return Torch.device(device.equals(DeviceChoice.AUTOMATIC) ? DeviceChoice.of(device).name() : device);
    }

    final int threads() { return threads; }

    static ResponseGenerator generator(Workspace workspace, String name, Device device) {
        return ResponseGenerator.load(workspace.models().folder(workspace.models().get(name, ModelKind.GENERATOR).name()), device);
    }

    /** As above, with limits chosen by the user. */
    final ResponseGenerator generator(Workspace workspace, String name, Device device, LimitOptions limits) {
        Path folder = workspace.models().folder(workspace.models().get(name, ModelKind.GENERATOR).name());
        return ResponseGenerator.load(folder, device, limits.of(folder, this));
    }

    static EmpathyScorer identifiers(Workspace workspace, String name, Device device) {
        return EmpathyScorer.load(workspace.models().folder(workspace.models().get(name, ModelKind.IDENTIFIERS).name()), device);
    }

    /** Levels of references that were found earlier with the same identifiers are taken from the workspace. */
    static Judge judge(Workspace workspace, String name, EmpathyScorer scorer) { return Judge.of(name, scorer, workspace.levelCache()); }
}
