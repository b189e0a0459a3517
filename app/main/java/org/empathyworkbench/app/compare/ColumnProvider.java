package org.empathyworkbench.app.compare;

import java.util.List;
import org.empathyworkbench.app.shell.WorkspaceWatch.Contents;

/** Offers sources of one or several kinds. */
@FunctionalInterface
public interface ColumnProvider {
    /** Asked on the window's thread whenever the workspace has changed: must not read files. */
    List<ColumnSource> sources(Contents contents);
}
