package org.empathyworkbench.app.compare;

import java.util.List;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;

/** Provides column sources of one or several kinds. */
@FunctionalInterface
public interface ColumnProvider {
    /** Called on the JavaFX thread after every change of the workspace; must not read files. */
    List<ColumnSource> sources(Contents contents);
}
