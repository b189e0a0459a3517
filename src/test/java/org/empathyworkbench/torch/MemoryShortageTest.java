package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {
    @Test void whatTheEngineSaysWhenMemoryRunsOutIsUnderstood() {
        Torch.start(1);
        try (NDManager manager = Torch.newManager()) {
            Throwable failure = catchThrowable(() -> manager.zeros(new Shape(1L << 48)));       // a petabyte
            assertThat(TensorMemoryException.isIn(failure)).as(String.valueOf(failure)).isTrue();
            assertThat(new TensorMemoryException(3, failure).what())
                    .matches("the machine's memory, of which [\\d,]+\\.\\d MB more were asked for");
        }
    }

    @Test void aProgramThatAsksForTooMuchIsUnderstood() {
        Torch.start(1);
        try (NDManager manager = Torch.newManager();
             Program program = Program.compileText("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                     + "  def widen(self: __torch__.M, x: Tensor) -> Tensor:\n    return "
                     + "torch.contiguous(torch.expand(x, [1125899906842624]))\n")) {
            Throwable failure = catchThrowable(() -> program.run(manager, "widen", manager.create(new float[] {1f})));
            assertThat(TensorMemoryException.isIn(failure)).as(String.valueOf(failure)).isTrue();
        }
    }

    @Test void theGpusWordsAreUnderstood() {
        EngineException cuda = new EngineException("CUDA out of memory. Tried to allocate 2.00 "
                + "GiB. GPU 0 has a total capacity of 7.79 GiB of which 1.20 GiB is free.");
        assertThat(TensorMemoryException.isIn(new IllegalStateException(cuda))).isTrue();
        assertThat(new TensorMemoryException(0, cuda).what()).isEqualTo("the GPU's memory, of which 2.00 GiB more were asked for");
        assertThat(TensorMemoryException.isIn(
                new EngineException("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"))).isTrue();
        assertThat(new TensorMemoryException(0, new OutOfMemoryError("Java heap space")).what())
                .isEqualTo("Java's own memory (Java heap space)");
    }

    @Test void otherFaultsAreNotTakenForIt() {
        assertThat(TensorMemoryException.isIn(new EngineException("mat1 and mat2 shapes cannot be multiplied (1x2 and 3x4)"))).isFalse();
        assertThat(TensorMemoryException.isIn(new IllegalStateException("the file is out of memory, says a person"))).isFalse();
    }
}
