package org.empathyworkbench.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs and folders of native code, as a stranger who may plant links, pipes and names finds them. */
@Timeout(value = Hang.SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogFileTest {
    @TempDir Path folder;

    private static String mode(Path file) throws IOException { return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)); }

    @Test void onlyTheUserMayReadIt() throws IOException {
        Path log = folder.resolve("log.txt");
        try (LogFile out = LogFile.append(log)) {
            out.line("begun");
        }
        assertThat(mode(log)).isEqualTo("rw-------");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
        LogFile.prepare(log);
        assertThat(mode(log)).as("a log of an earlier version").isEqualTo("rw-------");
        assertThat(Files.readAllLines(log)).hasSize(1);
    }

    @Test void anEntryStaysOneVisibleLine() throws IOException {
        Path log = folder.resolve("log.txt");
        try (LogFile out = LogFile.append(log)) {
            out.line("x\ntouch /tmp/y\r\n#\u001b[2J\u202e\u2028z" + "w".repeat(100_000));
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).singleElement().asString().contains("x\\ntouch").contains("\\u001b").contains("\\u202e").hasSizeLessThan(3_000);
    }

    @Test void linksPipesAndFoldersAreRefused() throws IOException, InterruptedException {
        Path victim = Files.writeString(folder.resolve("profile"), "a stand-in's profile");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), victim);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.txt"), folder.resolve("made"));
        Path pipe = NamedPipe.at(folder.resolve("pipe.txt"));
        for (Path log : List.of(link, dangling, pipe, Files.createDirectory(folder.resolve("folder.txt")))) {
            assertThatThrownBy(() -> LogFile.append(log)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> LogFile.prepare(log)).isInstanceOf(IOException.class);
        }
        assertThat(victim).hasContent("a stand-in's profile");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test void aLargeLogMakesRoomAndTheOldestGoes() throws IOException {
        Path log = folder.resolve("log.txt");
        for (int i = 1; i <= 5; i++) {
            Files.writeString(log, i + "x".repeat((int) LogFile.MOST_BYTES));
            try (LogFile out = LogFile.append(log)) {
                out.line("sitting " + i);
            }
        }
        assertThat(log).content().contains("sitting 5").doesNotContain("xx");
        assertThat(folder.resolve("log.txt.1")).content().startsWith("5");
        assertThat(folder.resolve("log.txt.2")).content().startsWith("4");
        assertThat(folder.resolve("log.txt.3")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "the text \"I lost my ring\" is empty | the text \"…\" is empty",
        "no end \"I lost my ring | no end \"…\"",
        "cannot reach http://bob:SECRET@host:80/x | cannot reach http://…@host:80/x",
        "bob:SECRET@host is no proxy | bob:…@host is no proxy",
        "Index 5 out of bounds for length 3 | Index 5 out of bounds for length 3"})
    void ofAMessageThereRemainsWhatNobodyWrote(String message, String logged) {
        assertThat(LogFile.withoutValues(message, List.of())).isEqualTo(logged);
    }

    @Test void givenValuesAndTheirPartsAreLeftOut() {
        String logged = LogFile.withoutValues("SECRET of bob@host, /home/bob/thesis.txt: My cat died today",
                List.of("--proxy", "http://bob:SECRET@host", "/home/bob/thesis.txt", "My cat died today"));
        assertThat(logged).doesNotContain("SECRET").doesNotContain("bob")
                .doesNotContain("thesis").doesNotContain("cat").doesNotContain("died");
    }

    @Test void aFailureIsClassesAndPlacesWithItsCauses() throws IOException {
        Path log = folder.resolve("log.txt");
        try (LogFile out = LogFile.append(log)) {
            out.failure(new UserInputException("The text \"My cat died\" is none.", new IOException("line\nbreak")), List.of());
        }
        assertThat(log).content().contains("UserInputException: The text \"…\"").contains("Caused by: java.io.IOException: line\\nbreak")
                .contains("\tat org.empathyworkbench.io.LogFileTest").doesNotContain("My cat");
    }

    @Test void aFolderOfNativeCodeThatEverybodyMayWriteIsRefused() throws IOException {
        Path own = Files.createDirectory(folder.resolve("natives"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> NativeLibraries.requireOwn(own)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("may be written by everybody").hasMessageContaining("DJL_CACHE_DIR");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        NativeLibraries.requireOwn(own);
        NativeLibraries.requireOwn(folder.resolve("not there"));
    }

    @Test void contentThatFailsInItsMiddleLeavesTheFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("curves.csv"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(new byte[200_000]);
            throw new IOException("the middle");
        })).hasMessage("the middle");
        assertThat(file).hasContent("old");
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }
}
