package org.empathyworkbench.app.inspector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.app.empathy.HeatText;
import org.empathyworkbench.app.empathy.HeatText.Heat;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.identifier.Evidence;
import org.empathyworkbench.identifier.EvidenceMethod;
import org.empathyworkbench.identifier.EvidenceWord;
import org.empathyworkbench.text.TextSpan;

/** Converts evidence to the words of a {@link HeatText}. */
final class EvidenceWords {
    private EvidenceWords() { }

    /**
     * @param turn  a turn of the context, or -1 for the response
     * @param shown the one mechanism with a lane; null for all
     */
    static List<HeatText.Word> of(Map<Mechanism, Evidence> evidence, int turn, Mechanism shown) {
        List<Mechanism> lanes = Arrays.stream(Mechanism.values())
                .filter(mechanism -> (shown == null || mechanism == shown) && evidence.containsKey(mechanism)).toList();
        if (lanes.isEmpty()) return List.of();
        Evidence first = evidence.get(lanes.get(0));
        List<HeatText.Word> words = new ArrayList<>();
        for (int i = 0; i < first.words().size(); i++) {
            EvidenceWord word = first.words().get(i);
            if (word.turn() != turn) continue;
            List<Heat> heats = new ArrayList<>();
            StringBuilder meaning = new StringBuilder("\u201c" + word.text() + "\u201d");
            for (Mechanism mechanism : lanes) {
                Evidence one = evidence.get(mechanism);
                EvidenceWord own = one.words().get(i);
                heats.add(new Heat(mechanism, one.intensity(own)));
                meaning.append('\n').append(mechanism.title()).append(": ").append(number(one.method(), own.score()));
            }
            if (!word.read()) meaning.append("\nBeyond the identifiers' maximum length: ignored.");
            words.add(new HeatText.Word(word.text(), heats, meaning.toString(), word.read()));
        }
        return words;
    }

    /** Words without lanes, for a text without evidence. */
    static List<HeatText.Word> plain(String text) {
        return TextSpan.words(text).stream().map(word -> new HeatText.Word(word.of(text), List.of(), "", true)).toList();
    }

    /** A score formatted for its method. */
    static String number(EvidenceMethod method, double score) {
        return switch (method) {
            case RATIONALE_HEAD -> String.format(Locale.ROOT, "%.0f %% probability of a human rationale", 100 * score);
            case INTEGRATED_GRADIENTS -> String.format(Locale.ROOT, "%+.2f log-odds", score);
            default -> String.format(Locale.ROOT, "%.1f %% of the attention", 100 * score);
        };
    }

    /** Short form of a score. */
    static String shortNumber(EvidenceMethod method, double score) {
        return switch (method) {
            case RATIONALE_HEAD -> String.format(Locale.ROOT, "%.2f", score);
            case INTEGRATED_GRADIENTS -> String.format(Locale.ROOT, "%+.2f", score);
            default -> String.format(Locale.ROOT, "%.1f %%", 100 * score);
        };
    }
}
