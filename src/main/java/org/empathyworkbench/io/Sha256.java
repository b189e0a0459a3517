package org.empathyworkbench.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), which every Java platform must have. */
public final class Sha256 {
    private Sha256() { }

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the hash of the UTF-8 bytes, 64 hexadecimal digits in lower case */
    public static String hex(String text) { return hex(digest().digest(text.getBytes(StandardCharsets.UTF_8))); }

    public static String hex(byte[] hash) { return HexFormat.of().formatHex(hash); }
}
