package org.empathyworkbench.identifier;

import org.empathyworkbench.setting.Setting;

/** How evidence is found, beside the method. */
public record EvidenceSettings(
        @Setting(label = "Steps", group = "Integrated gradients", min = 1, max = 2_000,
                meaning = "Points on the way from the baseline to the response at which the gradient is "
                + "taken, in the middle of equal parts. More come nearer to the exact sum and take longer.")
        int steps,
        @Setting(label = "Baseline", group = "Integrated gradients",
                meaning = "What an unknown response is: every token the unknown one, the padding one, or an embedding of zeros. The end of "
                        + "the response stays. T5's norm has no derivative at zero, so the sum is found there with many more steps only.")
        Baseline baseline) {

    /** The response that says nothing. */
    public enum Baseline { UNKNOWN, PADDING, ZERO }

    public EvidenceSettings {
        if (steps < 1) throw new IllegalArgumentException("Integrated gradients take one step at least, not " + steps + ".");
    }

    public static EvidenceSettings standard() { return new EvidenceSettings(16, Baseline.UNKNOWN); }

    public EvidenceSettings withSteps(int to) { return new EvidenceSettings(to, baseline); }

    public EvidenceSettings withBaseline(Baseline to) { return new EvidenceSettings(steps, to); }
}
