package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.VisibleText;

/**
 * The only place that turns values of a workspace's database (ids of runs, names of models) into paths. Every path is inside the
 * workspace's folder, and no part of it below that folder is a link: a workspace may come from anywhere, and must not refer to other files
 * of the user who opens it.
 */
final class WorkspaceFolder {
    static final String DATABASE = "workspace.db";
    private static final String MODELS = "models";
    private static final String RUNS = "runs";
    private static final String TRASH = "trash";
    private static final String EXPORTS = "exports";

    private final Path folder;

    /** @param folder absolute */
    WorkspaceFolder(Path folder) { this.folder = folder; }

    Path path() { return folder; }

    Path database() { return folder.resolve(DATABASE); }

    Path exports() { return folder.resolve(EXPORTS); }

    /** @throws UserInputException if one of the workspace's own folders is a link or not a folder */
    void requireParts() {
        for (String part : new String[] {MODELS, RUNS, TRASH, EXPORTS}) {
            Path path = folder.resolve(part);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) continue;
            throw new UserInputException("The workspace cannot be opened: " + path + " is "
                    + (Files.isSymbolicLink(path) ? "a link" : "no folder") + ", and everything in a workspace must be in its "
                    + "own folder. It was not changed. Replace it by a folder, or move the whole workspace and open it there.");
        }
    }

    /** Creates missing folders. */
    void makeParts() throws IOException {
        for (String part : new String[] {MODELS, RUNS, EXPORTS}) Files.createDirectories(folder.resolve(part));
    }

    /**
     * {@code runs/<id>}, which need not exist.
     *
     * @throws UserInputException if {@code id} is not a run id, or the folder is a link
     */
    Path run(String id) { return inside(RUNS + "/" + Names.runId(id)); }

    /**
     * A file in {@code runs/<id>}, which need not exist.
     *
     * @param relative to it, with "/" between its parts
     */
    Path inRun(String id, String relative) { return inside(RUNS + "/" + Names.runId(id) + "/" + relative); }

    /** {@code runs/<id>} for moving and deleting: a link is moved or deleted itself. */
    Path runEntry(String id) { return entry(RUNS, Names.runId(id)); }

    /** As {@link #runEntry}, in the trash. */
    Path trashEntry(String id) { return entry(TRASH, Names.runId(id)); }

    /**
     * {@code models/<name>}, which need not exist.
     *
     * @throws UserInputException if {@code name} is invalid, or the folder is a link
     */
    Path model(String name) { return inside(MODELS + "/" + Names.checked(name, Models.WHAT)); }

    Path modelEntry(String name) { return entry(MODELS, Names.checked(name, Models.WHAT)); }

    private Path entry(String part, String name) {
        inside(part);
        return folder.resolve(part).resolve(name);
    }

    private Path inside(String relative) {
        try {
            return ContainedPath.resolve(folder, relative);
        } catch (IOException outside) {
            throw new UserInputException("The workspace is not in its own folder "
                    + folder + ": " + VisibleText.line(FileFault.words(outside), 300)
                    + ". Nothing was read or changed there. Remove the link, or leave this part of the workspace alone.", outside);
        }
    }
}
