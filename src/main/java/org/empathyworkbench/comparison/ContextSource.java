package org.empathyworkbench.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.workspace.Workspace;

/**
 * Source of a comparison's contexts.
 *
 * @param name  of the dataset or the set of responses; empty for a typed context
 * @param split null for all splits
 */
public record ContextSource(Kind kind, String name, Split split) {
    /** A dataset's dialogues or labelled pairs, the contexts of a set of responses, or one typed by the user. */
    public enum Kind { DIALOGUES, PAIRS, RESPONSES, TYPED }

    public static final ContextSource TYPED = new ContextSource(Kind.TYPED, "", null);

    /** Display text. */
    public String title() {
        String part = split == null ? "all parts" : split.key();
        return switch (kind) {
            case DIALOGUES -> name + ", " + part;
            case PAIRS -> name + ", pairs, " + part;
            case RESPONSES -> "contexts of " + name;
            case TYPED -> "a context of your own";
        };
    }

    /**
     * All its contexts, in order.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException if it does not exist any more
     */
    public List<ComparedContext> read(Workspace workspace) {
        return switch (kind) {
            case DIALOGUES -> workspace.datasets().examples(name, split).stream().map(ContextSource::of).toList();
            case PAIRS -> parts().flatMap(part -> workspace.datasets().pairs(name, part).stream())
                    .map(pair -> new ComparedContext(pair.id(), "", List.of(pair.context()), pair.response())).toList();
            case RESPONSES -> distinct(workspace.responseSets().responses(name));
            case TYPED -> List.of();
        };
    }

    private Stream<Split> parts() { return split == null ? Stream.of(Split.values()) : Stream.of(split); }

    private static ComparedContext of(Example example) {
        return new ComparedContext(example.id(), example.emotion(), example.context(), example.response());
    }

    private static List<ComparedContext> distinct(List<GivenResponse> responses) {
        Map<List<Object>, ComparedContext> contexts = new LinkedHashMap<>();
        IntStream.range(0, responses.size()).forEach(i -> {
            GivenResponse one = responses.get(i);
            contexts.putIfAbsent(List.of(one.context(), one.reference()),
                    new ComparedContext(String.format(Locale.ROOT, "row %,d", i + 1), one.emotion(), one.context(), one.reference()));
        });
        return List.copyOf(contexts.values());
    }
}
