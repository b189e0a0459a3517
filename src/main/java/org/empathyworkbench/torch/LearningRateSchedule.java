package org.empathyworkbench.torch;

/** How the learning rate goes from its peak to the end of a run, after a warm-up that rises in a straight line. */
public enum LearningRateSchedule {
    /** Stays at the peak. */
    CONSTANT {
        @Override double remaining(double progress) { return 1; }
    },
    /** Falls in a straight line and would reach 0 one step after the last, as transformers' linear schedule does. */
    LINEAR {
        @Override double remaining(double progress) { return 1 - progress; }
    },
    /** Falls along half a cosine. */
    COSINE {
        @Override double remaining(double progress) { return 0.5 * (1 + Math.cos(Math.PI * progress)); }
    };

    /**
     * @param step   from 0
     * @param steps  of the whole run
     * @param warmUp steps before the peak is reached; 0 for none
     * @return the learning rate of that step
     */
    public double at(long step, long steps, long warmUp, double peak) {
        if (step < warmUp) return peak * (step + 1) / (warmUp + 1);
        double progress = (double) (step - warmUp) / Math.max(1, steps - warmUp);
        return peak * remaining(Math.min(1, progress));
    }

    /** The share of the peak that is left when a share of the steps after the warm-up is done. */
    abstract double remaining(double progress);
}
