package org.empathyworkbench.casestudy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A context and what was answered to it, kept to be read.
 *
 * @param id        in the workspace; 0 before it is stored
 * @param title     the user's title; empty for none
 * @param emotion   one word; empty when unknown
 * @param context   the turns before the responses, oldest first, the last one by the speaker
 * @param marks     for each turn its marks
 * @param source    display text of its origin: a corpus and the example's id, a run and its step; may be empty
 * @param note      the user's
 * @param responses in the order in which they are shown; the reference is one of them
 */
public record CaseStudy(long id, String title, String emotion, List<String> context,
        List<List<Mark>> marks, String source, String note, Instant keptAt, List<CaseResponse> responses) {
    public CaseStudy {
        Objects.requireNonNull(title);
        Objects.requireNonNull(emotion);
        Objects.requireNonNull(source);
        Objects.requireNonNull(note);
        Objects.requireNonNull(keptAt);
        context = List.copyOf(context);
        if (context.isEmpty()) throw new IllegalArgumentException("A case has a context of one turn at least.");
        if (marks.size() > context.size())
            throw new IllegalArgumentException("There are marks for " + marks.size() + " turns but " + context.size() + " turns.");
        List<List<Mark>> all = new ArrayList<>();
        for (int turn = 0; turn < context.size(); turn++)
            all.add(turn < marks.size() ? Marks.checked(context.get(turn), marks.get(turn)) : List.of());
        marks = Collections.unmodifiableList(all);
        responses = List.copyOf(responses);
    }

    /** The corpus's own response. */
    public Optional<CaseResponse> reference() { return responses.stream().filter(CaseResponse::isReference).findFirst(); }

    public Optional<CaseResponse> response(long id) { return responses.stream().filter(one -> one.id() == id).findFirst(); }

    /** What a list calls it: its title, else its emotion, else the beginning of its last turn. */
    public String name() {
        if (!title.isBlank()) return title;
        if (!emotion.isBlank()) return emotion.substring(0, 1).toUpperCase(Locale.ROOT) + emotion.substring(1);
        String last = context.get(context.size() - 1);
        return last.length() <= 60 ? last : last.substring(0, 57).strip() + "…";
    }

    public CaseStudy withResponses(List<CaseResponse> other) {
        return new CaseStudy(id, title, emotion, context, marks, source, note, keptAt, other);
    }
}
