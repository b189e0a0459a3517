package org.empathyworkbench.ppo;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.MetricNames;
import org.empathyworkbench.torch.RandomStream;

/**
 * Baseline rewards of degenerate policies: mean R_emp of a full stop and of an empty response on training examples sampled by the seed. An
 * alignment that does not exceed these has learnt nothing about empathy (METHOD section 9).
 */
record RewardFloors(double fullStop, double empty) {
    /** Gives a standard error of about .02; more would delay the start of a run. */
    private static final int EXAMPLES = 150;

    static RewardFloors of(RewardModel rewardModel, List<Example> examples, long seed) {
        List<Example> drawn = RandomStream.chosen(examples, EXAMPLES, seed, "reward floors");
        List<Map<Mechanism, Level>> targets = rewardModel.targets(drawn);
        return new RewardFloors(mean(rewardModel, drawn, targets, "."), mean(rewardModel, drawn, targets, ""));
    }

    private static double mean(RewardModel rewardModel, List<Example> examples, List<Map<Mechanism, Level>> targets, String response) {
        List<List<String>> contexts = examples.stream().map(Example::context).toList();
        List<EmpathyProfile> profiles = rewardModel.judge(contexts, Collections.nCopies(examples.size(), response));
        return Arrays.stream(new EmpathyRewards(profiles, targets).values()).average().orElseThrow();
    }

    /** Constant over the steps, so that they are drawn as horizontal lines beside the reward. */
    Map<String, Double> metrics() { return Map.of(MetricNames.REWARD_FLOOR_FULL_STOP, fullStop, MetricNames.REWARD_FLOOR_EMPTY, empty); }
}
