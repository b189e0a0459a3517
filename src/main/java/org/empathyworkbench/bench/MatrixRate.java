package org.empathyworkbench.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.empathyworkbench.torch.Torch;

/** The rate of plain fp32 matrix products on this device now: what arithmetic can be hoped for. */
final class MatrixRate {
    /** Large enough that a product is arithmetic alone, small enough for a cache of some megabytes. */
    private static final int SIZE = 1_024;
    private static final int PRODUCTS = 24;

    private MatrixRate() { }

    /** Multiply-adds a second, in 10^9: the best of some products, for anything slower was disturbed. */
    static double gigaMultiplyAdds(Device device) {
        try (NDManager manager = Torch.newManager(device)) {
            NDArray a = manager.randomNormal(new Shape(SIZE, SIZE));
            NDArray b = manager.randomNormal(new Shape(SIZE, SIZE));
            double[] seconds = new double[PRODUCTS];
            for (int i = 0; i < PRODUCTS; i++) {
                long began = System.nanoTime();
                try (NDArray product = a.matMul(b); NDArray one = product.get("0, 0")) {
                    one.getFloat();                                             // waits for a GPU
                }
                seconds[i] = (System.nanoTime() - began) / 1e9;
            }
            return (double) SIZE * SIZE * SIZE / 1e9 / Arrays.stream(seconds).min().orElseThrow();
        }
    }
}
