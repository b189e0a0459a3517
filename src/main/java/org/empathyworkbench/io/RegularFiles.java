package org.empathyworkbench.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files that come from elsewhere. A named pipe would block the reader for ever and a device such as /dev/zero never ends, so only a
 * regular file is opened (a link to one counts), and never more than a given number of bytes is read: a size that the file system reports
 * may be wrong or change. All faults are {@link IOException}s whose reason {@link org.empathyworkbench.dialogue.FileFault} puts into words.
 */
public final class RegularFiles {
    private RegularFiles() { }

    /** @throws IOException when there is no such file, or it is a folder, pipe, socket or device */
    public static void require(Path file, LinkOption... links) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links);
        if (attributes.isRegularFile()) return;
        throw new FileSystemException(file.toString(), null, attributes.isDirectory() ? "it is a folder, not a file"
                : attributes.isSymbolicLink() ? "it is a link, not a file" : "it is a pipe or device, not a file");
    }

    /** For files that must lie where they are named: a link is refused, even one to a regular file. */
    public static void requireNoLink(Path file) throws IOException { require(file, LinkOption.NOFOLLOW_LINKS); }

    /** @return a stream over the file; an {@link IOException} from it when more than {@code mostBytes} are read */
    public static InputStream open(Path file, long mostBytes) throws IOException {
        require(file);
        return new Bounded(Files.newInputStream(file), file, mostBytes);
    }

    /** @return a channel for reading the file; whoever reads from it must bound what is read */
    public static FileChannel openChannel(Path file) throws IOException {
        require(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    public static byte[] readAllBytes(Path file, int mostBytes) throws IOException {
        try (InputStream in = open(file, mostBytes)) {
            return in.readAllBytes();
        }
    }

    /** @return the file as UTF-8; a {@link java.nio.charset.CharacterCodingException} when it is not */
    public static String readString(Path file, int mostBytes) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(readAllBytes(file, mostBytes))).toString();
    }

    /** @return whether the path is a regular file, without blocking; false for a missing one */
    public static boolean exists(Path file) {
        try {
            require(file);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        } catch (IOException other) {
            return false;      // there, but nothing that may be opened as a file
        }
    }

    private static final class Bounded extends FilterInputStream {
        private final Path file;
        private final long mostBytes;
        private long left;

        Bounded(InputStream in, Path file, long mostBytes) {
            super(in);
            this.file = file;
            this.mostBytes = mostBytes;
            this.left = mostBytes;
        }

        @Override public int read() throws IOException {
            int one = super.read();
            if (one >= 0) count(1);
            return one;
        }

        @Override public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            if (read > 0) count(read);
            return read;
        }

        @Override public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        @Override public boolean markSupported() { return false; }

        private void count(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) throw new FileSystemException(file.toString(), null, "it is larger than " + size(mostBytes));
        }

        private static String size(long bytes) {
            if (bytes >= 1_000_000_000) return bytes / 1_000_000_000 + " GB";
            if (bytes >= 1_000_000) return bytes / 1_000_000 + " MB";
            return bytes >= 1_000 ? bytes / 1_000 + " kB" : bytes + " bytes";
        }
    }
}
