package org.empathyworkbench.casestudy;

import java.time.Instant;

/**
 * List entry of a collection of cases.
 *
 * @param note      the user's note above the cases
 * @param cases     number of cases
 * @param changedAt last change of it or of any of its cases
 */
public record CaseCollection(long id, String name, String note, int cases, Instant createdAt, Instant changedAt) { }
