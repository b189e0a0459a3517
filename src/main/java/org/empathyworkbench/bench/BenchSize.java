package org.empathyworkbench.bench;

import org.empathyworkbench.t5.T5Config;

/** Sizes of generator, reference and identifiers' encoders that can be measured. */
public enum BenchSize {
    /** 223 M parameters, for machines with a GPU. */
    T5_BASE(32_128, 768, 3_072, 12, 12),
    /** 60.5 M parameters. */
    T5_SMALL(32_128, 512, 2_048, 6, 8),
    /** 1.44 M parameters: all overhead, hardly any arithmetic. */
    TINY(4_096, 128, 512, 2, 4);

    private final T5Config config;

    BenchSize(int vocabulary, int dModel, int dFf, int layers, int heads) {
        config = T5Config.small(vocabulary, dModel, dFf, layers, heads, 0.1);
    }

    T5Config config() { return config; }
}
