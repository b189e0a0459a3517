package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.empathyworkbench.checkpoint.CheckpointFolder;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.FileHash;
import org.empathyworkbench.recipe.Recipe;
import org.empathyworkbench.workspace.DatasetInfo;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunOrigin;
import org.empathyworkbench.workspace.Workspace;

/**
 * Repeats a recorded run in a workspace. Data and models are matched by content: if the workspace has them under another name, that name is
 * used. Missing or different inputs block the rerun unless the user overrides.
 *
 * @param recipe   with the workspace's own names, and a new name for the model
 * @param inTheWay sentences: with any of these the run would differ from the recorded one
 * @param notices  sentences: with any of these its results may differ in the last bits
 */
public record Rerun(RunRecord record, Recipe recipe, List<String> inTheWay, List<String> notices) {
    /** Compares the record with the workspace; reads and hashes the run's inputs. */
    public static Rerun of(Workspace workspace, RunRecord record) {
        Recipe recipe = record.toRecipe().withModel("");
        List<String> inTheWay = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        Recipe here = recipe.withDataset(dataset(workspace, record, recipe, inTheWay, notices));
        if (!recipe.base().isEmpty())
            here = here.withBase(model(workspace, record, "base", recipe.base(), ModelKind.GENERATOR, inTheWay, notices));
        if (!recipe.identifiers().isEmpty())
            here = here.withIdentifiers(model(workspace, record, "identifiers",
                    recipe.identifiers(), ModelKind.IDENTIFIERS, inTheWay, notices));
        checkOrigin(workspace, record, inTheWay);
        compare(record, recipe, notices);
        return new Rerun(record, here, List.copyOf(inTheWay), List.copyOf(notices));
    }

    /**
     * Stores a queued run.
     *
     * @param anyway overrides all differences
     * @throws UserInputException listing the differences, or if the recipe cannot be run here
     */
    public RunInfo prepare(Workspace workspace, boolean anyway) {
        if (!inTheWay.isEmpty() && !anyway)
            throw new UserInputException(String.join(" ", inTheWay)
                    + " Nothing was started. Import what the record lists into the workspace, or run it anyway.");
        RunExecution execution = new RunExecution(workspace);
        if (record.origin().isEmpty()) return execution.prepare(recipe);
        RunOrigin origin = RunOrigin.of(record.origin());
        return execution.branch(origin.run(), OptionalInt.of(origin.step()), begun -> recipe.withName(record.name()));
    }

    /** A sentence on whether a run reproduced the record's model. Empty if one of the two has no model. */
    public static Optional<String> verdict(RunRecord record, RunRecord again) {
        if (record.made() == null || again.made() == null) return Optional.empty();
        Map<String, String> before = record.made().model().sha256();
        Map<String, String> now = again.made().model().sha256();
        if (before.equals(now)) return Optional.of("The model is that of the record, bit for bit.");
        List<String> others = before.keySet().stream().filter(file -> !Objects.equals(before.get(file), now.get(file))).toList();
        return Optional.of("The model is not that of the record: " + String.join(", ", others)
                + (others.size() == 1 ? " differs." : " differ.") + (record.made().step() == again.made().step() ? ""
                        : " The record's run ended at step " + record.made().step() + ", this one at " + again.made().step() + "."));
    }

    private static String dataset(Workspace workspace, RunRecord record, Recipe recipe, List<String> inTheWay, List<String> notices) {
        List<String> names = new ArrayList<>(List.of(recipe.dataset()));
        workspace.datasets().list().stream().map(DatasetInfo::name).filter(name -> !name.equals(recipe.dataset())).forEach(names::add);
        boolean there = workspace.datasets().find(recipe.dataset()).isPresent();
        List<String> other = new ArrayList<>();
        for (String name : there ? names : names.subList(1, names.size())) {
            Map<String, RunRecord.Content> contents = RunInputs.data(workspace, recipe, name);
            List<String> differing = record.data().entrySet().stream().filter(one -> !contents.containsKey(one.getKey())
                    || !contents.get(one.getKey()).sha256().equals(one.getValue().sha256())).map(one -> one.getKey() + " ("
                            + entries(contents.get(one.getKey())) + ", the record's " + one.getValue().entries() + ")").toList();
            if (differing.isEmpty()) {
                if (!name.equals(recipe.dataset()))
                    notices.add("The dataset \"" + recipe.dataset() + "\" is called \"" + name + "\" here; its contents are the record's.");
                return name;
            }
            if (name.equals(recipe.dataset())) other = differing;
        }
        inTheWay.add(there
                ? "The dataset \"" + recipe.dataset() + "\" has other contents than the record's in: " + String.join(", ", other) + "."
                : "The workspace has no dataset \"" + recipe.dataset() + "\", nor another with the record's contents.");
        return recipe.dataset();
    }

    private static String entries(RunRecord.Content content) { return content == null ? "none" : content.entries() + " entries"; }

    private static String model(Workspace workspace, RunRecord record, String part,
            String wanted, ModelKind kind, List<String> inTheWay, List<String> notices) {
        RunRecord.ModelFiles files = record.models().get(part);
        if (files == null) {
            notices.add("The record does not say which files \"" + wanted + "\" had, so they could not be compared.");
            return wanted;
        }
        List<String> names = new ArrayList<>(workspace.models().list().stream().filter(model -> model.kind() == kind)
                .map(ModelInfo::name).toList());
        boolean there = names.remove(wanted);
        if (there) names.add(0, wanted);
        List<String> other = new ArrayList<>();
        for (String name : names) {
            List<String> differing = differing(workspace, files, name);
            if (differing.isEmpty()) {
                if (!name.equals(wanted))
                    notices.add("The model \"" + wanted + "\" is called \"" + name + "\" here; its files are the record's.");
                return name;
            }
            if (name.equals(wanted)) other = differing;
        }
        inTheWay.add(there ? "The model \"" + wanted + "\" (" + part + ") differs from the record's in: " + String.join(", ", other) + "."
                : "The workspace has no model \"" + wanted + "\" (" + part + "), nor another with the record's files.");
        return wanted;
    }

    private static List<String> differing(Workspace workspace, RunRecord.ModelFiles files, String name) {
        try {
            List<String> differing = new ArrayList<>();
            Path folder = workspace.models().folder(name);
            for (Map.Entry<String, String> file : files.sha256().entrySet()) {
                Path here = ContainedPath.resolve(folder, file.getKey());
                if (!Files.isRegularFile(here) || !FileHash.of(here).equals(file.getValue())) differing.add(file.getKey());
            }
            return differing;
        } catch (IOException e) {
            throw new UserInputException("The model \"" + name + "\" could not be compared with the record: "
                    + FileFault.words(e) + ". Nothing was started. Look at its folder.", e);
        }
    }

    /** A branch starts from a checkpoint, which must exist. */
    private static void checkOrigin(Workspace workspace, RunRecord record, List<String> inTheWay) {
        if (record.origin().isEmpty()) return;
        RunOrigin origin = RunOrigin.of(record.origin());
        Path manifest = CheckpointFolder.of(workspace.runs().folder(origin.run()), origin.run()).manifest(origin.step());
        try {
            if (Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS) && FileHash.of(manifest).equals(record.began())) return;
        } catch (IOException unreadable) {
            inTheWay.add("The checkpoint " + record.origin()
                    + " that the record's run branched from cannot be read: " + FileFault.words(unreadable) + ".");
            return;
        }
        inTheWay.add("The record's run branched from the checkpoint "
                + record.origin() + ", which this workspace lacks or has changed.");
    }

    private static void compare(RunRecord record, Recipe recipe, List<String> notices) {
        ProgramVersion program = ProgramVersion.here();
        RunRecord.Platform platform = RunRecord.Platform.here();
        differs(notices, "method", record.program().method(), program.method());
        if (!record.program().code().equals(program.code())) {
            notices.add("The program differs: the record's is " + words(record.program()) + ", this one " + words(program) + ".");
        }
        differs(notices, "Java", record.platform().java(), platform.java());
        differs(notices, "DJL", record.platform().djl(), platform.djl());
        differs(notices, "libtorch", record.platform().libtorch(), platform.libtorch());
        differs(notices, "processor", record.platform().processor(), platform.processor());
        if (!recipe.device().equals("cpu"))
            notices.add("The run works on " + recipe.device() + ", where repeated runs are not always equal bit for bit.");
        if (recipe.runSettings().endsByTime()) {
            notices.add("The recipe has a time limit, so the number of steps depends on the machine.");
        }
        if (record.made() != null && record.made().state().equals("stopped"))
            notices.add("The record's run was stopped at step " + record.made().step() + "; this one runs to its end.");
    }

    private static void differs(List<String> notices, String what, String before, String now) {
        if (!Objects.equals(before, now)) notices.add("Another " + what + ": the record's is " + before + ", this one " + now + ".");
    }

    private static String words(ProgramVersion program) {
        return program.version()
                + (program.commit().isEmpty() ? "" : " at commit " + program.commit().substring(0, Math.min(10, program.commit().length())))
                + (program.code().isEmpty() ? "" : " (code " + program.code().substring(0, Math.min(10, program.code().length())) + ")");
    }
}
