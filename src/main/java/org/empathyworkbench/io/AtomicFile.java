package org.empathyworkbench.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file whole or not at all, for a kill and for a power cut: 1. write a temporary file beside the target, 2. force it to the disk,
 * 3. rename it over the target. An existing target is replaced only if it is a regular file: a pipe, device or folder is refused,
 * and a link is replaced, not followed.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() { }

    public static void write(Path file, String text) throws IOException { write(file, text.getBytes(StandardCharsets.UTF_8)); }

    public static void write(Path file, byte[] bytes) throws IOException { write(file, bytes, noAttributes()); }

    /** Writes content that is made while it is written. */
    @FunctionalInterface
    public interface Content { void writeTo(OutputStream out) throws IOException; }

    /** As {@link #write(Path, byte[])}, of content that need not fit into memory. What the content throws leaves the file as it was. */
    public static void write(Path file, Content content) throws IOException { write(file, content, noAttributes()); }


    /** As {@link #write(Path, byte[])}; only the user may read the file (mode 600) where the file system knows modes. */
    public static void writePrivate(Path file, byte[] bytes) throws IOException { write(file, bytes, ownerOnly()); }

    /** @return the attributes with which a file is created that only the user may read; none where the file system has no modes */
    public static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return noAttributes();
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))};
    }

    /** @throws IOException when the target is a folder, pipe or device */
    public static void requireReplaceable(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file)) return;
        RegularFiles.require(file);
    }

    static FileAttribute<?>[] noAttributes() { return new FileAttribute<?>[0]; }

    private static void write(Path file, byte[] bytes, FileAttribute<?>[] attributes) throws IOException {
        write(file, out -> out.write(bytes), attributes);
    }

    private static void write(Path file, Content content, FileAttribute<?>[] attributes) throws IOException {
        requireReplaceable(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) throw new FileSystemException(file.toString(), null, "it is a folder, not a file");
        Path temporary = attributes.length > 0 ? Files.createTempFile(folder, "." + file.getFileName(), ".tmp", attributes)
                : folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid()
                        + "-" + Thread.currentThread().getId() + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS)) {
                OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(out), BUFFER);
                content.writeTo(stream);
                stream.flush();
                out.force(true);
            }
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException onThisFileSystem) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
