package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Mechanism;

/** Comparisons whose levels and words are drawn, or said by hand. */
final class SomeComparison {
    private static final String[] WORDS = {"i", "am", "so", "sorry", "that", "is", "great", "why", "?", "oh", "no", "."};

    private SomeComparison() { }

    /** Three systems; the third leaves some contexts out and answers some twice. */
    static Comparison drawn(int contexts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ComparedContext> rows = new ArrayList<>();
        for (int i = 0; i < contexts; i++)
            rows.add(new ComparedContext("d" + i + "#1", i % 2 == 0 ? "sad" : "proud",
                    List.of("Something happened, number " + i + "."), "Reference " + i));
        Comparison comparison = new Comparison(rows);
        for (int i = 0; i < contexts; i++) comparison.reference().see(i, 0, "Reference " + i, profile(random));
        for (String key : List.of("a", "b", "c")) {
            ComparedColumn column = new ComparedColumn(key, contexts);
            for (int i = 0; i < contexts; i++) {
                if (key.equals("c") && i % 5 == 0) continue;
                List<Answer> samples = new ArrayList<>();
                for (int k = 0; k < (key.equals("c") && i % 3 == 0 ? 2 : 1); k++)
                    samples.add(new Answer(words(random), -random.nextDouble() * 20, 1 + random.nextInt(9), profile(random)));
                column.put(i, samples);
            }
            comparison.put(column);
        }
        return comparison;
    }

    static String words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) words.add(WORDS[random.nextInt(WORDS.length)]);
        return String.join(" ", words);
    }

    static EmpathyProfile profile(SplittableRandom random) {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            double a = random.nextDouble();
            double b = random.nextDouble() * (1 - a);
            probabilities.put(mechanism, new double[] {a, b, 1 - a - b});
        }
        return new EmpathyProfile(probabilities);
    }

    /** Levels by their numbers, each with probability .8. */
    static EmpathyProfile levels(int er, int ip, int ex) {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        int[] levels = {er, ip, ex};
        for (Mechanism mechanism : Mechanism.values()) {
            double[] three = {0.1, 0.1, 0.1};
            three[levels[mechanism.ordinal()]] = 0.8;
            probabilities.put(mechanism, three);
        }
        return new EmpathyProfile(probabilities);
    }
}
