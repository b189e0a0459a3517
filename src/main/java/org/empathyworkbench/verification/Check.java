package org.empathyworkbench.verification;

/**
 * One thing that was compared.
 *
 * @param what       such as "logits"; gradient norms of all parameters share a name
 * @param where      of the greatest difference: a place in the table, or a parameter's name
 * @param difference the greatest absolute one; of token ids the number that differ
 * @param tolerance  the greatest difference that passes
 * @param compared   how many numbers were compared
 */
public record Check(String what, String where, double difference, double tolerance, int compared) {
    /** A difference that is no number never passes. */
    public boolean passed() { return difference <= tolerance; }

    /** The difference as a share of the tolerance: 0 for none, above 1 for too much. */
    double share() { return difference == 0 ? 0 : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / tolerance; }
}
