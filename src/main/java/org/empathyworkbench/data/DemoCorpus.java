package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/**
 * A small corpus of our own, made by a seeded grammar: dialogues over the 32 emotions of EmpatheticDialogues, and labelled pairs for the
 * identifiers. The level of each mechanism in a response is known by construction.
 *
 * <p>What there is to learn: an emotion's family and the place in the dialogue decide the usual levels (a loss wants a strong reaction, an
 * achievement a question about it); {@value #USUAL} of the responses have them, the others differ. So a model that copies its corpus
 * meets the usual level that often and no oftener, and alignment has something to gain.
 */
public final class DemoCorpus {
    public static final String FORMAT = "demo";
    public static final int DEFAULT_DIALOGUES = 1_280;

    /** How often a response has a mechanism's usual level; a neighbouring level is more likely than a far one otherwise. */
    private static final double USUAL = 0.75;
    private static final double NEAR = 0.65;
    private static final int COMBINATIONS = 27;
    private static final int RESPONSES_A_POST = 4;

    private final SplittableRandom random;
    private final DemoGrammar grammar = DemoGrammar.read();
    private final Map<String, List<DemoGrammar.Situation>> situations = DemoGrammar.readSituations();
    private final Set<String> told = new HashSet<>();

    private DemoCorpus(long seed) { this.random = new SplittableRandom(seed); }

    /**
     * Equal seeds and counts give equal corpora.
     *
     * @param dialogues how many; {@value #DEFAULT_DIALOGUES} is the usual number. There are about 2.4 labelled pairs for each
     * @return dialogues split 80/10/10 and pairs split 80/20 by post; no opening occurs twice
     */
    public static Corpus generate(long seed, int dialogues) {
        if (dialogues < 1) throw new IllegalArgumentException("A corpus has dialogues.");
        DemoCorpus corpus = new DemoCorpus(seed);
        List<Dialogue> made = corpus.dialogues(dialogues);
        List<LabelledPair> pairs = corpus.pairs(Math.max(4, (int) Math.round(dialogues * 3_024.0 / DEFAULT_DIALOGUES / COMBINATIONS)));
        return new Corpus(FORMAT, made, pairs, List.of("Written for this project by a grammar with seed " + seed
                + "; the levels of every response are known by construction."));
    }

    private List<Dialogue> dialogues(int count) {
        List<Split> splits = splits(count, 0.8, 0.9);
        List<String> emotions = List.copyOf(situations.keySet());
        List<Dialogue> dialogues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String emotion = emotions.get(i % emotions.size());
            List<DemoGrammar.Situation> possible = situations.get(emotion);
            Story story = newStory(emotion, possible.get(i / emotions.size() % possible.size()));
            String id = String.format(Locale.ROOT, "demo:%05d", i + 1);
            dialogues.add(new Dialogue(id, splits.get(i), emotion,
                    story.scene().fill(story.scene().situation().s()), turns(emotion, story)));
        }
        return dialogues;
    }

    private record Story(DemoScene scene, String opening) { }

    /** A telling whose opening was not used before, if one can be found soon. */
    private Story newStory(String emotion, DemoGrammar.Situation situation) {
        Story story = null;
        for (int attempt = 0; attempt < 50; attempt++) {
            DemoScene scene = new DemoScene(grammar, situation, random);
            String lead = pick(grammar.familyOf(emotion).leads(), random);
            story = new Story(scene, (lead + " " + scene.fill(pick(situation.open(), random))).strip());
            if (told.add(story.opening())) break;
        }
        return story;
    }

    private List<Turn> turns(String emotion, Story story) {
        DemoGrammar.Family family = grammar.familyOf(emotion);
        DemoListener listener = new DemoListener(grammar, emotion, story.scene(), random);
        int length = pick(List.of(2, 3, 4, 4, 4, 5, 6, 6), random);
        List<String> more = shuffled(family.more(), random);
        List<Turn> turns = new ArrayList<>(List.of(new Turn(Role.SPEAKER, story.opening())));
        while (turns.size() < length) {
            int[] usual = turns.size() == 1 ? family.first() : turns.size() == 3 ? family.later() : family.last();
            boolean last = turns.size() == 5;
            Map<Mechanism, Level> wanted = levels(usual);
            if (last) wanted.put(Mechanism.EXPLORATION, Level.NONE);                    // no question at the end of a conversation
            DemoListener.Reply reply = listener.reply(wanted, last);
            turns.add(new Turn(Role.LISTENER, reply.text(), reply.levels()));
            if (turns.size() == length) break;
            boolean end = turns.size() == 4 && reply.answer().isEmpty();
            String next = end ? pick(family.closings(), random) : reply.answer().isEmpty() ? more.remove(0) : reply.answer();
            turns.add(new Turn(Role.SPEAKER, next));
        }
        return turns;
    }

    private Map<Mechanism, Level> levels(int[] usual) {
        Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            int level = usual[mechanism.ordinal()];
            if (random.nextDouble() >= USUAL) {
                boolean near = random.nextDouble() < NEAR;
                level = switch (level) {
                    case 0 -> near ? 1 : 2;
                    case 2 -> near ? 1 : 0;
                    default -> random.nextBoolean() ? 0 : 2;
                };
            }
            levels.put(mechanism, Level.of(level));
        }
        return levels;
    }

    /** Every combination of levels {@code each} times; four responses to a post, never two of one combination in a row. */
    private List<LabelledPair> pairs(int each) {
        List<Integer> combinations = new ArrayList<>();
        for (int i = 0; i < each; i++) combinations.addAll(shuffled(IntStream.range(0, COMBINATIONS).boxed().toList(), random));
        int posts = (combinations.size() + RESPONSES_A_POST - 1) / RESPONSES_A_POST;
        List<Split> splits = splits(posts, 0.8, 1.0);
        List<String> emotions = List.copyOf(situations.keySet());
        List<LabelledPair> pairs = new ArrayList<>();
        for (int post = 0; post < posts; post++) {
            String emotion = emotions.get(post % emotions.size());
            List<DemoGrammar.Situation> possible = situations.get(emotion);
            Story story = newStory(emotion, possible.get(post / emotions.size() % possible.size()));
            String seeker = String.format(Locale.ROOT, "demo-post:%05d", post + 1);
            for (int k = 0; k < RESPONSES_A_POST && post * RESPONSES_A_POST + k < combinations.size(); k++) {
                DemoListener.Reply reply = new DemoListener(grammar, emotion, story.scene(), random)
                        .reply(combination(combinations.get(post * RESPONSES_A_POST + k)), false);
                pairs.add(new LabelledPair(seeker + "/" + (k + 1), seeker, splits.get(post), story.opening(), reply.text(), reply.levels(),
                        reply.rationales()));
            }
        }
        return pairs;
    }

    private static Map<Mechanism, Level> combination(int number) {
        Map<Mechanism, Level> levels = new EnumMap<>(Mechanism.class);
        int rest = number;
        for (Mechanism mechanism : Mechanism.values()) {
            levels.put(mechanism, Level.of(rest % 3));
            rest /= 3;
        }
        return levels;
    }

    private List<Split> splits(int count, double train, double validation) {
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            splits.add(i < Math.round(train * count) ? Split.TRAIN : i < Math.round(validation * count) ? Split.VALIDATION : Split.TEST);
        }
        return shuffled(splits, random);
    }

    static <T> T pick(List<T> choice, SplittableRandom random) { return choice.get(random.nextInt(choice.size())); }

    /** A shuffled copy that may be changed. */
    static <T> List<T> shuffled(List<T> list, SplittableRandom random) {
        List<T> copy = new ArrayList<>(list);
        for (int i = copy.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T swapped = copy.get(i);
            copy.set(i, copy.get(j));
            copy.set(j, swapped);
        }
        return copy;
    }
}
