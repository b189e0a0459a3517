package org.empathyworkbench.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A file's checksum. The hub gives the SHA-256 of large files, and the git blob SHA-1 of small ones. */
public record Checksum(Kind kind, String hex) {
    /** Algorithm. */
    public enum Kind { SHA_256, GIT_BLOB }

    private static final int CHUNK = 1 << 20;

    /** @return the checksum, or null if the text is not one */
    static @Nullable Checksum of(Kind kind, @Nullable String hex) {
        int digits = kind == Kind.SHA_256 ? 64 : 40;
        return hex != null && hex.matches("[0-9a-fA-F]{" + digits + "}") ? new Checksum(kind, hex.toLowerCase(Locale.ROOT)) : null;
    }

    /**
     * Whether a file matches.
     *
     * @param read receives the number of bytes of each part
     * @throws CancellationException if cancelled by the user
     */
    boolean fits(Path file, LongConsumer read, BooleanSupplier cancelled) throws IOException {
        MessageDigest digest = digest();
        if (kind == Kind.GIT_BLOB) digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled.");
                digest.update(chunk, 0, n);
                read.accept(n);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(hex);
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(kind == Kind.SHA_256 ? "SHA-256" : "SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Algorithm and hexadecimal digits, for messages. */
    @Override public String toString() { return (kind == Kind.SHA_256 ? "SHA-256 " : "git SHA-1 ") + hex; }
}
