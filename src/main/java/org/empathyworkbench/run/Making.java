package org.empathyworkbench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;

/** A model's folder while it is made, and the step that makes it a model of the workspace. */
final class Making {
    private Making() { }

    /**
     * Renames the folder to the model's and has the workspace list it.
     *
     * @param wanted the model's name; when it was taken meanwhile, a number is added
     * @return the name it has got
     */
    static String publish(Workspace workspace, Path making, String wanted, ModelInfo info) throws IOException {
        String name = freeName(workspace, wanted);
        Path folder = workspace.models().folder(name);
        Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        boolean listed = false;
        try {
            workspace.models().add(new ModelInfo(name, info.kind(), info.source(), info.run(), info.parameters(), info.facts(), info.createdAt()));
            listed = true;
        } finally {
            if (!listed) clear(folder);
        }
        return name;
    }

    /** A name that neither a listed model nor a left-over folder has. */
    static String freeName(Workspace workspace, String wanted) {
        String name = workspace.models().freeName(wanted);
        for (int i = 2; Files.exists(workspace.models().folder(name)) || workspace.models().find(name).isPresent(); i++) name = wanted + "-" + i;
        return name;
    }

    /** Deletes the folder with all that is in it, if it is there. */
    static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
