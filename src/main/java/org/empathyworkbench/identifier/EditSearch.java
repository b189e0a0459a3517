package org.empathyworkbench.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.text.ProgressListener;
import org.empathyworkbench.text.TextSpan;

/**
 * Searches for the smallest edits that change a level: removes every single word, every sentence, then pairs of the words with the greatest
 * effect. Not exhaustive: joint effects of three words are not found.
 *
 * @param words  maximum number of words tried, from the start
 * @param paired maximum number of words tried in pairs; 12 make 66 pairs
 */
public record EditSearch(int words, int paired) {
    public EditSearch {
        if (words < 1 || paired < 0) throw new IllegalArgumentException("A search tries one word at least.");
    }

    public static EditSearch standard() { return new EditSearch(60, 12); }

    /** @param stop polled between batches; the results so far are returned */
    public EditReport run(CachedContextScorer reading, String response, BooleanSupplier stop, ProgressListener progress) {
        EmpathyProfile before = reading.score(response);
        List<TextSpan> all = TextSpan.words(response);
        List<TextSpan> tried = all.subList(0, Math.min(words, all.size()));
        List<TextSpan> sentences = TextSpan.sentences(response);
        List<Edit> first = new ArrayList<>();
        if (all.size() > 1) for (TextSpan word : tried) first.add(Edit.without(response, Edit.Kind.WORD, List.of(word)));
        if (sentences.size() > 1)
            for (TextSpan sentence : sentences) first.add(Edit.without(response, Edit.Kind.SENTENCE, List.of(sentence)));
        int expected = first.size() + paired * (paired - 1) / 2;
        List<EditEffect> effects = new ArrayList<>(effects(reading, before, first, stop, progress, 0, expected));
        List<TextSpan> strongest = effects.stream().filter(effect -> effect.edit().kind() == Edit.Kind.WORD)
                .sorted(Comparator.comparingDouble(EditEffect::size).reversed())
                .limit(all.size() > 2 ? paired : 0).map(effect -> effect.edit().removed().get(0)).toList();
        List<Edit> pairs = new ArrayList<>();
        for (int i = 0; i < strongest.size(); i++) {
            for (int j = i + 1; j < strongest.size(); j++)
                pairs.add(Edit.without(response, Edit.Kind.TWO_WORDS, List.of(strongest.get(i), strongest.get(j))));
        }
        effects.addAll(effects(reading, before, pairs, stop, progress, first.size(), first.size() + pairs.size()));
        return new EditReport(response, before, effects, all.size() - tried.size(),
                strongest.size(), effects.size() == first.size() + pairs.size());
    }

    private static List<EditEffect> effects(CachedContextScorer reading, EmpathyProfile before,
            List<Edit> edits, BooleanSupplier stop, ProgressListener progress, int done, int of) {
        List<EditEffect> effects = new ArrayList<>();
        int part = reading.atOnce();
        for (int from = 0; from < edits.size() && !stop.getAsBoolean(); from += part) {
            List<Edit> some = edits.subList(from, Math.min(edits.size(), from + part));
            List<EmpathyProfile> after = reading.score(some.stream().map(Edit::text).toList(), () -> false);
            for (int i = 0; i < some.size(); i++) effects.add(new EditEffect(some.get(i), before, after.get(i)));
            progress.at((double) (done + effects.size()) / Math.max(1, of), "leaving out words");
        }
        return effects;
    }
}
