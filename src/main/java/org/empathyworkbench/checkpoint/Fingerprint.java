package org.empathyworkbench.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.empathyworkbench.io.Sha256;

/** SHA-256 of training inputs, by which a resumed run detects a change. Equal parts in equal order give equal hashes. */
public final class Fingerprint {
    private final MessageDigest digest = Sha256.digest();

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

    public String hex() { return Sha256.hex(digest.digest()); }
}
