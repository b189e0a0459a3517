package org.empathyworkbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of files, in hexadecimal: what {@code sha256sum} says. */
public final class FileHash {
    private static final int CHUNK = 1 << 20;

    private FileHash() { }

    public static String of(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[CHUNK];
        RegularFiles.require(file);
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) digest.update(chunk, 0, n);
        }
        return Sha256.hex(digest.digest());
    }

    /** Of every file of a model's folder, by its path within it; links are no files of it. */
    public static Map<String, String> ofAll(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList())
                hashes.put(folder.relativize(file).toString().replace('\\', '/'), of(file));
        }
        return hashes;
    }
}
