package org.empathyworkbench.app;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.workspace.NewRun;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.RunKind;
import org.empathyworkbench.workspace.Workspace;
import org.empathyworkbench.workspace.WorkspaceJournal;

/** Runs that nobody made: rows as a training would write them, for the window to show. Equal seeds give equal rows. */
public final class FakeRuns {
    public static final List<String> CONTEXT = List.of("I have been dreading this week. My dog passed away on Sunday and the "
            + "house feels so empty.", "Oh no. How long did you have him?", "Eleven years. He slept at my feet every night.");
    public static final String REFERENCE = "I'm so sorry, eleven years is a lifetime of company. What do you miss the most?";

    private FakeRuns() { }

    /** A run that a process (this one) works on. */
    public static RunInfo started(Workspace workspace, String name, RunKind kind, String preset, String recipe) {
        RunInfo run = workspace.runs().create(new NewRun(name, kind, preset, recipe));
        return workspace.runs().started(run.id(), ProcessHandle.current().pid());
    }

    /** Writes through a journal that is closed afterwards, so that all rows stand in the workspace when this returns. */
    public static void write(Workspace workspace, String id, Consumer<RunJournal> what) {
        try (WorkspaceJournal journal = WorkspaceJournal.open(workspace.runs(), id)) {
            what.accept(journal);
        }
    }

    /** Steps {@code from} to {@code to} of a PPO run, with a sample every 20 steps. */
    public static void ppo(RunJournal journal, int from, int to, int total) {
        Random random = new Random(7);
        journal.totalSteps(total);
        for (int step = 1; step <= to; step++) {
            double far = 1 - Math.exp(-3.0 * step / total);
            Map<String, Double> values = new LinkedHashMap<>();
            double er = 0.35 + 0.4 * far + 0.05 * random.nextGaussian();
            double ip = 0.55 + 0.25 * far + 0.05 * random.nextGaussian();
            double ex = 0.6 + 0.2 * far + 0.05 * random.nextGaussian();
            values.put("reward/raw", Math.max(0.01, er * ip * ex));
            values.put("reward/er", er);
            values.put("reward/ip", ip);
            values.put("reward/ex", ex);
            double kl = Math.max(0, 0.9 * far + 0.08 * random.nextGaussian());
            values.put("kl/k1", kl);
            values.put("kl/k3", 0.95 * kl + 0.02 * random.nextGaussian());
            values.put("policy/loss", -0.05 + 0.03 * random.nextGaussian());
            values.put("policy/entropy", 3.1 - 0.9 * far + 0.06 * random.nextGaussian());
            values.put("value/loss", 0.4 * Math.exp(-4.0 * step / total) + 0.02 * Math.abs(random.nextGaussian()));
            values.put("value/explained-variance", 0.8 * far + 0.1 * random.nextGaussian());
            values.put("text/length", 14 + 4 * far + random.nextGaussian());
            values.put("text/distinct-2", 60 - 10 * far + 3 * random.nextGaussian());
            for (Mechanism mechanism : Mechanism.values()) {
                double strong = 0.1 + 0.3 * far + 0.03 * random.nextGaussian();
                for (Level level : Level.values()) {
                    String name = "levels-" + mechanism.key() + "/" + level.word();
                    values.put(name, level == Level.STRONG ? strong : level == Level.WEAK ? 0.2 : 0.8 - strong);
                    values.put(name + "-target", level == Level.STRONG ? 0.4 : level == Level.WEAK ? 0.2 : 0.4);
                }
            }
            if (step < from) continue;
            journal.metrics(step, values);
            if (step % 20 == 0) journal.sample(sample(step, far));
        }
    }

    public static void generator(RunJournal journal, int steps, int total) {
        Random random = new Random(3);
        journal.totalSteps(total);
        for (int step = 1; step <= steps; step++) {
            double loss = 2.2 + 5 * Math.exp(-4.0 * step / total);
            Map<String, Double> values = new HashMap<>();
            values.put("train/loss", loss + 0.25 * random.nextGaussian());
            values.put("optimiser/learning-rate", 1e-3 * (1 - (double) step / total));
            if (step % 100 == 0) {
                values.put("validation/loss", loss + 0.2);
                values.put("validation/perplexity", Math.exp(loss + 0.2));
            }
            journal.metrics(step, values);
        }
    }

    public static RunSample sample(int step, double far) {
        return new RunSample(step, CONTEXT, far > 0.6 ? "I am so sorry for your loss. It must feel so quiet without him. What was he like?"
                : "That is nice. I have a dog too.", REFERENCE, profile(0.15 + 0.6 * far, 0.3, 0.2 + 0.6 * far),
                Map.of(Mechanism.EMOTIONAL_REACTION, Level.STRONG, Mechanism.INTERPRETATION,
                        Level.WEAK, Mechanism.EXPLORATION, Level.STRONG), 0.02 + 0.5 * far);
    }

    /** A profile whose strong level has these probabilities; two thirds of the rest go to none. */
    public static EmpathyProfile profile(double er, double ip, double ex) {
        Map<Mechanism, double[]> p = new EnumMap<>(Mechanism.class);
        double[] strong = {er, ip, ex};
        for (Mechanism mechanism : Mechanism.values()) {
            double s = strong[mechanism.ordinal()];
            p.put(mechanism, new double[] {(1 - s) * 2 / 3, (1 - s) / 3, s});
        }
        return new EmpathyProfile(p);
    }
}
