package org.empathyworkbench.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoTest {
    @TempDir Path folder;

    @Test @Timeout(Hang.SECONDS) void aPipeIsRefusedAtOnceAndAFolderIsNoFile() throws Exception {
        Path pipe = NamedPipe.at(folder.resolve("pipe"));
        assertThatThrownBy(() -> RegularFiles.readString(pipe, 100)).isInstanceOf(IOException.class).hasMessageContaining("pipe or device");
        assertThatThrownBy(() -> AtomicFile.write(pipe, "x")).isInstanceOf(IOException.class).hasMessageContaining("pipe or device");
        assertThatThrownBy(() -> RegularFiles.readAllBytes(folder, 100)).hasMessageContaining("folder");
        assertThat(RegularFiles.exists(pipe)).isFalse();
    }

    @Test void aFileLargerThanItsBoundIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "123456");
        assertThat(RegularFiles.readString(file, 6)).isEqualTo("123456");
        assertThatThrownBy(() -> RegularFiles.readString(file, 5))
                .isInstanceOf(IOException.class).hasMessageContaining("larger than 5 bytes");
    }

    @ParameterizedTest @ValueSource(strings = {"/etc/passwd", "../a", "a/../../b", "", "a//b", ".", "a\nb", "a\u0000", "..\\a"})
    void aPathThatLeavesItsFolderIsRefused(String path) {
        assertThatThrownBy(() -> ContainedPath.resolve(folder, path)).isInstanceOf(IOException.class);
    }

    @Test void aPathThroughALinkIsRefused() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        assertThatThrownBy(() -> ContainedPath.resolve(inside, "link/file")).isInstanceOf(IOException.class).hasMessageContaining("link");
        assertThat(ContainedPath.resolve(inside, "plain/file")).isEqualTo(inside.resolve("plain/file"));
    }

    @Test void aLinkAtTheTargetIsReplacedNotFollowed() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link"), victim);
        AtomicFile.write(link, "new");
        assertThat(victim).hasContent("mine");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(link).hasContent("new");
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
    }

    @Test void aPrivateFileIsReadByItsUserAlone() throws Exception {
        Assumptions.assumeTrue(AtomicFile.ownerOnly().length > 0, "this file system has no modes");
        Path file = folder.resolve("key");
        AtomicFile.writePrivate(file, new byte[] {1});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test void aStrangersLineStaysOneLineOfBoundedLength() {
        assertThat(VisibleText.line("a\n\u001b[31mb\u202e", 100)).isEqualTo("a\\n\\u001b[31mb\\u202e");
        assertThat(VisibleText.line("x".repeat(50), 10)).hasSize(10).endsWith("…");
        assertThat(VisibleText.line("\uD83D\uDC68\u200D\uD83D\uDC69", 20)).isEqualTo("\uD83D\uDC68\u200D\uD83D\uDC69");
        assertThat(VisibleText.lines("a\n\tb\u0007")).isEqualTo("a\n\tb\\u0007");
    }
}
