package org.empathyworkbench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;

/** Fills columns with responses: stored ones, and newly generated ones. May take long. */
public final class ResponseWriting {
    /** A system that can generate: one response per context, in the contexts' order. */
    @FunctionalInterface
    public interface Asked {
        /** @param sample index from 0 below {@link SamplingPlan#samples()} */
        List<Answer> answer(List<List<String>> contexts, int sample);
    }

    /** The fact with a generator's context limits, if the user chose others than its own. */
    public static final String OTHER_LIMITS = "limits";

    /** Contexts per call: bounds the time that other users of the models wait. */
    private static final int PART = 16;

    private final ResponseSets sets;

    public ResponseWriting(ResponseSets sets) { this.sets = sets; }

    /** The largest stored set of responses with the same provenance; a cancelled generation may have left a smaller one. Never empty. */
    public List<GivenResponse> kept(Map<String, String> facts) {
        return sets.list().stream().filter(set -> set.facts().entrySet().containsAll(facts.entrySet()))
                .filter(set -> Objects.equals(set.facts().get(OTHER_LIMITS), facts.get(OTHER_LIMITS)))
                .max(Comparator.comparingInt(ResponseSetInfo::responses))
                .map(set -> sets.responses(set.name())).orElse(List.of());
    }

    /**
     * Joins stored responses with their contexts.
     *
     * @param most maximum number of samples per context; further ones are left out
     * @return a sentence on how they were joined; empty if there are none
     */
    public static String fill(ComparedColumn column, List<GivenResponse> stored, int most, ContextJoin join) {
        if (stored.isEmpty()) return "";
        ContextJoin.Result result = join.join(stored);
        for (int row = 0; row < result.records().size(); row++) {
            column.put(row, Arrays.stream(result.records().get(row)).limit(most).mapToObj(stored::get)
                    .map(one -> new Answer(one.text(), one.logProbability(), one.tokens(), null)).toList());
        }
        return result.words() + ".";
    }

    /**
     * Generates missing responses of some rows. Can be cancelled between parts; finished responses are kept.
     *
     * @return number of responses generated
     */
    public static int write(Comparison comparison, ComparedColumn column, Asked system, int samples, int[] rows, Watch watch) {
        int[] open = Arrays.stream(rows).filter(row -> column.at(row).size() < samples).toArray();
        int written = 0;
        for (int from = 0; from < open.length; from += PART) {
            int[] part = Arrays.copyOfRange(open, from, Math.min(open.length, from + PART));
            watch.at(from, open.length);
            watch.check();
            for (int sample = 0; sample < samples; sample++) {
                int number = sample;
                int[] missing = Arrays.stream(part).filter(row -> column.at(row).size() <= number).toArray();
                if (missing.length == 0) continue;
                List<Answer> answers = system.answer(Arrays.stream(missing).mapToObj(row -> comparison.context(row).turns()).toList(),
                        sample);
                for (int i = 0; i < missing.length; i++) {
                    List<Answer> now = new ArrayList<>(column.at(missing[i]));
                    if (now.size() != number) continue;      // another caller has filled it in the meantime
                    now.add(answers.get(i));
                    column.put(missing[i], now);
                }
                written += missing.length;
            }
        }
        watch.at(open.length, open.length);
        return written;
    }

    /**
     * Stores all of a column's responses as a set; unanswered requests are left out.
     *
     * @param title of the system
     * @param facts provenance
     * @param of    source of the contexts, for display
     */
    public ResponseSetInfo keep(Comparison comparison, ComparedColumn column,
            String title, SamplingPlan drawing, Map<String, String> facts, String of) {
        List<GivenResponse> responses = new ArrayList<>();
        for (int sample = 0; sample < drawing.samples(); sample++) {
            int number = sample;
            IntStream.range(0, comparison.size())
                    .filter(row -> column.at(row).size() > number && column.at(row).get(number).answered()).forEach(row -> {
                        ComparedContext context = comparison.context(row);
                        Answer answer = column.at(row).get(number);
                        responses.add(new GivenResponse(context.emotion(), context.turns(),
                                context.reference(), answer.text(), answer.logProbability(), answer.tokens()));
                    });
        }
        String name = sets.freeName(name(title, drawing.seed()));
        return sets.addAll("answers to " + of, List.of(new ResponseSets.Named(name, title, facts, responses))).get(0);
    }

    /** A valid name for a set. */
    public static String name(String title, long seed) {
        String plain = title.replaceAll("[^\\p{L}\\p{N} ._+()-]+", " ").replaceAll("\\s+", " ").strip();
        String begun = plain.matches("[\\p{L}\\p{N}].*") ? plain : "responses " + plain;
        return (begun.length() > 60 ? begun.substring(0, 60).strip() : begun) + " seed " + seed;
    }
}
