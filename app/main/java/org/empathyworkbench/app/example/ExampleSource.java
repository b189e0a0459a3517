package org.empathyworkbench.app.example;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.LabelledPair;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.workspace.DialogueFilter;
import org.empathyworkbench.workspace.Page;
import org.empathyworkbench.workspace.StoredSample;
import org.empathyworkbench.workspace.Workspace;

/**
 * Source of examples.
 *
 * @param name of the dataset or the set of responses; the id of a run
 * @param label displayed name
 */
public record ExampleSource(Kind kind, String name, String label) {
    /** A dataset's dialogues and labelled pairs, a response set with its contexts, or samples of a run. */
    public enum Kind { DIALOGUES, PAIRS, RESPONSES, SAMPLES }

    /** Maximum number of a run's samples searched. */
    private static final int SAMPLES = 20_000;

    /** A dataset or a set of responses. */
    public ExampleSource(Kind kind, String name) { this(kind, name, name); }

    /** Name in a list of sources. */
    public String title() {
        return switch (kind) {
            case DIALOGUES -> name;
            case PAIRS -> name + ", labelled pairs";
            case RESPONSES -> name + ", published responses";
            case SAMPLES -> label + ", samples of the run";
        };
    }

    /**
     * Finds a page of examples.
     *
     * @param split null for all
     * @param text   substring of the context or the response; empty for all
     * @param offset of the first conversation, pair or response
     * @return the page, and the total number of matching conversations, pairs or responses
     */
    Page<ExampleHit> read(Workspace workspace, Split split, String text, int offset, int limit) {
        DialogueFilter filter = DialogueFilter.ALL.withSplit(split).withText(text);
        return switch (kind) {
            case DIALOGUES -> {
                Page<Dialogue> page = workspace.datasets().page(name, filter, offset, limit);
                yield new Page<>(page.total(), offset, page.rows().stream().flatMap(dialogue -> of(dialogue).stream()).toList());
            }
            case PAIRS -> {
                Page<LabelledPair> page = workspace.datasets().pairPage(name, filter, offset, limit);
                yield new Page<>(page.total(), offset, page.rows().stream()
                        .map(pair -> new ExampleHit(pair.id(), "", List.of(pair.context()), pair.response(), pair.levels())).toList());
            }
            case RESPONSES -> responses(workspace, text, offset, limit);
            case SAMPLES -> samples(workspace, text, offset, limit);
        };
    }

    /** Whether it has splits. */
    public boolean inParts() { return kind == Kind.DIALOGUES || kind == Kind.PAIRS; }

    /** Newest first. */
    private Page<ExampleHit> samples(Workspace workspace, String text, int offset, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<ExampleHit> all = new ArrayList<>();
        for (StoredSample stored : workspace.runs().samples(name, 0, SAMPLES)) {
            RunSample sample = stored.sample();
            if (sample.context().isEmpty()) continue;
            if (!wanted.isEmpty() && !(String.join(" ", sample.context()) + " " + sample.response() + " " + sample.reference())
                    .toLowerCase(Locale.ROOT).contains(wanted))
                continue;
            all.add(new ExampleHit("step " + sample.step(), "", sample.context(), sample.reference(),
                    sample.response(), sample.profile() == null ? Map.of() : sample.profile().levels()));
        }
        Collections.reverse(all);
        return new Page<>(all.size(), offset, all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size())));
    }

    private Page<ExampleHit> responses(Workspace workspace, String text, int offset, int limit) {
        Map<String, ExampleHit> distinct = new LinkedHashMap<>();
        String wanted = text.toLowerCase(Locale.ROOT);
        int number = 0;
        for (GivenResponse given : workspace.responseSets().responses(name)) {
            number++;
            if (!wanted.isEmpty()
                    && !(String.join(" ", given.context()) + " " + given.reference()).toLowerCase(Locale.ROOT).contains(wanted))
                continue;
            distinct.putIfAbsent(given.context() + "\n" + given.reference(),
                    new ExampleHit("row " + number, given.emotion(), given.context(), given.reference(), given.text(), Map.of()));
        }
        List<ExampleHit> all = new ArrayList<>(distinct.values());
        return new Page<>(all.size(), offset, all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size())));
    }

    /** The examples of a dialogue with the levels of their turns. */
    private static List<ExampleHit> of(Dialogue dialogue) {
        List<ExampleHit> found = new ArrayList<>();
        for (Example example : dialogue.examples()) {
            Map<Mechanism, Level> levels = dialogue.turnOf(example).levels();
            found.add(new ExampleHit(example.id(), example.emotion(), example.context(), example.response(), levels));
        }
        return found;
    }
}
