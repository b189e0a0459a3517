package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "score", description = "Says how empathetic a response is: the level of each mechanism with its probabilities, and the reward against a reference.",
        footer = {"", "Example:", "  app/run score --identifiers mhs --context \"I failed my exam.\" --response \"I'm so sorry. What was hard?\" \\",
            "      --reference \"That must hurt, you worked so much.\""})
final class ScoreCommand extends ModelCommand {
    @Option(names = "--identifiers", required = true, paramLabel = "NAME", description = "The identifiers.")
    private String identifiers;

    @Option(names = "--context", required = true, arity = "1..*", paramLabel = "TEXT", description = "The turns so far, oldest first, the last one by the speaker.")
    private List<String> context;

    @Option(names = "--response", required = true, paramLabel = "TEXT", description = "The response to judge.")
    private String response;

    @Option(names = "--reference", paramLabel = "TEXT", description = "A response whose levels are the target: adds the reward, factor by factor.")
    private String reference;

    @Override int work(Workspace workspace, Console console) {
        Device device = device();
        EmpathyProfile profile;
        EmpathyProfile target = null;
        try (EmpathyScorer scorer = identifiers(workspace, identifiers, device)) {
            profile = scorer.score(context, response);
            if (reference != null) target = scorer.score(context, reference);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values()) {
            List<String> row = new ArrayList<>(List.of(mechanism.title(), profile.level(mechanism).word()));
            for (Level level : Level.values()) row.add(Profiles.share(profile.probability(mechanism, level)));
            rows.add(row);
        }
        console.table(List.of("mechanism", "level", "none", "weak", "strong"), rows);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("response", Profiles.json(profile));
        if (target != null) {
            json.put("reference", Profiles.json(target));
            json.put("reward", reward(console, profile, target.levels()));
        }
        console.answer(json);
        return 0;
    }

    /** R_emp = p_ER(l_ER) * p_IP(l_IP) * p_EX(l_EX), eq. 5. */
    private static Map<String, Object> reward(Console console, EmpathyProfile profile, Map<Mechanism, Level> targets) {
        Map<String, Object> factors = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        for (Mechanism mechanism : Mechanism.values()) {
            double factor = profile.rewardFactor(mechanism, targets.get(mechanism));
            rows.add(List.of(mechanism.title(), targets.get(mechanism).word(), Profiles.share(factor)));
            factors.put(mechanism.key(), ListCommand.ordered("target", targets.get(mechanism).word(), "factor", factor));
        }
        console.line("");
        console.table(List.of("reward", "target", "factor"), rows);
        double reward = profile.reward(targets);
        console.line(String.format(Locale.ROOT, "Reward, the product: %.4f", reward));
        return ListCommand.ordered("value", reward, "factors", factors);
    }
}
