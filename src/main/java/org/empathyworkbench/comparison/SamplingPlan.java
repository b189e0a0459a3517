package org.empathyworkbench.comparison;

import java.util.LinkedHashMap;
import java.util.Map;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.setting.Settings;

/**
 * How a column's responses are sampled.
 *
 * @param seed    equal seeds give equal responses
 * @param samples responses per context
 */
public record SamplingPlan(long seed, int samples, SamplingSettings sampling) {
    /** Maximum number of responses per context. */
    public static final int MOST_SAMPLES = 20;

    /** Seed 1, one response, the paper's settings. */
    public static final SamplingPlan FIRST = new SamplingPlan(1, 1, SamplingSettings.paper());

    public SamplingPlan {
        if (samples < 1 || samples > MOST_SAMPLES)
            throw new IllegalArgumentException("There are 1 to " + MOST_SAMPLES + " samples, not " + samples + ".");
    }

    public SamplingPlan withSeed(long to) { return new SamplingPlan(to, samples, sampling); }

    public SamplingPlan withSamples(int to) { return new SamplingPlan(seed, to, sampling); }

    public SamplingPlan withSampling(SamplingSettings to) { return new SamplingPlan(seed, samples, to); }

    /** Key of the sampling, stored with every response. The number of samples is not part of it. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", String.valueOf(seed));
        Settings.toMap(sampling).forEach((name, value) -> facts.put(name, String.valueOf(value)));
        return facts;
    }
}
