package org.empathyworkbench.recipe;

import java.util.OptionalInt;
import org.empathyworkbench.torch.TensorMemoryException;

/** Message of a run that ended because memory ran out: what happened, what is kept, which setting to reduce. */
public final class MemoryShortageAdvice {
    private MemoryShortageAdvice() { }

    /**
     * @param model      name of the stored partial result; empty if none
     * @param checkpoint step of the newest complete checkpoint
     */
    public static String of(String id, Recipe recipe, TensorMemoryException shortage, String model, OptionalInt checkpoint) {
        String happened = "Memory ran out in step " + (shortage.step() + 1) + ": " + shortage.what() + ". ";
        String kept = !model.isEmpty() ? "The model after step " + shortage.step() + " is stored as \""
                + model + "\"" + (checkpoint.isPresent() ? ", and " + saved(checkpoint) : "") + ". "
                : checkpoint.isPresent() ? capital(saved(checkpoint)) + ". " : "Nothing stored before was lost. ";
        return happened + kept + advice(recipe) + next(id, recipe, checkpoint);
    }

    private static String saved(OptionalInt checkpoint) { return "the checkpoint of step " + checkpoint.getAsInt() + " is kept"; }

    private static String capital(String words) { return Character.toUpperCase(words.charAt(0)) + words.substring(1); }

    /** Which settings to reduce. */
    public static String advice(Recipe recipe) { return MemoryEstimate.advice(MemoryEstimate.lower(recipe)); }

    private static String next(String id, Recipe recipe, OptionalInt checkpoint) {
        String setting = MemoryEstimate.lower(recipe).get(0).name();
        return checkpoint.isPresent()
                ? " A branch continues from the checkpoint with that: app/run train --branch " + id + " --set " + setting + "=..."
                : " Then start it again.";
    }
}
