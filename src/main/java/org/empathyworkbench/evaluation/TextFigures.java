package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * What can be said of responses from their words alone.
 *
 * @param responses  how many
 * @param empty      how many hold no word
 * @param words      mean number of words between blanks
 * @param dist1      Dist-1 of whitespace tokens, x 100: the published convention
 * @param dist2      Dist-2 of whitespace tokens, x 100
 * @param dist1Words Dist-1 of NLTK-style words, x 100
 * @param dist2Words Dist-2 of NLTK-style words, x 100
 * @param references how many of the responses have a reference; what follows is of those, NaN when there are none
 * @param bleu1      corpus BLEU-1 of NLTK-style words, no smoothing, x 100
 * @param bleu2      corpus BLEU-2 of NLTK-style words, no smoothing, x 100
 * @param rougeL     mean ROUGE-L F of NLTK-style words, x 100
 */
public record TextFigures(int responses, int empty, double words, double dist1,
        double dist2, double dist1Words, double dist2Words, int references, double bleu1,
        double bleu2, double rougeL) {

    static TextFigures of(List<GivenResponse> rows) {
        List<String> texts = rows.stream().map(GivenResponse::text).toList();
        List<List<String>> blanks = texts.stream().map(WordTokens.WHITESPACE::of).toList();
        List<List<String>> words = texts.stream().map(WordTokens.WORDS::of).toList();
        List<List<String>> hypotheses = new ArrayList<>();
        List<List<String>> references = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).reference().isBlank()) continue;
            hypotheses.add(words.get(i));
            references.add(WordTokens.WORDS.of(rows.get(i).reference()));
        }
        boolean some = !references.isEmpty();
        List<List<List<String>>> single = references.stream().map(List::of).toList();
        return new TextFigures(rows.size(), (int) blanks.stream().filter(List::isEmpty).count(),
                blanks.stream().mapToInt(List::size).average().orElse(0), Distinct.of(blanks, 1).percent(),
                Distinct.of(blanks, 2).percent(), Distinct.of(words, 1).percent(), Distinct.of(words, 2).percent(), references.size(),
                some ? 100 * Bleu.corpus(hypotheses, single, 1, Bleu.Smoothing.NONE) : Double.NaN,
                some ? 100 * Bleu.corpus(hypotheses, single, 2, Bleu.Smoothing.NONE) : Double.NaN,
                some ? RougeL.corpusF1(hypotheses, references) : Double.NaN);
    }

    List<Figure> figures() {
        return List.of(
                new Figure("dist-1", "Dist-1", dist1,
                        "Distinct words over all words of all responses, whitespace tokens, x 100. Falls as more responses are taken."),
                new Figure("dist-2", "Dist-2", dist2,
                        "Distinct pairs of words over all pairs, whitespace tokens, x 100. Falls as more responses are taken."),
                new Figure("dist-1-words", "Dist-1 (NLTK words)", dist1Words,
                        "Dist-1 with punctuation and contractions as words of their own."),
                new Figure("dist-2-words", "Dist-2 (NLTK words)", dist2Words,
                        "Dist-2 with punctuation and contractions as words of their own."),
                new Figure("bleu-1", "BLEU-1", bleu1, "Corpus BLEU-1 against the references, NLTK-style words, no smoothing, x 100."),
                new Figure("bleu-2", "BLEU-2", bleu2, "Corpus BLEU-2 against the references, NLTK-style words, no smoothing, x 100."),
                new Figure("rouge-l", "ROUGE-L", rougeL,
                        "Mean F1 of the longest common subsequence with the reference, NLTK-style words, x 100."),
                new Figure("mean-words", "Mean length", words, "Words a response, between blanks."),
                new Figure("count-empty", "Empty responses", empty, "Responses without any word."),
                new Figure("count-responses", "Responses", responses, "How many responses were evaluated."));
    }
}
