package org.empathyworkbench.app.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * Finds what a published system answered to a context, although its file has the words in lower case, apart from the marks around them,
 * and short forms written out ("i am" for "I'm"): letters and digits are compared, short forms written out on both sides.
 */
final class SameContext {
    /** As the published systems' preparation wrote them out. The longer ones first. */
    private static final String[][] SHORT_FORMS = {{"can't", "cannot"}, {"won't", "will not"}, {"n't", " not"}, {"i'm", "i am"}, {"'re", " are"}, {"'ve", " have"},
            {"'ll", " will"}, {"it's", "it is"}, {"that's", "that is"}, {"what's", "what is"}, {"there's", "there is"}, {"'d", " would"}};

    private final Map<String, GivenResponse> withReference = new HashMap<>();
    private final Map<String, GivenResponse> whole = new HashMap<>();
    private final Map<String, GivenResponse> byLastTurnAndReference = new HashMap<>();

    SameContext(List<GivenResponse> responses) {
        for (GivenResponse response : responses) {
            withReference.putIfAbsent(key(response.context(), response.reference()), response);
            whole.putIfAbsent(key(response.context()), response);
            byLastTurnAndReference.putIfAbsent(lastKey(response.context(), response.reference()), response);
        }
    }

    /** By context and reference, else by the whole context alone, else, for a context that the system cut, by its last turn and the reference. */
    Optional<GivenResponse> find(List<String> context, String reference) {
        GivenResponse found = withReference.get(key(context, reference));
        if (found == null) found = whole.get(key(context));
        if (found == null && !reference.isBlank()) found = byLastTurnAndReference.get(lastKey(context, reference));
        return Optional.ofNullable(found);
    }

    private static String key(List<String> context) { return bare(String.join(" ", context)); }

    private static String key(List<String> context, String reference) { return key(context) + "\n" + bare(reference); }

    private static String lastKey(List<String> context, String reference) {
        return (context.isEmpty() ? "" : bare(context.get(context.size() - 1))) + "\n" + bare(reference);
    }

    static String bare(String text) {
        String words = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("\\s+(?=n't|'(?:m|re|ve|ll|s|d)\\b)", "");
        for (String[] form : SHORT_FORMS) words = words.replace(form[0], form[1]);
        return words.replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
