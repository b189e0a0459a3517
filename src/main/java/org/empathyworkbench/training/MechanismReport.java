package org.empathyworkbench.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.evaluation.ClassificationReport;

/**
 * Validation result of one identifier.
 *
 * @param bestEpoch           the kept epoch, from 1
 * @param epochs              number of trained epochs
 * @param validation          confusion matrix and F1 of the kept epoch on the validation pairs
 * @param validationLoss      mean cross-entropy there, without class weights
 * @param bestOnValidation maximum weighted F1 of any epoch on the validation pairs; equal to the kept one's unless development pairs chose
 */
public record MechanismReport(Mechanism mechanism, int bestEpoch, int epochs,
        ClassificationReport validation, double validationLoss, double bestOnValidation) {
    private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

    /** Serialised for a checkpoint; numbers are restored bit for bit. */
    String toJson() { return GSON.toJson(this); }

    static MechanismReport fromJson(String json) { return GSON.fromJson(json, MechanismReport.class); }

    MechanismReport after(int epochs, double bestOnValidation) {
        return new MechanismReport(mechanism, bestEpoch, epochs, validation, validationLoss, bestOnValidation);
    }
}
