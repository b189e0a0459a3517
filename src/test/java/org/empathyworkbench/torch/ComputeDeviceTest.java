package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {
    @TempDir Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private SystemMemory memory() { return SystemMemory.now(folder.resolve("proc"), folder.resolve("cgroup")); }

    @Test void theProcessorStandsFirstWithItsMemory() {
        ComputeDevice cpu = ComputeDevice.all().get(0);
        assertThat(cpu.name()).isEqualTo("cpu");
        assertThat(cpu.total()).isGreaterThan(100_000_000);
        assertThat(cpu.free()).isBetween(1L, cpu.total());
        assertThat(cpu.toString()).contains("GB free");
        assertThat(ComputeDevice.find("cpu")).isPresent();
        assertThat(ComputeDevice.find("cuda:17")).isEmpty();
    }

    @Test void cudaAloneIsTheFirstCudaDevice() {
        assertThat(List.of("cuda", "cuda:1", "cpu", "mps")).extracting(ComputeDevice::fullName)
                .containsExactly("cuda:0", "cuda:1", "cpu", "mps");
    }

    @Test void aControlGroupsLimitIsTheMemoryThereIs() throws IOException {
        file("proc/meminfo", "MemTotal:       16000000 kB\nMemFree:         1000000 kB\nMemAvailable:    8000000 kB\n");
        assertThat(memory()).isEqualTo(new SystemMemory(16_000_000L << 10, 8_000_000L << 10));
        file("proc/self/cgroup", "0::/user/work\n");
        file("cgroup/user/work/memory.max", "max\n");
        file("cgroup/user/work/memory.current", "3000000000\n");
        assertThat(memory().total()).isEqualTo(16_000_000L << 10);
        file("cgroup/user/work/memory.max", "4000000000\n");
        file("cgroup/user/work/memory.stat", "anon 5\ninactive_file 500000000\n");
        assertThat(memory()).as("what the group caches of files can be taken").isEqualTo(new SystemMemory(4_000_000_000L, 1_500_000_000L));
    }

    @Test void controlGroupsOfTheFirstKindLimitToo() throws IOException {
        file("proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\n");
        file("cgroup/memory/memory.limit_in_bytes", "2000000000");
        file("cgroup/memory/memory.usage_in_bytes", "2100000000");
        file("cgroup/memory/memory.stat", "total_inactive_file 300000000\n");
        assertThat(memory()).isEqualTo(new SystemMemory(2_000_000_000L, 200_000_000L));
    }

    @Test void aSystemThatTellsNothingIsAskedThroughJava() {
        assertThat(memory().total()).isGreaterThan(100_000_000);
    }

    @Test void theDriversListGivesNamesAndMemory() {
        List<ComputeDevice> devices = ComputeDevice.parse("0, NVIDIA H200, 143771, 143155\n1, NVIDIA RTX A2000, 6138, 5000\n");
        assertThat(devices).containsExactly(new ComputeDevice("cuda:0", "NVIDIA H200", 143_771L << 20, 143_155L << 20),
                new ComputeDevice("cuda:1", "NVIDIA RTX A2000", 6_138L << 20, 5_000L << 20));
        assertThat(devices.get(1).isCpu()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No devices were found", "0, NVIDIA, [N/A], [N/A]", "1, NVIDIA, 5, 4",
            "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver, 1, 2, 3"})
    void anAnswerThatIsNoListIsNone(String answer) {
        assertThat(ComputeDevice.parse(answer)).isEmpty();
    }
}
