package org.empathyworkbench.data;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One instance of a situation: participants, place and time are sampled once and are the same in every sentence. */
final class DemoScene {
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SENTENCE_START = Pattern.compile("(^|[.!?] )(\\p{Ll})");
    /** If a story has several participants, "he" or "she" is the first of these kinds that it mentions. */
    private static final List<String> PRONOUN_ORDER = List.of("kin", "elder", "child", "name");

    private final DemoGrammar.Situation situation;
    private final Map<String, String> values = new HashMap<>();

    DemoScene(DemoGrammar grammar, DemoGrammar.Situation situation, SplittableRandom random) {
        this.situation = situation;
        grammar.slots().forEach((slot, words) -> values.put(slot, DemoCorpus.pick(words, random)));
        Map<String, List<String>> persons = new HashMap<>();
        grammar.people().forEach((kind, choice) -> persons.put(kind, DemoCorpus.pick(choice, random)));
        persons.forEach((kind, person) -> values.put(kind, person.get(0)));
        List<String> speaking = persons.get(PRONOUN_ORDER.stream().filter(this::mentions).findFirst().orElse("name"));
        values.put("he", speaking.get(1));
        values.put("him", speaking.get(2));
        values.put("his", speaking.get(3));
    }

    DemoGrammar.Situation situation() { return situation; }

    /** The sentence with its slots filled and every sentence's first letter large. */
    String fill(String pattern) {
        String filled = SLOT.matcher(pattern).replaceAll(slot -> Matcher.quoteReplacement(value(slot.group(1))));
        return SENTENCE_START.matcher(filled)
                .replaceAll(start -> Matcher.quoteReplacement(start.group(1) + start.group(2).toUpperCase(Locale.ROOT)));
    }

    /** A part of a sentence, such as a reason, with its slots filled and its letters as they are. */
    String fillPart(String pattern) {
        return SLOT.matcher(pattern).replaceAll(slot -> Matcher.quoteReplacement(value(slot.group(1))));
    }

    private String value(String slot) {
        String value = values.get(slot);
        if (value == null) throw new IllegalStateException("The demo grammar has no words for {" + slot + "}.");
        return value;
    }

    private boolean mentions(String kind) {
        String mark = "{" + kind + "}";
        return situation.s().contains(mark) || situation.open().stream().anyMatch(text -> text.contains(mark))
                || situation.why().stream().anyMatch(text -> text.contains(mark))
                || situation.ask().stream().flatMap(List::stream).anyMatch(text -> text.contains(mark));
    }
}
