package org.empathyworkbench.cli;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.identifier.EmpathyScorer;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceSettings;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "score", description = ScoreCommand.DESCRIPTION, footer = {"", "Example:",
                "  app/run score --identifiers mhs --context \"I failed my exam.\" --response \"I'm so sorry. What was hard?\" \\",
                "      --reference \"That must hurt, you worked so much.\" --evidence best"})
final class ScoreCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Says how empathetic a response is: the level of "
            + "each mechanism with its probabilities, and the reward against a reference.";

    @Option(names = "--identifiers", required = true, paramLabel = "NAME", description = "The identifiers.")
    private String identifiers;

    @Option(names = "--context", required = true, arity = "1..*", paramLabel = "TEXT",
            description = "The turns so far, oldest first, the last one by the speaker.")
    private List<String> context;

    @Option(names = "--response", required = true, paramLabel = "TEXT", description = "The response to judge.")
    private String response;

    @Option(names = "--reference", paramLabel = "TEXT",
            description = "A response whose levels are the target: adds the reward, factor by factor.")
    private String reference;

    @Option(names = "--evidence", paramLabel = "METHOD", description = "Adds which words carry each level: rationale "
            + "(learnt from human rationales), gradients (integrated gradients), rollout (attention rollout), context "
            + "(attention to the context's words), or best (the first that the identifiers have, by measurement).")
    private String evidence;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "16", description = "Steps of integrated gradients. Default: 16.")
    private int steps;

    @Option(names = "--baseline", paramLabel = "BASELINE", defaultValue = "unknown",
            description = "Of integrated gradients: unknown, padding or zero. Default: unknown.")
    private EvidenceSettings.Baseline baseline;

    @Override int work(Workspace workspace, Console console) {
        if (steps < 1 || steps > 2_000) throw refuse("--steps lies between 1 and 2,000, not at " + steps + ".");
        if (evidence != null && !evidence.equals("best")
                && Arrays.stream(EvidenceMethod.values()).noneMatch(method -> method.key().equals(evidence))) {
            throw refuse("--evidence is best, rationale, gradients, rollout or context, not \"" + evidence + "\".");
        }
        Device device = device();
        EmpathyProfile profile;
        EmpathyProfile target = null;
        Map<Mechanism, Evidence> found = Map.of();
        try (EmpathyScorer scorer = identifiers(workspace, identifiers, device)) {
            profile = scorer.score(context, response);
            if (reference != null) target = scorer.score(context, reference);
            if (evidence != null)
                found = scorer.reading(context).evidence(response, method(scorer), new EvidenceSettings(steps, baseline), () -> false);
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
        if (!found.isEmpty()) json.put("evidence", evidence(console, found));
        console.answer(json);
        return 0;
    }

    private EvidenceMethod method(EmpathyScorer scorer) {
        if (evidence.equals("best")) return scorer.evidenceMethods().get(0);
        EvidenceMethod method = EvidenceMethod.ofKey(evidence);
        if (scorer.evidenceMethods().contains(method)) return method;
        throw new UserInputException("The identifiers \"" + identifiers + "\" were never taught rationales. Nothing was "
                + "stored. Choose gradients, rollout or context, or train identifiers with an evidence weight above 0.");
    }

    /** The highest-scoring words in text output, all of them in JSON. */
    private static Map<String, Object> evidence(Console console, Map<Mechanism, Evidence> found) {
        Map<String, Object> json = new LinkedHashMap<>();
        EvidenceMethod method = found.values().iterator().next().method();
        json.put("method", method.key());
        json.put("meaning", method.meaning());
        console.line("");
        console.line("Evidence by " + method.title().toLowerCase(Locale.ROOT) + ", strongest words first");
        found.forEach((mechanism, one) -> {
            List<String> top = one.top(8).stream()
                    .map(word -> word.text() + " " + String.format(Locale.ROOT, "%.3f", word.score())).toList();
            console.line("  %-20s %s", mechanism.title(), top.isEmpty() ? "no word speaks for it" : String.join(", ", top));
            Map<String, Object> of = ListCommand.ordered("log_odds", one.logOdds(), "words",
                    one.words().stream().map(word -> ListCommand.ordered("turn", word.turn(), "text", word.text(),
                            "from", word.from(), "to", word.to(), "score", word.score(), "read", word.read())).toList());
            if (Double.isFinite(one.baseline())) {
                of.put("baseline_log_odds", one.baseline());
                of.put("gap", one.gap());
            }
            json.put(mechanism.key(), of);
        });
        return json;
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
