package org.empathyworkbench.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.Sha256;

/**
 * Key storage in files that only their owner can read. Writing a key: 1. create a new file with these permissions, so that others can never
 * open it, 2. fsync, 3. rename. A file that others can read is rejected, since its key may have been disclosed.
 */
final class KeyFiles {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    /** @param folder created when the first key is stored */
    KeyFiles(Path folder) { this.folder = folder; }

    /** {@code NAME-1a2b3c4d.key}: the account's letters and its hash, since an address is not a valid file name. */
    Path file(String account) {
        String hash = Sha256.hex(account).substring(0, 12);
        return folder.resolve(account.replaceFirst("@.*", "").replaceAll("[^A-Za-z0-9]+", "-") + "-" + hash + ".key");
    }

    /** @throws UserInputException if the file system has no owner-only permissions */
    void store(String account, ApiKey key) throws IOException {
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) Files.createDirectory(folder, priv(true));
        Path file = file(account);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (SeekableByteChannel out = Files.newByteChannel(beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC), priv(false))) {
            out.write(ByteBuffer.wrap(key.secret().getBytes(StandardCharsets.US_ASCII)));
        }
        if (others(beside)) {
            Files.delete(beside);
            throw new UserInputException("The disk of " + folder
                    + " cannot keep a file from other users. The key was not stored. Use the keyring, or an environment variable.");
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws UserInputException if others than the owner can read it, or it contains no key */
    Optional<ApiKey> find(String account) throws IOException {
        Path file = file(account);
        try {
            if (others(file)) {
                throw new UserInputException("Other users can read the file of the key, " + file
                        + ". It was not used and nothing was sent. Revoke the key at its service, and store a new one here.");
            }
            return Optional.of(ApiKey.of(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    void forget(String account) throws IOException { Files.deleteIfExists(file(account)); }

    private FileAttribute<?> priv(boolean ofFolder) throws IOException {
        FileSystem system = folder.getFileSystem();
        if (system.supportedFileAttributeViews().contains("posix"))
            return PosixFilePermissions.asFileAttribute(ofFolder ? OWNER_FOLDER : OWNER);
        UserPrincipal me = system.getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name"));
        List<AclEntry> mine = List.of(AclEntry.newBuilder().setType(AclEntryType.ALLOW)
                .setPrincipal(me).setPermissions(EnumSet.allOf(AclEntryPermission.class)).build());
        return new FileAttribute<List<AclEntry>>() {
            @Override public String name() { return "acl:acl"; }

            @Override public List<AclEntry> value() { return mine; }
        };
    }

    /** Whether anybody but the owner may read it, or the file has another owner. */
    private static boolean others(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return !OWNER.containsAll(Files.getPosixFilePermissions(file))
                    || !Files.getOwner(file).equals(Files.getOwner(file.getParent()));
        }
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view == null) return true;
        UserPrincipal owner = view.getOwner();
        return view.getAcl().stream().anyMatch(entry -> entry.type() == AclEntryType.ALLOW
                && !entry.principal().equals(owner) && entry.permissions().contains(AclEntryPermission.READ_DATA));
    }
}
