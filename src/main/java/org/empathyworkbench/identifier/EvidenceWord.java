package org.empathyworkbench.identifier;

/**
 * A word with what it carries.
 *
 * @param turn  of the context, oldest 0; -1 for the response
 * @param from  first character in the response or the turn
 * @param to    behind the last
 * @param score what it means is the method's to say
 * @param read  false for a word beyond the identifier's limit of tokens: it was not seen, and its score is 0
 */
public record EvidenceWord(int turn, String text, int from, int to, double score, boolean read) { }
