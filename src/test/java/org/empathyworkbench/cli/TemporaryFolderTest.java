package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program where the folder for temporary files cannot be used. */
class TemporaryFolderTest {
    @TempDir Path folder;

    private String run(Path config, int exit, String... arguments) throws IOException, InterruptedException {
        return run("none", List.of(), config, exit, arguments);
    }

    private String run(String temporary, List<String> before, Path config, int exit, String... arguments)
            throws IOException, InterruptedException {
        List<String> flags = List.of("-Djava.io.tmpdir=" + folder.resolve(temporary), "-XX:+UseSerialGC");
        try (ChildJvm child = ChildJvm.start(flags, Main.class, builder -> {
            builder.redirectErrorStream(true);
            List<String> command = new ArrayList<>(before);
            command.addAll(builder.command());
            builder.command(command);
            builder.environment().put("EMPATHY_WORKBENCH_CONFIG", config.toString());
        }, arguments)) {
            String said = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.await()).as(said).isEqualTo(exit);
            return said;
        }
    }

    @Test void aCommandWorksWithThePersonsOwnFolder() throws Exception {
        for (String command : List.of("list", "runs")) {
            assertThat(run(folder.resolve("config"), 0, command, "--workspace", folder.resolve("ws").toString()))
                    .contains(" run").doesNotContain("\tat ");
        }
    }

    @Test @EnabledOnOs({OS.LINUX, OS.MAC}) void aLimitOnTheSizeOfFilesIsOneSentence() throws Exception {
        List<String> limit = List.of("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh");
        String said = run("", limit, folder.resolve("limited"), Main.FAILED, "list", "--workspace", folder.resolve("ws").toString())
                .strip();
        assertThat(said).matches("[^\\p{Cntrl}]{20,600}").contains("ulimit -f");
    }

    @Test void withoutAnyFolderItIsOneSentenceThatNamesTheWayOut() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (String command : List.of("list", "runs")) {
            assertThat(run(file, Main.FAILED, command, "--workspace", folder.resolve("ws").toString()).strip())
                    .matches("[^\\p{Cntrl}]{20,600}").contains("java.io.tmpdir");
        }
    }
}
