package org.empathyworkbench.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.empathyworkbench.torch.DeviceChoice;
import org.junit.jupiter.api.Test;

/** A GPU that is not here is played by work that fails as libtorch says it. */
class InferenceDeviceTest {
    private static final EngineException FULL = new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");

    private final AtomicReference<String> wanted = new AtomicReference<>("cuda:0");
    private final List<String> notices = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private int cleared;
    private final InferenceDevice device = new InferenceDevice(wanted::get,
            name -> new DeviceChoice(name.equals("auto") ? "cuda:1" : name, ""),
            name -> name.equals("cpu") ? Device.cpu() : Device.gpu(Integer.parseInt(name.substring(5))), notices::add);

    private String use(int failures) {
        return device.run(() -> cleared++, on -> {
            tried.add(on.toString());
            if (on.isGpu() && tried.size() <= failures) throw FULL;
            return on.toString();
        });
    }

    @Test void workIsDoneOnTheChosenDevice() {
        assertThat(use(0)).isEqualTo("gpu(0)");
        assertThat(notices).isEmpty();
    }

    @Test void workThatDoesNotFitBesideOthersIsTriedAlone() {
        assertThat(use(1)).isEqualTo("gpu(0)");
        assertThat(cleared).isEqualTo(1);
        assertThat(notices).isEmpty();
    }

    @Test void workThatExceedsGpuMemoryFallsBackToTheCpuAndIsReportedOnce() {
        assertThat(use(2)).isEqualTo("cpu()");
        assertThat(notices).singleElement().asString().contains("cuda:0").contains("CPU");
        assertThat(device.name()).isEqualTo("cpu");
        tried.clear();
        assertThat(use(0)).isEqualTo("cpu()");
        assertThat(notices).hasSize(1);
    }

    @Test void anotherChoiceIsTakenAtTheNextUse() {
        use(2);
        wanted.set("auto");
        tried.clear();
        assertThat(use(0)).isEqualTo("gpu(1)");
    }

    @Test void anotherFailureIsNoReasonForAnotherDevice() {
        assertThatThrownBy(() -> device.run(() -> cleared++, on -> {
            throw new EngineException("shapes do not match");
        })).hasMessage("shapes do not match");
        assertThat(cleared).isZero();
        wanted.set("cpu");
        assertThatThrownBy(() -> device.run(() -> cleared++, on -> { throw FULL; })).isSameAs(FULL);
    }
}
