package org.empathyworkbench.torch;

import java.util.Map;

/**
 * Which matrix products programs are built on. The engine's own (Intel MKL) knows only Intel's widest registers; oneDNN, which the engine
 * also has on x86, uses those of every maker and is twice as fast on an AMD processor with AVX-512. Where the engine was built without it,
 * its own product is used.
 */
final class MatmulBackend {
    private static final String ONE_DNN = "products_onednn";

    /** The fragment that defines {@code product}: one and the same through the process, so that equal programs give equal numbers. */
    static final String FRAGMENT = compiles(ONE_DNN) ? ONE_DNN : "products";

    private MatmulBackend() { }

    private static boolean compiles(String fragment) {
        try {
            Program.compileText(Program.assemble(Map.of(), fragment)).close();
            return true;
        } catch (IllegalStateException unknownProduct) {
            return false;
        }
    }
}
