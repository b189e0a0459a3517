package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.empathyworkbench.text.TextSpan;

/**
 * The words of a response that annotators marked as evidence.
 *
 * @param words (n) in the response's order, blank-separated
 * @param marks (n) true where at least half of a word's characters lie in a rationale
 * @param found parts of the rationale that stand in the response; some of the corpus do not, for blanks and words were taken away
 */
record RationaleMarks(List<TextSpan> words, boolean[] marks, int found) {

    /** Parts are looked for as they are, any run of blanks for a blank. */
    static RationaleMarks of(String response, List<String> parts) {
        List<TextSpan> spans = new ArrayList<>();
        for (String part : parts) {
            if (part.isBlank()) continue;
            Matcher matcher = Pattern.compile(Pattern.compile("\\s+").splitAsStream(part.strip())
                    .map(Pattern::quote).collect(Collectors.joining("\\s+"))).matcher(response);
            if (matcher.find()) spans.add(new TextSpan(matcher.start(), matcher.end()));
        }
        List<TextSpan> words = TextSpan.words(response);
        boolean[] marks = new boolean[words.size()];
        for (int w = 0; w < marks.length; w++) {
            TextSpan word = words.get(w);
            marks[w] = spans.stream().anyMatch(span -> 2 * span.shared(word) >= word.length());
        }
        return new RationaleMarks(words, marks, spans.size());
    }

    boolean any() {
        for (boolean mark : marks) if (mark) return true;
        return false;
    }

    double share() {
        int marked = 0;
        for (boolean mark : marks) if (mark) marked++;
        return marks.length == 0 ? 0 : (double) marked / marks.length;
    }
}
