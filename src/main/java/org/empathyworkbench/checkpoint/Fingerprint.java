package org.empathyworkbench.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a run learns from, so that a resumed run sees whether it is still the same. Equal parts in equal order, equal hash. */
public final class Fingerprint {
    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());      // "ab", "c" is not "a", "bc"
        digest.update(bytes);
        return this;
    }

    public Fingerprint add(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * numbers.length).putInt(numbers.length);
        for (int number : numbers) bytes.putInt(number);
        digest.update(bytes.flip());
        return this;
    }

    public Fingerprint add(int[][] rows) {
        for (int[] row : rows) add(row);
        return this;
    }

    public String hex() { return HexFormat.of().formatHex(digest.digest()); }
}
