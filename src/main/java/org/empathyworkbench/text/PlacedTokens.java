package org.empathyworkbench.text;

/**
 * An encoding that knows where its tokens stand in the text.
 *
 * @param ids  (T) with EOS last
 * @param from (T) first character of each token in the text; for EOS the end of the text
 * @param to   (T) behind the last character; equal to {@code from} for a token without characters of its own, EOS among them
 */
public record PlacedTokens(int[] ids, int[] from, int[] to) {
    public int size() { return ids.length; }
}
