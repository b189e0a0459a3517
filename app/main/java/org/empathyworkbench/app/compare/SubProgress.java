package org.empathyworkbench.app.compare;

import org.empathyworkbench.app.task.Progress;

/** Maps the progress of one of several equal parts to the whole. */
record SubProgress(Progress whole, int part, int parts) implements Progress {
    private static final long GRAIN = 10_000;

    @Override
    public void at(long done, long total) { whole.at(part * GRAIN + (total <= 0 ? 0 : GRAIN * done / total), parts * GRAIN); }

    @Override
    public void say(String message) { if (!message.isEmpty()) whole.say(message); }

    @Override
    public boolean cancelled() { return whole.cancelled(); }
}
