package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.Hang;
import org.empathyworkbench.NamedPipe;
import org.empathyworkbench.casestudy.SampleCases;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pipes, devices and folders where a file belongs: to be read, none of them blocks or fills the memory; to be written, none is replaced.
 */
@Timeout(value = Hang.SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpecialFilesTest {
    @TempDir static Path home;
    private static Path folder;
    private static Path pipe;
    private static String run;

    @BeforeAll static void make() throws IOException, InterruptedException {
        folder = home.resolve("work");
        pipe = NamedPipe.at(home.resolve("pipe"));
        try (Workspace workspace = Workspace.open(folder)) {
            run = workspace.runs().create(new NewRun("old", RunKind.PPO, "", "{\"kind\": \"ppo\"}")).id();
            workspace.runs().failed(run, "made for a test");
            workspace.cases().add(workspace.cases().findOrCreate("C").id(), List.of(SampleCases.whole()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPE", "/dev/zero", "FOLDER", "/dev/full", "/dev/tty"})
    void areRefusedAtOnceWhereAFileIsRead(String name) {
        String special = name.equals("PIPE") ? pipe.toString() : name.equals("FOLDER") ? home.toString() : name;
        List<Done> all = new ArrayList<>();
        all.add(Typed.in(folder, "train", "--recipe", special));
        all.add(Typed.in(folder, "train", "--record", special));
        all.add(Typed.in(folder, "cases", "import", "New", special));
        all.add(Typed.in(folder, "sweep", "--recipe", special));
        for (Done done : all) {
            assertThat(done.status()).as(done.err()).isIn(Main.FAILED, Main.BAD_ARGUMENTS);
            assertThat(done.err()).as("one sentence").doesNotContain("\tat ")
                    .doesNotContain("fault of the program").containsAnyOf("pipe or device", "it is a folder");
        }
        assertThat(Typed.in(folder, "cases", "--json").out()).doesNotContain("New");
    }

    @Test void areNotReplacedWhereAFileIsWritten() throws IOException {
        for (String[] command : new String[][] {{"export", "metrics", run, "--to"}, {"export", "samples", run, "--to"},
                {"export", "notes", run, "--to"}, {"cases", "export", "C", "--format", "csv", "--to"},
                {"cases", "export", "C", "--format", "jsonl", "--to"}, {"cases", "export", "C", "--format", "png", "--to"}}) {
            for (Path target : List.of(pipe, Path.of("/dev/null"), home)) {
                List<String> arguments = new ArrayList<>(List.of(command).subList(1, command.length));
                arguments.add(target.toString());
                Done done = Typed.in(folder, command[0], arguments.toArray(String[]::new));
                assertThat(done.status()).as(String.join(" ", command) + " " + target + ": " + done.out()).isEqualTo(Main.FAILED);
                assertThat(done.err()).contains("could not be written").doesNotContain("\tat ");
            }
        }
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
        assertThat(Files.readAttributes(Path.of("/dev/null"), BasicFileAttributes.class).isOther()).isTrue();
    }

    @Test void aLinkIsReplacedAndItsTargetStays() throws IOException {
        Path victim = Files.writeString(home.resolve("victim.txt"), "a stand-in's text");
        Path link = Files.createSymbolicLink(home.resolve("link.csv"), victim);
        assertThat(Typed.in(folder, "cases", "export", "C", "--to", link.toString()).status()).isZero();
        assertThat(victim).hasContent("a stand-in's text");
        assertThat(link).content().contains("collection");
    }
}
