package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.io.RegularFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret of the user, stored in the configuration folder and never in a workspace. With it the program signs what it writes into a
 * database (HMAC-SHA256): rows written by somebody else have no valid signature, and those of a copied workspace become invalid because its
 * path differs.
 */
final class OwnerKey {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerKey.class);
    private static final String FILE = "workspaces.key";
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private OwnerKey(byte[] secret) { this.key = new SecretKeySpec(secret, ALGORITHM); }

    static OwnerKey ofThisPerson() { return in(ConfigFolder.ofThisPerson()); }

    /** The key in a folder, created if there is none. If it cannot be stored, it is valid for this process only. */
    static OwnerKey in(Path folder) {
        Path file = folder.resolve(FILE);
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        try {
            if (!RegularFiles.exists(file)) make(folder, file, made);
            byte[] kept = HexFormat.of().parseHex(RegularFiles.readString(file, 4 * BYTES).strip());
            if (kept.length >= BYTES) return new OwnerKey(kept);
            LOG.warn("{} contains no key; queued runs have to be confirmed", file);
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.warn("{} cannot be used; queued runs have to be confirmed", file, unusable);
        }
        return new OwnerKey(made);
    }

    /** Written atomically, or by another process. */
    private static void make(Path folder, Path file, byte[] secret) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "." + FILE, ".tmp", AtomicFile.ownerOnly());
        try {
            AtomicFile.writePrivate(temporary, (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.move(temporary, file);                                    // never replaces one
        } catch (FileAlreadyExistsException another) {
            LOG.debug("Another process made {}", file, another);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** @param parts signed data, in order */
    String proof(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));       // unambiguous concatenation
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    boolean proves(String proof, String... parts) {
        return MessageDigest.isEqual(proof.getBytes(StandardCharsets.UTF_8), proof(parts).getBytes(StandardCharsets.UTF_8));
    }
}
