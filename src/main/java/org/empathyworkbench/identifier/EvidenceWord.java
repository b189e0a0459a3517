package org.empathyworkbench.identifier;

/**
 * A word with its evidence score.
 *
 * @param turn  of the context, oldest 0; -1 for the response
 * @param from  first character in the response or the turn
 * @param to    end, exclusive
 * @param score meaning depends on the method
 * @param read  false for a word beyond the identifier's token limit; its score is 0
 */
public record EvidenceWord(int turn, String text, int from, int to, double score, boolean read) { }
