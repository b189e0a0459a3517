package org.empathyworkbench.casestudy;

import java.time.Instant;

/**
 * A collection of cases as a list shows it.
 *
 * @param note      a person's own, above the cases
 * @param cases     how many it holds
 * @param changedAt when it or any case of it last changed
 */
public record CaseCollection(long id, String name, String note, int cases, Instant createdAt, Instant changedAt) { }
