package org.empathyworkbench.generation;

/**
 * A generated response.
 *
 * @param text           the decoded text, may be empty
 * @param ids            y1..yT, with the end token if it was sampled
 * @param ended          whether the generator ended the response itself; false if it was truncated at the maximum length
 * @param logProbability sum over the tokens of the log-probability under the sampling distribution (temperature and truncation applied); 0
 *                       for greedy decoding
 */
public record Response(String text, int[] ids, boolean ended, double logProbability) {
}
