package org.empathyworkbench.generation;

/**
 * What a generator wrote.
 *
 * @param text           the decoded words, empty for an answer without any
 * @param ids            y1..yT, the end token among them when it was drawn
 * @param ended          whether the generator ended the response itself; false when it was cut at the greatest length
 * @param logProbability sum over the tokens of the log-probability under the distribution they were drawn from (temperature and
 *                       truncation applied); 0 for greedy decoding
 */
public record Response(String text, int[] ids, boolean ended, double logProbability) {
}
