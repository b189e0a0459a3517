package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {
    private static final ComputeDevice PROCESSOR = new ComputeDevice("cpu", "CPU", 16L << 30, 8L << 30);
    private static final ComputeDevice FULL = new ComputeDevice("cuda:0", "GPU", 24L << 30, 500L << 20);
    private static final ComputeDevice SMALL = new ComputeDevice("cuda:1", "GPU", 12L << 30, 6L << 30);
    private static final ComputeDevice LARGE = new ComputeDevice("cuda:2", "GPU", 24L << 30, 20L << 30);

    @Test void automaticIsTheCudaDeviceWithTheMostFreeMemory() {
        assertThat(DeviceChoice.of("auto", List.of(PROCESSOR, FULL, SMALL, LARGE))).isEqualTo(new DeviceChoice("cuda:2", ""));
        assertThat(DeviceChoice.of("auto", List.of(PROCESSOR, FULL))).as("a GPU that is full").isEqualTo(new DeviceChoice("cpu", ""));
        assertThat(DeviceChoice.of("auto", List.of(PROCESSOR))).isEqualTo(new DeviceChoice("cpu", ""));
    }

    @Test void aDeviceByNameIsTakenWhateverElseThereIs() {
        assertThat(DeviceChoice.of("cuda:1", List.of(PROCESSOR, FULL, SMALL, LARGE))).isEqualTo(new DeviceChoice("cuda:1", ""));
        assertThat(DeviceChoice.of("cuda", List.of(PROCESSOR, FULL, SMALL))).isEqualTo(new DeviceChoice("cuda:0", ""));
    }

    @Test void aDeviceThatIsNotHereIsSaidAndTheCpuTakesItsPlace() {
        DeviceChoice choice = DeviceChoice.of("cuda:7", List.of(PROCESSOR, SMALL));
        assertThat(choice.name()).isEqualTo("cpu");
        assertThat(choice.note()).contains("\"cuda:7\"").contains("CPU");
    }
}
