package org.empathyworkbench.workspace;

import java.util.List;

/**
 * A page of a longer list.
 *
 * @param total  rows of the whole list that match the filter
 * @param offset position of the first row here, from 0
 */
public record Page<T>(int total, int offset, List<T> rows) {
    public Page { rows = List.copyOf(rows); }
}
