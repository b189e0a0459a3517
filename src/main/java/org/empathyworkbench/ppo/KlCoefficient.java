package org.empathyworkbench.ppo;

import org.empathyworkbench.runsettings.PpoSettings;

/**
 * Beta, constant or adaptive:
 * {@code beta <- beta (1 + clip(KL / target - 1, -.2, .2) B / horizon)} (Ziegler et al. 2019, section 2.2).
 */
final class KlCoefficient {
    private final PpoSettings settings;
    private double beta;

    KlCoefficient(PpoSettings settings) {
        this.settings = settings;
        this.beta = settings.reward().beta();
    }

    double beta() { return beta; }

    /** A constant beta is taken from the settings, since a branch may have changed it. */
    void restore(double saved) {
        if (settings.reward().klController() == PpoSettings.KlController.ADAPTIVE) beta = saved;
    }

    /** @param kl mean over the responses of the KL summed over tokens */
    void observe(double kl, int responses) {
        if (settings.reward().klController() == PpoSettings.KlController.CONSTANT) return;
        double error = Math.max(-0.2, Math.min(0.2, kl / settings.reward().klTarget() - 1));
        beta *= 1 + error * responses / settings.reward().klHorizon();
    }
}
