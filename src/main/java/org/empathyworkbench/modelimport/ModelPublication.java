package org.empathyworkbench.modelimport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.empathyworkbench.io.FileTrees;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's folder while it is made, and the step that makes it a model of the workspace. */
public final class ModelPublication {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPublication.class);

    private ModelPublication() { }

    /**
     * Renames the folder to the model's and has the workspace list it; where that fails there is no model.
     *
     * @param wanted the model's name; when it was taken meanwhile, a number is added
     * @return the name it has got
     */
    static String publish(Workspace workspace, Path making, String wanted, ModelInfo info) throws IOException {
        ModelInfo named = move(workspace, making, wanted, info);
        boolean listed = false;
        try {
            workspace.models().add(named);
            listed = true;
        } finally {
            if (!listed) FileTrees.delete(workspace.models().folder(named.name()));
        }
        return named.name();
    }

    /**
     * As {@link #publish} for what took hours to make: where the workspace's database cannot list it, the folder
     * stays, and the model has to be listed later.
     */
    public static Published publishOrKeep(Workspace workspace, Path making, String wanted, ModelInfo info) throws IOException {
        ModelInfo named = move(workspace, making, wanted, info);
        try {
            workspace.models().add(named);
            return new Published(named.name(), null);
        } catch (WorkspaceException refused) {
            LOG.warn("The model {} is whole in its folder and not listed yet", named.name(), refused);
            return new Published(named.name(), named);
        }
    }

    private static ModelInfo move(Workspace workspace, Path making, String wanted, ModelInfo info) throws IOException {
        String name = freeName(workspace, wanted);
        Files.move(making, workspace.models().folder(name), StandardCopyOption.ATOMIC_MOVE);
        return new ModelInfo(name, info.kind(), info.source(), info.run(), info.parameters(), info.facts(), info.createdAt());
    }

    /** @param unlisted what the workspace has to list of it; null when it does */
    public record Published(String name, @Nullable ModelInfo unlisted) { }

    /** A name that neither a listed model nor a left-over folder has. */
    public static String freeName(Workspace workspace, String wanted) {
        String name = workspace.models().freeName(wanted);
        for (int i = 2; Files.exists(workspace.models().folder(name)) || workspace.models().find(name).isPresent(); i++)
            name = wanted + "-" + i;
        return name;
    }
}
