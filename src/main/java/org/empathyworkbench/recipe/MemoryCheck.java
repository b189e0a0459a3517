package org.empathyworkbench.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.runsettings.MemoryLever;
import org.empathyworkbench.runsettings.RunSettings;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.Workspace;

/**
 * A recipe's memory estimate compared with the free memory of its device.
 *
 * @param device  empty if this machine has none of the recipe's name
 * @param warning one sentence if memory is insufficient or tight; empty otherwise
 */
public record MemoryCheck(MemoryEstimate estimate, Optional<ComputeDevice> device, String warning) {
    /** Tolerated relative error of an estimate. */
    private static final double SAFE = 0.85;

    /**
     * @param devices of this machine, the CPU first
     * @throws UserInputException if a model's folder or a setting cannot be read
     */
    public static MemoryCheck of(Workspace workspace, Recipe recipe, List<ComputeDevice> devices) {
        MemoryEstimate estimate = MemoryEstimate.of(workspace, recipe);
        String wanted = ComputeDevice.fullName(recipe.device());
        Optional<ComputeDevice> device = devices.stream().filter(one -> one.name().equals(wanted)).findFirst();
        String warning = device.isEmpty() ? "This machine has no device \"" + recipe.device() + "\" that can be used."
                : estimate.bytes() < SAFE * device.get().free() ? "" : warning(workspace, recipe, estimate, device.get());
        return new MemoryCheck(estimate, device, warning);
    }

    private static String warning(Workspace workspace, Recipe recipe, MemoryEstimate estimate, ComputeDevice device) {
        String needs = "This run may need " + MemoryEstimate.gigabytes(estimate.bytes()) + ", and "
                + (device.isCpu() ? "this machine" : device.name()) + " has " + MemoryEstimate.gigabytes(device.free()) + " free. ";
        return needs + (estimate.bytes() > device.free() ? "It will likely run out of memory. " : "That is tight. ")
                + fitting(workspace, recipe, device.free()).orElseGet(() -> MemoryEstimate.advice(estimate.lower()));
    }

    /** The cheapest remedy: a smaller micro-batch, or that with gradient checkpointing. */
    private static Optional<String> fitting(Workspace workspace, Recipe recipe, long free) {
        RunSettings settings = recipe.runSettings();
        Optional<String> parts = fitting(workspace, recipe, settings, free);
        if (parts.isPresent() || !settings.memorySettings().contains(RunSettings.RECOMPUTE))
            return parts.map(words -> "It fits with " + words + ".");
        return fitting(workspace, recipe.withSettings(Map.of(RunSettings.RECOMPUTE, true)), settings, free)
                .map(words -> "It fits with \"" + MemoryEstimate.label(settings, RunSettings.RECOMPUTE) + "\" on and " + words + ".");
    }

    private static Optional<String> fitting(Workspace workspace, Recipe recipe, RunSettings settings, long free) {
        MemoryLever lever = settings.memoryLever();
        return IntStream.iterate(lever.rows() / 2, rows -> rows >= 1, rows -> rows / 2).map(rows -> rows * lever.tokensPerRow())
                .filter(value -> MemoryEstimate.of(workspace, recipe.withSettings(Map.of(lever.setting(), value))).bytes() < SAFE * free)
                .boxed().findFirst()
                .map(value -> String.format(Locale.ROOT, "\"%s\" at %,d%s", MemoryEstimate.label(settings, lever.setting()), value,
                        lever.sameResult() ? ", which does not change the result" : ""));
    }
}
