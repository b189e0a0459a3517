package org.empathyworkbench.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.Hang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
    @TempDir Path folder;

    @Test void aChildInAnotherFolderFindsItsClassesAndReportsToNobody() throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        List<String> flags = List.of("-Xmx64m", "-Dset.by.test=yes");
        ProcessBuilder process = JavaCommand.process(List.of(), flags, Child.class.getName(), List.of("one", "two words"))
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
        Process child = process.start();
        try {
            assertThat(child.waitFor(Hang.SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(Files.readString(out)).isEqualToNormalizingNewlines("true true UTF-8 yes [one, two words]\n");
    }

    @Test void aPrefixStandsBeforeJava() {
        List<String> command = JavaCommand.process(List.of("nice", "-n", "10"), List.of(), "Main", List.of()).command();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(command).startsWith("nice", "-n", "10", java).endsWith("Main");
    }

    /** Prints what it was started with. */
    static final class Child {
        private Child() { }

        public static void main(String[] arguments) {
            System.out.printf("%s %s %s %s %s%n", System.getProperty(NativeLibraries.NO_TELEMETRY),
                    System.getProperty("java.awt.headless"), System.getProperty("file.encoding"),
                    System.getProperty("set.by.test"), List.of(arguments));
        }
    }
}
