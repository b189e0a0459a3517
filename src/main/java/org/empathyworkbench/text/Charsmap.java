package org.empathyworkbench.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;

/**
 * SentencePiece's table of normalisations ({@code precompiled_charsmap}): four bytes with the length of a double-array trie (little-endian
 * units of four bytes, as darts-clone builds it), the trie, the replacement texts with a NUL behind each. The native reader believes every
 * index in it and aborts the whole process on a wrong one, so every state of the trie that any text can reach is looked at first.
 */
final class Charsmap {
    /** As in spiece.model; base64 writes three of them in four characters. */
    static final int MOST_BYTES = 6_000_000;
    private static final int MOST_CHARACTERS = MOST_BYTES / 3 * 4;
    private static final int LONGEST_REPLACEMENT = 32;
    private static final int BYTE = 256;

    private final int[] units;
    private final byte[] replacements;
    private final BitSet checked = new BitSet();

    private Charsmap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /** @throws IllegalArgumentException saying what is wrong, to stand behind "its precompiled_charsmap " */
    static void require(String base64) {
        if (base64.length() > MOST_CHARACTERS)
            throw new IllegalArgumentException("has " + base64.length() + " characters, more than " + MOST_CHARACTERS);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not base64", e);
        }
        require(bytes);
    }

    /** @throws IllegalArgumentException as {@link #require(String)} */
    static void require(byte[] bytes) {
        if (bytes.length < 4) throw new IllegalArgumentException("is shorter than its header");
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long size = in.getInt() & 0xffffffffL;
        if (size > in.remaining() || size % 4 != 0 || size < 4 * BYTE) {
            throw new IllegalArgumentException("claims a trie of " + size + " bytes, where " + in.remaining() + " bytes are left");
        }
        int[] units = new int[(int) size / 4];
        for (int i = 0; i < units.length; i++) units[i] = in.getInt();
        byte[] replacements = new byte[in.remaining()];
        in.get(replacements);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
            if (text.length() > replacements.length) throw new IllegalStateException("UTF-8 has no more characters than bytes.");
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has replacements that are not UTF-8", e);
        }
        new Charsmap(units, replacements).walk();
    }

    private void walk() {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(node(offset(units[0])));
        while (!open.isEmpty()) {
            int node = open.poll();
            for (int label = 1; label < BYTE; label++) {
                int unit = units[node ^ label];
                if ((unit & 0x800000ff) != label) continue;
                int child = node((long) node ^ label ^ offset(unit));
                if ((unit >>> 8 & 1) == 1) requireReplacement(units[child] & 0x7fffffff);
                if (!checked.get(child)) {
                    checked.set(child);
                    open.add(child);
                }
            }
        }
    }

    private static long offset(int unit) { return (unit & 0xffffffffL) >>> 10 << ((unit & 1 << 9) >>> 6); }

    /** A place whose 256 neighbours, one a byte, all lie in the trie. */
    private int node(long place) {
        if ((place | BYTE - 1) >= units.length) throw new IllegalArgumentException("has a trie that leads out of itself");
        return (int) place;
    }

    private void requireReplacement(int from) {
        if (from > replacements.length || from < replacements.length && (replacements[from] & 0xc0) == 0x80) {
            throw new IllegalArgumentException("names a replacement that is not there");
        }
        int to = from;
        while (to < replacements.length && replacements[to] != 0) {
            if (++to - from > 4 * LONGEST_REPLACEMENT)
                throw new IllegalArgumentException("has a replacement of more than " + LONGEST_REPLACEMENT + " characters");
        }
    }
}
