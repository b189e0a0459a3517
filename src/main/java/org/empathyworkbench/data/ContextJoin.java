package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * Finds which responses of a file answer which contexts of a corpus, although the file has them in another order, in lower case, apart from
 * the marks around the words, and with short forms written out ("i am" for "I'm"). Places in the file count for nothing.
 *
 * <p>In three sittings, each for those that are left: 1. equal context and equal reference; 2. equal context; 3. equal last turn and equal
 * reference, for contexts that were cut or, as six of MoEL's, glued to another conversation. Equal means: the same letters and digits,
 * short forms written out on both sides.
 */
public final class ContextJoin {
    /** In which sitting a context found its response. */
    public enum By {
        CONTEXT_AND_REFERENCE("by context and reference"), CONTEXT("by context alone"),
        LAST_TURN_AND_REFERENCE("by last turn and reference");

        private final String words;

        By(String words) { this.words = words; }

        public String words() { return words; }
    }

    /**
     * @param records of each context, in the file's order; none where the file does not answer it,
     *     several where it answers it several times
     * @param joined  how many responses found a context
     * @param given   how many responses there were
     * @param counts  of contexts, by the sitting that answered them
     */
    public record Result(List<int[]> records, int joined, int given, Map<By, Integer> counts) {
        /**
         * {@code 5,255 of 5,255 responses joined: 5,249 by context and reference, 6 by last turn and reference}, and where there are any,
         * how many responses answer no context and how many contexts have several.
         */
        public String words() {
            StringBuilder words = new StringBuilder(String.format(Locale.ROOT, "%,d of %,d responses joined", joined, given));
            String before = ": ";
            for (By by : By.values()) {
                int count = counts.getOrDefault(by, 0);
                if (count == 0) continue;
                words.append(before).append(String.format(Locale.ROOT, "%,d %s", count, by.words()));
                before = ", ";
            }
            if (given > joined) words.append(String.format(Locale.ROOT, "; %,d answer no context of it", given - joined));
            int several = (int) records.stream().filter(of -> of.length > 1).count();
            if (several > 0) words.append("; several responses for ").append(Plurals.count(several, "context"));
            return words.toString();
        }
    }

    private static final int[] NONE = {};

    private final List<Key> contexts;
    private final Map<List<String>, String> bareContexts = new HashMap<>();   // the same context comes in file after file

    private record Key(String context, String last, String reference) { }

    public ContextJoin(List<Example> examples) {
        contexts = examples.stream().map(example -> key(example.context(), example.response())).toList();
    }

    /**
     * Joins one file's responses. Where several are equal, the k-th of r records goes to the k-th of e contexts; with more records than
     * contexts the (e+1)-th is the first context's second response, with fewer the (r+1)-th context has the first record again.
     */
    public synchronized Result join(List<GivenResponse> responses) {
        List<Key> records = responses.stream().map(response -> key(response.context(), response.reference())).toList();
        List<int[]> found = new ArrayList<>(Collections.nCopies(contexts.size(), NONE));
        boolean[] used = new boolean[records.size()];
        Map<By, Integer> counts = new EnumMap<>(By.class);
        for (By by : By.values()) {
            Map<String, List<Integer>> asked = places(by, contexts, i -> found.get(i).length == 0);
            Map<String, List<Integer>> given = places(by, records, r -> !used[r]);
            asked.forEach((sought, equal) -> {
                List<Integer> answers = given.get(sought);
                if (answers == null) return;
                for (int k = 0; k < equal.size(); k++) {
                    int first = k % answers.size();
                    int context = k;
                    found.set(equal.get(k), IntStream.range(0, answers.size())
                            .filter(a -> a == first || a % equal.size() == context).map(answers::get).toArray());
                    counts.merge(by, 1, Integer::sum);
                }
                answers.forEach(r -> used[r] = true);
            });
        }
        int joined = 0;
        for (boolean one : used) if (one) joined++;
        return new Result(found, joined, records.size(), counts);
    }

    private static Map<String, List<Integer>> places(By by, List<Key> keys, IntPredicate left) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String sought = left.test(i) ? sought(by, keys.get(i)) : null;
            if (sought != null) places.computeIfAbsent(sought, any -> new ArrayList<>()).add(i);
        }
        return places;
    }

    /** Null when there is nothing to look by. */
    private static String sought(By by, Key key) {
        return switch (by) {
            case CONTEXT_AND_REFERENCE -> key.reference.isEmpty() ? null : key.context + "\n" + key.reference;
            case CONTEXT -> key.context.isEmpty() ? null : key.context;
            case LAST_TURN_AND_REFERENCE -> key.reference.isEmpty() ? null : key.last + "\n" + key.reference;
        };
    }

    private Key key(List<String> context, String reference) {
        return new Key(bareContexts.computeIfAbsent(context, turns -> bare(String.join(" ", turns))),
                context.isEmpty() ? "" : bare(context.get(context.size() - 1)), bare(reference));
    }

    /** Endings that the published systems' preparation wrote out, whatever stood before them ("rabbit's" became "rabbit is"). */
    private static final String[][] ENDINGS = {{"can't", "cannot"}, {"won't", "willnot"},
            {"n't", "not"}, {"'m", "am"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"},
            {"it's", "itis"}, {"that's", "thatis"}, {"what's", "whatis"}, {"there's", "thereis"}, {"'d", "would"}};

    /** Letters and digits in lower case, short forms written out: what is left of a text when its writing does not matter. */
    static String bare(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        StringBuilder word = new StringBuilder();
        String pending = "";
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ' ' : text.charAt(i);
            boolean apostrophe = c == '\'' || c == '\u2019';
            if (apostrophe || Character.isLetterOrDigit(c) || Character.isSurrogate(c) && Character.isLetterOrDigit(text.codePointAt(i))) {
                word.append(apostrophe ? '\'' : Character.toLowerCase(c));
                continue;
            }
            if (word.isEmpty()) continue;
            String now = word.toString();
            word.setLength(0);
            if (clitic(now)) {                                              // "do n't", "i 'm": parted from their word
                pending += now;
                continue;
            }
            writeOut(pending, bare);
            pending = now;
        }
        writeOut(pending, bare);
        return bare.toString();
    }

    private static boolean clitic(String word) {
        return switch (word) {
            case "n't", "'m", "'re", "'ve", "'ll", "'s", "'d" -> true;
            default -> false;
        };
    }

    private static void writeOut(String word, StringBuilder bare) {
        String written = word;
        if (word.indexOf('\'') >= 0) {
            written = Arrays.stream(ENDINGS).filter(ending -> word.endsWith(ending[0])).findFirst()
                    .map(ending -> word.substring(0, word.length() - ending[0].length()) + ending[1]).orElse(word);
        }
        for (int i = 0; i < written.length(); i++) if (written.charAt(i) != '\'') bare.append(written.charAt(i));
    }
}
