package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Turn;
import org.empathyworkbench.io.VisibleText;

/**
 * Preview of a corpus, by which the user checks texts, roles and encoding.
 *
 * @param title id, split and emotion
 * @param lines one per turn, or the two texts of a pair, each on one line of bounded length
 */
public record CorpusSample(String title, List<String> lines) {
    private static final int MOST_CHARACTERS = 120;
    private static final int MOST_TURNS = 8;

    public CorpusSample { lines = List.copyOf(lines); }

    /** The first conversations and pairs, {@code most} at the most. */
    public static List<CorpusSample> of(Corpus corpus, int most) {
        List<CorpusSample> samples = new ArrayList<>();
        corpus.dialogues().stream().limit(most).forEach(dialogue -> samples.add(of(dialogue)));
        corpus.pairs().stream().limit(most - samples.size()).forEach(pair -> samples.add(of(pair)));
        return samples;
    }

    private static CorpusSample of(Dialogue dialogue) {
        List<String> lines = new ArrayList<>();
        if (!dialogue.situation().isEmpty()) lines.add(line("Situation: ", dialogue.situation()));
        for (Turn turn : dialogue.turns().subList(0, Math.min(MOST_TURNS, dialogue.turns().size()))) {
            lines.add(line(turn.role() == Role.SPEAKER ? "Speaker: " : "Listener: ", turn.text()));
        }
        if (dialogue.turns().size() > MOST_TURNS) lines.add("and " + Plurals.count(dialogue.turns().size() - MOST_TURNS, "more turn"));
        return new CorpusSample(line("", dialogue.id()) + " (" + dialogue.split().key()
                + (dialogue.emotion().isEmpty() ? "" : ", " + dialogue.emotion()) + ")", lines);
    }

    private static CorpusSample of(LabelledPair pair) {
        List<String> levels = pair.levels().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(level -> level.getKey().title().toLowerCase(Locale.ROOT) + " " + level.getValue().word()).toList();
        return new CorpusSample(line("", pair.id()) + " (" + pair.split().key() + ")",
                List.of(line("Seeker: ", pair.context()), line("Response: ", pair.response()), "Levels: " + String.join(", ", levels)));
    }

    private static String line(String who, String text) { return who + VisibleText.line(text, MOST_CHARACTERS); }
}
