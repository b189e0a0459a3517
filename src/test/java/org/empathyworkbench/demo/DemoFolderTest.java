package org.empathyworkbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    private static final long NOBODY = Long.MAX_VALUE;

    @TempDir Path workspace;
    private DemoFolder folder;

    @BeforeEach void make() { folder = new DemoFolder(workspace); }

    private static EmpathyProfile profile(double strong) {
        Map<Mechanism, double[]> p = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) p.put(mechanism, new double[] {0.75 - strong, 0.25, strong});
        return new EmpathyProfile(p);
    }

    private static DemoOutcome outcome() {
        return new DemoOutcome("demo-generator", "demo-identifiers", "demo-alignment",
                List.of(new DemoOutcome.Change("reward", "Empathy reward", "R", 0.25, 0.5)), List.of(new DemoCase("proud",
                        List.of("I won \"it\"!", "Oh?"), "How?", profile(0.5), "I see.", profile(0.125), "Great!", profile(0.625))));
    }

    @Test void whatIsWrittenIsReadAgain() throws IOException {
        assertThat(folder.read()).isEmpty();
        DemoRecord record = DemoRecord.begun(7, ProcessHandle.current().pid()).at(0.5, "aligning the generator");
        folder.begin(record);
        assertThat(folder.read().orElseThrow()).matches(DemoRecord::running)
                .extracting(DemoRecord::seed, DemoRecord::fraction, DemoRecord::what)
                .containsExactly(7L, 0.5, "aligning the generator");
        folder.write(record.finished(outcome()));
        DemoOutcome read = folder.read().orElseThrow().outcome();
        assertThat(read.figures()).isEqualTo(outcome().figures());
        assertThat(read.figure("reward").orElseThrow().afterText()).isEqualTo("0.5000");
        assertThat(read.cases().get(0)).usingRecursiveComparison().isEqualTo(outcome().cases().get(0));
        assertThat(read.cases().get(0).targets()).containsEntry(Mechanism.EXPLORATION, Level.STRONG);
        try (var files = Files.list(workspace.resolve("demo"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("state.json");
        }
    }

    @Test void aFileThatIsDamagedAnywhereCountsAsNone() throws IOException {
        folder.begin(DemoRecord.begun(1, NOBODY).finished(outcome()));
        Path state = workspace.resolve("demo/state.json");
        String whole = Files.readString(state);
        for (int cut = 0; cut < whole.length(); cut += 37) {
            Files.writeString(state, whole.substring(0, cut));
            assertThat(folder.read()).as("cut at %d", cut).isEmpty();
        }
        for (String part : List.of("\"state\"", "\"generator\"", "\"reference\"", "\"context\"", "\"ip\"", "\"label\"")) {
            Files.writeString(state, whole.replace(part, "\"other\""));
            assertThat(folder.read()).as("without %s", part).isEmpty();
        }
        Files.write(state, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(folder.read()).isEmpty();
        Files.writeString(state, whole);
        assertThat(folder.read()).isPresent();
    }

    @Test void aLoopWhoseProcessHasVanishedIsInterrupted() throws IOException {
        folder.begin(DemoRecord.begun(1, NOBODY).at(0.25, "aligning the generator"));
        DemoRecord seen = folder.read().orElseThrow();
        assertThat(seen.state()).isEqualTo(DemoRecord.State.INTERRUPTED);
        assertThat(seen.message()).contains("in the workspace").contains("log.txt");
        assertThat(seen.fraction()).isEqualTo(0.25);
    }

    @Test void aRequestToStopIsForgottenByTheNextLoop() throws IOException {
        folder.requestStop();
        assertThat(folder.stopRequested()).isTrue();
        folder.begin(DemoRecord.begun(1, ProcessHandle.current().pid()));
        assertThat(folder.stopRequested()).isFalse();
        folder.requestStop();
        assertThat(folder.stopRequested()).isTrue();
    }

    @Test void theTimeLeftFollowsThePace() {
        DemoRecord record = DemoRecord.begun(1, 1).at(0.25, "x");
        assertThat(record.remainingSeconds(record.startedAt().plusSeconds(60))).isEqualTo(180);
        assertThat(record.remainingSeconds(record.startedAt().plusSeconds(1))).as("too early to say").isNegative();
    }
}
