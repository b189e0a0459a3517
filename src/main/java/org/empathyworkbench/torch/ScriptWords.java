package org.empathyworkbench.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code @WORD}s of program texts: names for what TorchScript's serialized text has bare numbers for. Every program knows the words of
 * {@link #COMMON}; a model's configuration adds its own. {@code resources/docs/TORCHSCRIPT.md} lists them.
 */
final class ScriptWords {
    private static final Pattern WORD = Pattern.compile("@([A-Za-z][A-Za-z0-9_]*)");
    private static final Map<String, String> COMMON = common();

    private ScriptWords() { }

    /**
     * Substitutes the words in a text.
     *
     * @throws IllegalArgumentException if the text has an undefined word, or the constants redefine a common word
     */
    static String replace(String text, Map<String, String> constants) {
        Map<String, String> values = new LinkedHashMap<>(COMMON);
        constants.forEach((word, value) -> {
            if (values.put(word, value) != null) throw new IllegalArgumentException("@" + word + " has a meaning in every program.");
        });
        return WORD.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("A program text has the word @" + found.group(1) + ", which has no value here.");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Map<String, String> common() {
        Map<String, String> words = new LinkedHashMap<>();
        // c10::ScalarType
        words.put("INT16", "2");
        words.put("INT64", "4");
        words.put("FLOAT32", "6");
        words.put("BOOL", "11");
        words.put("BFLOAT16", "15");
        // at::Reduction
        words.put("REDUCE_NONE", "0");
        words.put("REDUCE_SUM", "2");
        // the end of a slice that goes to the end
        words.put("TO_END", Long.toString(Long.MAX_VALUE));
        for (HyperParameter name : HyperParameter.values()) words.put(name.name(), Integer.toString(name.place()));
        return Map.copyOf(words);
    }
}
