package org.empathyworkbench.data;

import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.io.Json;

/**
 * The words of the demo corpus, as they stand in {@code resources/engine/demo}: written for this project, nothing in them is from a corpus.
 *
 * @param slots          plain values of {@code {slot}} in a sentence
 * @param people         persons by kind, each word, subject, object and possessive pronoun; {@code {he} {him} {his}} go with them
 * @param interpretation phrases that say that one understands
 * @param fillers        phrases that say nothing
 * @param families       groups of emotions that are talked about alike
 * @param feelings       words for an emotion, by emotion
 */
record DemoGrammar(Map<String, List<String>> slots, Map<String, List<List<String>>> people, Interpretation interpretation,
                   List<String> fillers, Map<String, Family> families, Map<String, List<String>> feelings) {

    /**
     * @param weak   phrases without a feeling
     * @param strong patterns that name the {@code {feeling}} and say {@code {why}} it is felt
     */
    record Interpretation(List<String> weak, List<String> strong) { }

    /**
     * @param first    the usual level of each mechanism in the listener's first turn; {@code later} and {@code last} in the next ones
     * @param leads    what may stand before the speaker's story
     * @param weak     weak emotional reactions, {@code strong} strong ones
     * @param explore  weak explorations, good for any story of the family
     * @param more     what the speaker goes on with when not asked anything in particular
     * @param closings the speaker's last words
     * @param byes     the listener's last words, without a mechanism
     */
    record Family(List<String> emotions, int[] first, int[] later, int[] last, List<String> leads, List<String> weak, List<String> strong,
                  List<String> explore, List<String> more, List<String> closings, List<String> byes) { }

    /**
     * One thing that can have happened.
     *
     * @param s    the situation in a sentence
     * @param open ways to begin telling it
     * @param ask  pairs of a question about it (strong exploration) and the speaker's answer
     * @param why  reasons for the feeling, as in "you feel sad because ..."
     * @param fact remarks without any empathy
     */
    record Situation(String s, List<String> open, List<List<String>> ask, List<String> why, List<String> fact) { }

    private static final List<String> SITUATIONS = List.of("situations-hard.json", "situations-mixed.json", "situations-bright.json");

    static DemoGrammar read() { return read("grammar.json", new TypeToken<DemoGrammar>() { }); }

    /** Situations by emotion, in the files' order. */
    static Map<String, List<Situation>> readSituations() {
        Map<String, List<Situation>> all = new LinkedHashMap<>();
        for (String file : SITUATIONS) all.putAll(read(file, new TypeToken<LinkedHashMap<String, List<Situation>>>() { }));
        return all;
    }

    Family familyOf(String emotion) {
        return families.values().stream().filter(family -> family.emotions().contains(emotion)).findFirst()
                .orElseThrow(() -> new IllegalStateException("No family of the demo grammar knows " + emotion + "."));
    }

    private static <T> T read(String file, TypeToken<T> type) {
        try (InputStream stream = DemoGrammar.class.getResourceAsStream("/demo/" + file)) {
            if (stream == null) throw new IllegalStateException("The program is incomplete: demo/" + file + " is missing.");
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                return Json.COMPACT.fromJson(reader, type);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
