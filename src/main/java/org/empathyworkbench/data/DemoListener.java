package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/**
 * The listener of the demo corpus: builds a response with given levels from phrases that carry exactly one mechanism each. Remembers the
 * phrases of a dialogue, so that none is repeated.
 */
final class DemoListener {
    private static final double FILLER = 0.4;
    private static final double REMARK = 0.3;

    /**
     * A response with what it was built from.
     *
     * @param levels     what is really in it; a level that could not be had (every question is asked already) is lowered
     * @param rationales the phrases of each mechanism above none
     * @param answer     what the speaker will answer to the specific question; empty when none was asked
     */
    record Reply(String text, Map<Mechanism, Level> levels, Map<Mechanism, List<String>> rationales, String answer) { }

    private final DemoGrammar grammar;
    private final String emotion;
    private final DemoGrammar.Family family;
    private final DemoScene scene;
    private final SplittableRandom random;
    private final List<List<String>> questions;
    private final List<String> reasons;
    private final List<String> said = new ArrayList<>();

    DemoListener(DemoGrammar grammar, String emotion, DemoScene scene, SplittableRandom random) {
        this.grammar = grammar;
        this.emotion = emotion;
        this.family = grammar.familyOf(emotion);
        this.scene = scene;
        this.random = random;
        this.questions = DemoCorpus.shuffled(scene.situation().ask(), random);
        this.reasons = DemoCorpus.shuffled(scene.situation().why(), random);
    }

    Reply reply(Map<Mechanism, Level> wanted, boolean last) {
        Map<Mechanism, String> phrases = new EnumMap<>(Mechanism.class);
        Map<Mechanism, Level> levels = new EnumMap<>(wanted);
        levels.computeIfPresent(Mechanism.INTERPRETATION, (m, level) -> level == Level.STRONG && reasons.isEmpty() ? Level.WEAK : level);
        levels.computeIfPresent(Mechanism.EXPLORATION, (m, level) -> level == Level.STRONG && questions.isEmpty() ? Level.NONE : level);
        String answer = "";
        for (Mechanism mechanism : Mechanism.values()) {
            Level level = levels.get(mechanism);
            if (level == Level.NONE) continue;
            if (mechanism == Mechanism.EXPLORATION && level == Level.STRONG) answer = scene.fill(questions.get(0).get(1));
            phrases.put(mechanism, phrase(mechanism, level));
        }
        Map<Mechanism, List<String>> rationales = new EnumMap<>(Mechanism.class);
        phrases.forEach((mechanism, phrase) -> rationales.put(mechanism, List.of(phrase)));
        return new Reply(String.join(" ", parts(phrases, last)), levels, rationales, answer);
    }

    private List<String> parts(Map<Mechanism, String> phrases, boolean last) {
        List<String> parts = new ArrayList<>();
        boolean reaction = phrases.containsKey(Mechanism.EMOTIONAL_REACTION);
        if (!reaction && (phrases.isEmpty() || random.nextDouble() < FILLER)) parts.add(DemoCorpus.pick(grammar.fillers(), random));
        for (Mechanism mechanism : List.of(Mechanism.EMOTIONAL_REACTION, Mechanism.INTERPRETATION)) {
            if (phrases.containsKey(mechanism)) parts.add(phrases.get(mechanism));
        }
        if (phrases.isEmpty() || phrases.size() == 1 && random.nextDouble() < REMARK) {
            parts.add(last ? DemoCorpus.pick(family.byes(), random) : scene.fill(DemoCorpus.pick(scene.situation().fact(), random)));
        }
        if (phrases.containsKey(Mechanism.EXPLORATION)) parts.add(phrases.get(Mechanism.EXPLORATION));
        return parts;
    }

    private String phrase(Mechanism mechanism, Level level) {
        boolean strong = level == Level.STRONG;
        return switch (mechanism) {
            case EMOTIONAL_REACTION -> fresh(strong ? family.strong() : family.weak());
            case INTERPRETATION -> strong ? reason() : fresh(grammar.interpretation().weak());
            case EXPLORATION -> strong ? scene.fill(questions.remove(0).get(0)) : fresh(family.explore());
        };
    }

    private String reason() {
        String feeling = fresh(grammar.feelings().get(emotion));
        return fresh(grammar.interpretation().strong()).replace("{feeling}", feeling).replace("{why}", scene.fillPart(reasons.remove(0)));
    }

    /** A phrase that was not used in this dialogue, as long as there is one. */
    private String fresh(List<String> phrases) {
        List<String> unused = phrases.stream().filter(phrase -> !said.contains(phrase)).toList();
        String phrase = DemoCorpus.pick(unused.isEmpty() ? phrases : unused, random);
        said.add(phrase);
        return phrase;
    }
}
