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
 * A secret of the person who uses the program, kept in their folder of configuration and never in a workspace. With it the program proves
 * to itself that it wrote something into a database (HMAC-SHA256): what somebody else wrote into a workspace bears no proof, and a copied
 * workspace lies elsewhere, so that its proofs do not hold.
 */
final class OwnerKey {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerKey.class);
    private static final String FILE = "workspaces.key";
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private OwnerKey(byte[] secret) { this.key = new SecretKeySpec(secret, ALGORITHM); }

    static OwnerKey ofThisPerson() { return in(ConfigFolder.ofThisPerson()); }

    /**
     * The key of a folder, made when there is none. Where it cannot be kept, it holds as long as this
     * process: what is proved with it counts here only.
     */
    static OwnerKey in(Path folder) {
        Path file = folder.resolve(FILE);
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        try {
            if (!RegularFiles.exists(file)) make(folder, file, made);
            byte[] kept = HexFormat.of().parseHex(RegularFiles.readString(file, 4 * BYTES).strip());
            if (kept.length >= BYTES) return new OwnerKey(kept);
            LOG.warn("{} holds no key; what waits in workspaces has to be confirmed", file);
        } catch (IOException | IllegalArgumentException unusable) {
            LOG.warn("{} cannot be used; what waits in workspaces has to be confirmed", file, unusable);
        }
        return new OwnerKey(made);
    }

    /** Whole, or another process's. */
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

    /** @param parts what is proved, in order */
    String proof(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));       // no two lists of parts look the same
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
