package org.empathyworkbench.data;

/**
 * What a person decides about how a corpus is read.
 *
 * @param encoding    of all its files
 * @param sameSpeaker what becomes of neighbouring turns of one speaker
 */
public record ReadingOptions(TextEncoding encoding, SameSpeaker sameSpeaker) {
    public static final ReadingOptions DEFAULT = new ReadingOptions(TextEncoding.AUTO, SameSpeaker.JOIN);
}
