package org.empathyworkbench.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.checkpoint.CheckpointInfo;
import org.empathyworkbench.comparison.ComparedSystem;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;

/** What a column of a comparison is called in a terminal. */
final class CompareColumnName {
    private CompareColumnName() { }

    /** @throws UserInputException when it names nothing, or two things */
    static ComparedSystem find(Workspace workspace, String name) {
        int colon = name.indexOf(':');
        String rest = name.substring(colon + 1);
        return switch (colon < 0 ? "" : name.substring(0, colon)) {
            case "generator" -> new ComparedSystem.Generator(workspace.models().get(rest, ModelKind.GENERATOR));
            case "responses" -> new ComparedSystem.Stored(set(workspace, rest).orElseThrow(() -> new UserInputException(
                    "There is no set of responses named \"" + rest + "\". Nothing was compared. \"list\" shows what there is.")));
            case "checkpoint" -> checkpoint(workspace, rest);
            default -> plain(workspace, name);
        };
    }

    private static ComparedSystem plain(Workspace workspace, String name) {
        Optional<ModelInfo> model = workspace.models().find(name).filter(one -> one.kind() == ModelKind.GENERATOR);
        Optional<ResponseSetInfo> set = set(workspace, name);
        if (model.isPresent() && set.isPresent()) {
            throw new UserInputException("\"" + name + "\" is a generator and a set of responses. Nothing was compared. Say generator:"
                    + name + " or responses:" + name + ".");
        }
        if (model.isPresent()) return new ComparedSystem.Generator(model.get());
        return new ComparedSystem.Stored(set.orElseThrow(() -> new UserInputException("There is no generator and no "
                + "set of responses named \"" + name + "\". Nothing was compared. \"list\" shows what there is.")));
    }

    private static Optional<ResponseSetInfo> set(Workspace workspace, String name) {
        return workspace.responseSets().list().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private static ComparedSystem checkpoint(Workspace workspace, String name) {
        int at = name.lastIndexOf('@');
        if (at < 0 || !name.substring(at + 1).matches("\\d{1,9}"))
            throw new UserInputException("A checkpoint is named checkpoint:RUN@STEP, not checkpoint:" + name + ". Nothing was compared.");
        RunInfo run = new RunControl(workspace, new RunLauncher()).find(name.substring(0, at));
        int step = Integer.parseInt(name.substring(at + 1));
        List<CheckpointInfo> all = CheckpointFolder.of(workspace.runs().folder(run.id()), run.id()).list();
        return new ComparedSystem.OfRun(run, all.stream().filter(one -> one.step() == step).findFirst()
                .orElseThrow(() -> new UserInputException("The run \"" + run.name() + "\" has no checkpoint of step " + step + ". "
                        + "Nothing was compared. " + (all.isEmpty() ? "It has none." : "It has those of the steps "
                                + all.stream().map(one -> String.valueOf(one.step())).collect(Collectors.joining(", ")) + "."))));
    }
}
