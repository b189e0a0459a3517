package org.empathyworkbench.cli;

import java.nio.file.Path;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.Truncate;
import picocli.CommandLine.Option;

/** Token limits of a generator's context, overriding those of its training. */
final class LimitOptions {
    @Option(names = "--context-tokens", paramLabel = "N", description = "Most tokens of a context. Default: as the model was "
            + "trained; 200 where its folder does not say.")
    private Integer contextTokens;

    @Option(names = "--context-cut", paramLabel = "left|right", description = "Which end of a longer context is given up. Default: "
            + "as the model was trained; left where its folder does not say.")
    private Truncate side;

    /** @throws org.empathyworkbench.dialogue.UserInputException when the folder says something that cannot be */
    ContextLimits of(Path modelFolder, WorkspaceCommand command) {
        if (contextTokens != null && (contextTokens < 1 || contextTokens > ContextLimits.MOST)) {
            throw command.refuse("--context-tokens lies between 1 and " + ContextLimits.MOST + ", not at " + contextTokens + ".");
        }
        return ContextLimits.read(modelFolder).chosen(own -> own
                .withContextTokens(contextTokens == null ? own.contextTokens() : contextTokens)
                .withContextSide(side == null ? own.contextSide() : side));
    }
}
