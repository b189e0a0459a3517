package org.empathyworkbench.runsettings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.empathyworkbench.checkpoint.CheckpointPlan;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.setting.Settings;

/** The settings of one run, whatever its kind: what recipes, checks and the execution of runs ask of all kinds alike. */
public sealed interface RunSettings permits GeneratorSettings, IdentifierSettings, PpoSettings {
    /** Of the kinds that can compute the blocks of a network again instead of keeping what they need. */
    String RECOMPUTE = "recompute";
    String PRECISION = "precision";

    /** When checkpoints are saved and how many are kept. */
    CheckpointPlan checkpoints();

    /** Whether the run cannot begin without a generator. */
    boolean needsBase();

    /** Whether the clock may end the run, so that equal recipes need not give equal models. */
    default boolean endsByTime() { return false; }

    /** Whether the weights of the best step are kept instead of the last. */
    default boolean keepsBest() { return false; }

    MemoryLever memoryLever();

    /** Names of the settings that lower the run's memory, in the order in which they cost least. */
    List<String> memorySettings();

    /** What the function of this kind gives. */
    <T> T match(Function<GeneratorSettings, T> generator, Function<IdentifierSettings, T> identifiers, Function<PpoSettings, T> ppo);

    /** Those of PPO; empty for the other kinds. */
    default Optional<PpoSettings> ppo() { return match(one -> Optional.empty(), one -> Optional.empty(), Optional::of); }

    /** The same settings as the record that they are. */
    default Record record() { return match(one -> one, one -> one, one -> one); }

    /** Every value by the setting's name, in order. */
    default Map<String, Object> toMap() { return Settings.toMap(record()); }

    /** Every setting with its value, in order. */
    default List<SettingInfo> describe() { return Settings.describe(record()); }

    /**
     * A copy with some values changed.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException for an unknown name, or a value that cannot be
     */
    default RunSettings with(Map<String, ?> changes) {
        return match(one -> Settings.with(one, changes), one -> Settings.with(one, changes), one -> Settings.with(one, changes));
    }
}
