package org.empathyworkbench.identifier;

import org.empathyworkbench.setting.Setting;

/** Settings of the evidence methods. */
public record EvidenceSettings(
        @Setting(label = "Steps", group = "Integrated gradients", min = 1, max = 2_000,
                meaning = "Points on the line from the baseline to the response at which the gradient is "
                + "computed, midpoints of equal intervals. More are more exact and take longer.")
        int steps,
        @Setting(label = "Baseline", group = "Integrated gradients",
                meaning = "The baseline response: every token the unknown token, the padding token, or an embedding of zeros. "
                        + "The end token of the response is kept. T5's norm has no derivative at zero, so the sum is found there with "
                        + "many more steps only.")
        Baseline baseline) {

    /** The baseline response. */
    public enum Baseline { UNKNOWN, PADDING, ZERO }

    public EvidenceSettings {
        if (steps < 1) throw new IllegalArgumentException("Integrated gradients need at least one step, not " + steps + ".");
    }

    public static EvidenceSettings standard() { return new EvidenceSettings(16, Baseline.UNKNOWN); }

    public EvidenceSettings withSteps(int to) { return new EvidenceSettings(to, baseline); }

    public EvidenceSettings withBaseline(Baseline to) { return new EvidenceSettings(steps, to); }
}
