package org.empathyworkbench.app.shell;

import javafx.scene.Node;

/**
 * One page of the window. It is made when it is first visited and lives until the workspace is closed; {@link #shown} and
 * {@link #hidden} tell it when to look for news and when to rest.
 */
public interface PageView {
    Node node();

    /** @param subject what to show, such as a run's id; empty for wherever the page was */
    default void shown(String subject) { }

    default void hidden() { }

    /** The workspace closes: let go of everything. */
    default void closed() { }
}
