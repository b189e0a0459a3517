package org.empathyworkbench.workspace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoint from which a run branched, written {@code run@step}.
 *
 * @param run  id of the other run
 * @param step of its checkpoint
 */
public record RunOrigin(String run, int step) {
    private static final Pattern FORM = Pattern.compile("(.*)@(\\d{1,9})");

    /** @throws IllegalArgumentException if the text is not a run's id, an "@" and a step */
    public static RunOrigin of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !Names.isRunId(parts.group(1))) throw new IllegalArgumentException("its origin is not a checkpoint of a "
                + "run");
        return new RunOrigin(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    @Override public String toString() { return run + "@" + step; }
}
