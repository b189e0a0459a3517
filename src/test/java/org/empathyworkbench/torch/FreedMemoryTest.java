package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.ChildJvm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FreedMemoryTest {
    /**
     * A process in which nobody else has taken and freed memory. Argument: parameters of the model
     * that it is set for; prints {@link #returned}.
     */
    static final class Probe {
        private Probe() { }

        public static void main(String[] arguments) {
            MallocTuning.suiting(Long.parseLong(arguments[0])).set();
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8).println(returned());
        }
    }

    private static final int BLOCKS = 40;
    private static final int BLOCK = 4_000_000;
    /** Too large to find room elsewhere, and never written into. */
    private static final int BETWEEN = 1_000_000;

    private static boolean glibc() {
        return Platform.isLinux()
                && (Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2")) || Files.exists(Path.of("/lib/ld-linux-aarch64.so.1")));
    }

    /**
     * Takes blocks with something smaller between them, writes into each, frees the blocks. @return
     * megabytes that the process held less then
     */
    private static double returned() {
        List<Memory> blocks = new ArrayList<>();
        List<Memory> between = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            Memory block = new Memory(BLOCK);
            block.setMemory(0, BLOCK, (byte) 1);
            blocks.add(block);
            between.add(new Memory(BETWEEN));
        }
        double held = ResidentMemory.megabytes();
        blocks.forEach(Memory::close);
        double returned = held - ResidentMemory.megabytes();
        between.forEach(Memory::close);
        return returned;
    }

    private static double returnedWith(long parameters) throws IOException, InterruptedException {
        try (ChildJvm probe = ChildJvm.start(List.of(), Probe.class, builder -> {
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(NativeEnvironment.wanted());
        }, String.valueOf(parameters))) {
            String said = new String(probe.output().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(probe.await()).as(said).isZero();
            return Double.parseDouble(said);
        }
    }

    @Test void whatASmallModelFreesStaysAndWhatALargeOneFreesGoesBack() throws IOException, InterruptedException {
        Assumptions.assumeTrue(glibc(), "another C library");
        double all = BLOCKS * BLOCK / 1e6;
        assertThat(returnedWith(60_000_000)).isGreaterThan(0.8 * all);
        assertThat(returnedWith(900_000)).isLessThan(0.4 * all);
    }

    @Test void aLargeModelHasWhatTheEnvironmentSays() {
        MallocTuning large = MallocTuning.suiting(MallocTuning.SMALL + 1);
        assertThat(NativeEnvironment.wanted()).containsEntry("MALLOC_MMAP_THRESHOLD_", String.valueOf(large.returned()))
                .containsEntry("MALLOC_TRIM_THRESHOLD_", String.valueOf(large.trimmed()));
        assertThat(MallocTuning.suiting(MallocTuning.SMALL).returned()).isGreaterThan(large.returned());
    }

    @Test void valuesOfSomebodysOwnChoiceAreLeftAlone() {
        assertThat(MallocTuning.ours(NativeEnvironment.wanted())).isTrue();
        assertThat(MallocTuning.ours(Map.of("MALLOC_MMAP_THRESHOLD_", "1000000", "MALLOC_TRIM_THRESHOLD_", "100000000"))).isFalse();
        assertThat(MallocTuning.ours(Map.of())).isFalse();
    }
}
