package org.empathyworkbench.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite unpacks its native code. */
class NativeLibrariesTest {
    private static final String PROPERTY = "org.sqlite.tmpdir";

    @TempDir Path own;
    private String before;

    @BeforeEach void noneIsChosen() {
        Assumptions.assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "this file system has no modes");
        before = System.clearProperty(PROPERTY);
    }

    @AfterEach void restore() {
        if (before == null) System.clearProperty(PROPERTY);
        else System.setProperty(PROPERTY, before);
    }

    private Path folder() { return own.resolve("native"); }

    @Test void theFolderIsMadeForThisUserAlone() throws IOException {
        NativeLibraries.keepSqliteIn(own);
        assertThat(System.getProperty(PROPERTY)).isEqualTo(folder().toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");
    }

    @Test void oldCopiesAreDeletedAndNothingElse() throws IOException {
        Files.createDirectory(folder());
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Path left = Files.writeString(folder().resolve("sqlite-3.46-left.so"), "x");
        Path fresh = Files.writeString(folder().resolve("sqlite-3.46-fresh.so"), "x");
        Path other = Files.writeString(folder().resolve("notes.txt"), "x");
        Path inner = Files.createDirectory(folder().resolve("sqlite-folder"));
        Path victim = Files.writeString(own.resolve("victim"), "mine");
        Path link = Files.createSymbolicLink(folder().resolve("sqlite-link"), victim);
        for (Path one : new Path[] {left, other, inner, victim}) Files.setLastModifiedTime(one, old);
        NativeLibraries.keepSqliteIn(own);
        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
        assertThat(other).exists();
        assertThat(inner).exists();
        assertThat(victim).hasContent("mine");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test void aFolderThatEverybodyMayWriteOrThatIsALinkOrAFileIsNotUsed() throws IOException {
        Files.createDirectory(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        NativeLibraries.keepSqliteIn(own);
        assertThat(System.getProperty(PROPERTY)).as("writable by all").isNull();
        Files.delete(folder());
        Files.createSymbolicLink(folder(), Files.createDirectory(own.resolve("elsewhere")));
        NativeLibraries.keepSqliteIn(own);
        assertThat(System.getProperty(PROPERTY)).as("a link").isNull();
        Files.delete(folder());
        Files.writeString(folder(), "x");
        NativeLibraries.keepSqliteIn(own);
        assertThat(System.getProperty(PROPERTY)).as("a file").isNull();
    }

    @Test void aChosenFolderStays() {
        System.setProperty(PROPERTY, "/chosen");
        NativeLibraries.keepSqliteIn(own);
        assertThat(System.getProperty(PROPERTY)).isEqualTo("/chosen");
        assertThat(folder()).doesNotExist();
    }
}
