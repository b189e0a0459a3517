package org.empathyworkbench.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;

/** A judge for whom a response is as empathetic as its letters are one letter; remembers how many responses it judged. */
final class OneWordJudge implements EmpathyJudge {
    private final char letter;
    int judged;

    OneWordJudge(char letter) { this.letter = letter; }

    @Override
    public List<EmpathyProfile> judge(List<List<String>> contexts, List<String> responses) {
        judged += responses.size();
        List<EmpathyProfile> profiles = new ArrayList<>();
        for (String response : responses) {
            long letters = response.chars().filter(Character::isLetter).count();
            double share = letters == 0 ? 0 : response.chars().filter(c -> c == letter).count() / (double) letters;
            double strong = 0.02 + 0.96 * share;
            profiles.add(new EmpathyProfile(Map.of(Mechanism.EMOTIONAL_REACTION, new double[] {(1 - strong) / 2, (1 - strong) / 2, strong},
                    Mechanism.INTERPRETATION, new double[] {1, 0, 0}, Mechanism.EXPLORATION, new double[] {1, 0, 0})));
        }
        return profiles;
    }
}
