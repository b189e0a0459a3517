package org.empathyworkbench.app.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of a word in its text. Adjacent punctuation belongs to the word only where it carries meaning: question marks, exclamation marks,
 * inner apostrophes.
 */
record WordSpan(int from, int to) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['\u2019-][\\p{L}\\p{N}]+)*[?!]*|[^\\s\\p{L}\\p{N}]+");

    static List<WordSpan> of(String text) {
        List<WordSpan> spans = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) spans.add(new WordSpan(matcher.start(), matcher.end()));
        return spans;
    }
}
