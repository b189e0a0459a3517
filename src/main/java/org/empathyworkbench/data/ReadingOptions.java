package org.empathyworkbench.data;

/**
 * The user's choices for reading a corpus.
 *
 * @param encoding    of all its files
 * @param sameSpeaker how consecutive turns of one speaker are treated
 */
public record ReadingOptions(TextEncoding encoding, SameSpeaker sameSpeaker) {
    public static final ReadingOptions DEFAULT = new ReadingOptions(TextEncoding.AUTO, SameSpeaker.JOIN);
}
