package org.empathyworkbench.app.shell;

import javafx.scene.Node;

/** A page. Created on first visit and kept until the workspace is closed; {@link #shown} and {@link #hidden} start and stop its polling. */
public interface PageView {
    Node node();

    /** @param subject item to show, such as a run's id; empty to keep the current one */
    default void shown(String subject) { }

    default void hidden() { }

    /** Called when the workspace is closed: release all resources. */
    default void closed() { }
}
