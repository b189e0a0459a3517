package org.empathyworkbench.app.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.empathyworkbench.app.control.Progress;
import org.empathyworkbench.comparison.Answer;
import org.empathyworkbench.comparison.ComparedColumn;
import org.empathyworkbench.comparison.ComparedContext;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.workspace.ResponseSetInfo;
import org.empathyworkbench.workspace.ResponseSets;

/** Fills columns with responses: those that are stored, and those that a model is asked for. Called away from the window. */
final class ResponseWriting {
    /** Contexts of one call: as long as somebody else who asks the models has to wait. */
    private static final int PART = 16;

    private final ResponseSets sets;

    ResponseWriting(ResponseSets sets) { this.sets = sets; }

    /**
     * Puts a source's stored responses beside their contexts.
     *
     * @return how they were joined, in a sentence; empty when there are none
     */
    static String fill(ComparedColumn column, ColumnSource source, Drawing drawing, ContextJoin join) {
        List<GivenResponse> stored = source.stored(drawing);
        if (stored.isEmpty()) return "";
        ContextJoin.Result result = join.join(stored);
        int most = source.live() ? drawing.samples() : Drawing.MOST_SAMPLES;
        for (int row = 0; row < result.records().size(); row++) {
            column.put(row, Arrays.stream(result.records().get(row)).limit(most).mapToObj(stored::get)
                    .map(one -> new Answer(one.text(), one.logProbability(), one.tokens(), null)).toList());
        }
        return result.words() + ".";
    }

    /**
     * Asks a source for what is missing in some rows. Cancelled between parts; what was written by then stays.
     *
     * @return how many responses were written
     */
    int write(Comparison comparison, ComparedColumn column, ColumnSource source, Drawing drawing, int[] rows, Progress progress) {
        int[] open = Arrays.stream(rows).filter(row -> column.at(row).size() < drawing.samples()).toArray();
        int written = 0;
        for (int from = 0; from < open.length; from += PART) {
            int[] part = Arrays.copyOfRange(open, from, Math.min(open.length, from + PART));
            progress.at(from, open.length);
            progress.check();
            for (int sample = 0; sample < drawing.samples(); sample++) {
                int number = sample;
                int[] missing = Arrays.stream(part).filter(row -> column.at(row).size() <= number).toArray();
                if (missing.length == 0) continue;
                List<Answer> answers = source.ask(Arrays.stream(missing).mapToObj(row -> comparison.context(row).turns()).toList(), drawing, sample, progress);
                for (int i = 0; i < missing.length; i++) {
                    List<Answer> samples = new ArrayList<>(column.at(missing[i]));
                    samples.add(answers.get(i));
                    column.put(missing[i], samples);
                }
                written += missing.length;
            }
        }
        progress.at(open.length, open.length);
        return written;
    }

    /** Keeps all of a column's responses as a set, with how they came to be. @param of what they answer, for people */
    ResponseSetInfo keep(Comparison comparison, ComparedColumn column, ColumnSource source, Drawing drawing, String of) {
        List<GivenResponse> responses = new ArrayList<>();
        for (int sample = 0; sample < drawing.samples(); sample++) {
            int number = sample;
            IntStream.range(0, comparison.size()).filter(row -> column.at(row).size() > number).forEach(row -> {
                ComparedContext context = comparison.context(row);
                Answer answer = column.at(row).get(number);
                responses.add(new GivenResponse(context.emotion(), context.turns(), context.reference(), answer.text(), answer.logProbability(), answer.tokens()));
            });
        }
        Map<String, String> facts = new LinkedHashMap<>(source.facts(drawing));
        String name = sets.freeName(name(source.title(), drawing.seed()));
        return sets.addAll("answers to " + of, List.of(new ResponseSets.Named(name, source.title(), facts, responses))).get(0);
    }

    /** A name that a set may have. */
    static String name(String title, long seed) {
        String plain = title.replaceAll("[^\\p{L}\\p{N} ._+()-]+", " ").replaceAll("\\s+", " ").strip();
        String begun = plain.matches("[\\p{L}\\p{N}].*") ? plain : "responses " + plain;
        return (begun.length() > 60 ? begun.substring(0, 60).strip() : begun) + " seed " + seed;
    }
}
