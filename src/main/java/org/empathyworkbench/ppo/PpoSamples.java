package org.empathyworkbench.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.generation.Response;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.journal.RunJournal;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.torch.RandomStream;

/**
 * Stores sample responses of a PPO run for inspection: some responses of a step with the KL of each token, and periodically the responses
 * to a fixed set of prompts. Uses no random numbers of the training: rows of a batch are picked by index, and the noise of the fixed
 * prompts is a separate stream, equal at every step, so that only the policy changes their responses.
 */
final class PpoSamples {
    private final ResponseGenerator policy;
    private final RewardModel rewardModel;
    private final PpoSettings settings;
    private final List<Example> prompts;
    private final long noise;
    private final RunJournal journal;

    PpoSamples(ResponseGenerator policy, RewardModel rewardModel, PpoSettings settings,
            List<Example> prompts, long seed, RunJournal journal) {
        this.policy = policy;
        this.rewardModel = rewardModel;
        this.settings = settings;
        this.prompts = List.copyOf(prompts);
        this.noise = RandomStream.mix(seed, "fixed prompts");
        this.journal = journal;
    }

    /** @param kl (B, T_b) log pi(y_t) - log rho(y_t), rows as in the rollout */
    void keep(int step, Rollout rollout, EmpathyRewards rewards, double[][] kl) {
        if (step != 1 && step % settings.samples().sampleEvery() != 0) return;
        double[] values = rewards.values();
        for (int row : rows(step, rollout.examples().size(), settings.samples().samplesAStep())) {
            Example example = rollout.examples().get(row);
            Response response = rollout.responses().get(row);
            journal.sample(new RunSample(step, example.context(), response.text(), example.response(),
                    rewards.profiles().get(row), rewards.targets().get(row), values[row], tokens(response.ids(), kl[row]), null));
        }
    }

    /** Evenly spaced rows with an offset that changes each step: the rollout is sorted by length, so all lengths are sampled. */
    static int[] rows(int step, int size, int few) {
        int count = Math.min(few, size);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = (int) ((step + (long) i * size / count) % size);
        return rows;
    }

    void answerPromptsIfDue(int step) {
        if (step % settings.samples().fixedPromptsEvery() == 0 || step == settings.training().steps()) answerPrompts(step);
    }

    void answerPrompts(int step) {
        if (prompts.isEmpty()) return;
        List<List<String>> contexts = prompts.stream().map(Example::context).toList();
        List<String> answers = policy.respond(contexts, settings.sampling(), noise).stream().map(Response::text).toList();
        List<EmpathyProfile> profiles = rewardModel.judge(contexts, answers);
        List<Map<Mechanism, Level>> targets = rewardModel.targets(prompts);
        for (int i = 0; i < answers.size(); i++) {
            Example prompt = prompts.get(i);
            journal.sample(new RunSample(step, prompt.context(), answers.get(i), prompt.response(),
                    profiles.get(i), targets.get(i), profiles.get(i).reward(targets.get(i))).toPrompt(i));
        }
    }

    private List<TokenKl> tokens(int[] ids, double[] kl) {
        List<TokenKl> tokens = new ArrayList<>();
        for (int t = 0; t < ids.length; t++) tokens.add(new TokenKl(policy.tokenizer().piece(ids[t]), kl[t]));
        return tokens;
    }
}
