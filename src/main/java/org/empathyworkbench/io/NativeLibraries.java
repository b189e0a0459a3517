package org.empathyworkbench.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * What must hold before a class of DJL or SQLite loads. DJL reports each start to its makers where it runs on their cloud, and asks the
 * network whether it does, unless it is told not to. Both libraries unpack native code into a folder and load it from there, so others must
 * not be able to write into that folder; the bytes themselves are not checked.
 */
public final class NativeLibraries {
    /** As DJL names it, in the environment (which comes first for DJL) or among the system properties. */
    public static final String NO_TELEMETRY = "OPT_OUT_TRACKING";
    private static final String SQLITE_FOLDER = "org.sqlite.tmpdir";

    private NativeLibraries() { }

    /** Switches DJL's telemetry off in this process; to be called before its first class loads, and harmless when called again. */
    public static void noTelemetry() { System.setProperty(NO_TELEMETRY, "true"); }

    /**
     * Has SQLite unpack its library into a folder of the user's own instead of the one for temporary files that all users share. Where such
     * a folder cannot be had, SQLite keeps to its default (a file of mode 700 with an unpredictable name).
     *
     * @param own the folder where the program keeps the user's own things
     */
    public static void keepSqliteIn(Path own) {
        if (System.getProperty(SQLITE_FOLDER) != null) return;
        Path folder = own.resolve("native");
        try {
            Files.createDirectories(own);
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                if (AtomicFile.ownerOnly().length == 0) Files.createDirectory(folder);
                else Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !fault(folder).isEmpty() || !Files.isWritable(folder)) return;
            clearLeftovers(folder);
        } catch (IOException notThere) {
            return;                                 // a home that cannot be written: SQLite's default stays
        }
        System.setProperty(SQLITE_FOLDER, folder.toString());
    }

    /** A process that was killed has not deleted its copy; one that still works has its own in memory by then. */
    private static void clearLeftovers(Path folder) throws IOException {
        Instant old = Instant.now().minus(Duration.ofDays(1));
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path copy : copies) {
                if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS) && Files.getLastModifiedTime(copy).toInstant().isBefore(old))
                    Files.deleteIfExists(copy);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    /**
     * Refuses to load DJL's native code from a folder that others may write into.
     *
     * @throws UserInputException naming the folder and what is wrong with it
     */
    public static void requireDjlFolder() { requireOwn(djlFolder()); }

    static void requireOwn(Path folder) {
        try {
            if (!Files.isDirectory(folder)) return;             // DJL makes it, with this user's permissions
            String fault = fault(folder);
            if (!fault.isEmpty()) {
                throw new UserInputException("The folder " + VisibleText.line(folder.toString(), 300)
                        + ", from which the program loads native code, " + fault + ". Nothing was started. Take that right "
                        + "away (chmod o-w, chown), or set DJL_CACHE_DIR to a folder of your own.");
            }
        } catch (IOException e) {
            throw new UserInputException("The folder " + VisibleText.line(folder.toString(), 300) + ", from which the program "
                    + "loads native code, cannot be looked at. Nothing was started. Set DJL_CACHE_DIR to a folder of your own.", e);
        }
    }

    /** Why others could put code into the folder; empty when they cannot, or where the file system does not tell. */
    private static String fault(Path folder) throws IOException {
        if (AtomicFile.ownerOnly().length == 0) return "";
        Set<PosixFilePermission> may = Files.getPosixFilePermissions(folder);
        if (may.contains(PosixFilePermission.OTHERS_WRITE)) return "may be written by everybody";
        Path home = Path.of(System.getProperty("user.home"));
        Object owner = Files.getAttribute(folder, "unix:uid");
        boolean known = owner.equals(0) || !Files.isDirectory(home)
                || owner.equals(Files.getAttribute(home, "unix:uid")) || owner.equals(ownId());
        return known ? "" : "belongs to another user";
    }

    /** The user of this process, where Linux tells it. */
    private static Object ownId() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.isDirectory(self) ? Files.getAttribute(self, "unix:uid") : -1;
    }

    /** Where DJL unpacks its libraries: DJL_CACHE_DIR, else .djl.ai in the home folder. */
    private static Path djlFolder() {
        String chosen = System.getenv("DJL_CACHE_DIR");
        if (chosen == null || chosen.isBlank()) chosen = System.getProperty("DJL_CACHE_DIR", "");
        return chosen.isBlank() ? Path.of(System.getProperty("user.home"), ".djl.ai") : Path.of(chosen);
    }
}
