package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.io.StorableText;
import org.empathyworkbench.io.VisibleText;

/**
 * What was read of a response file. Nothing empty is in it: a record without a context or without a response answers nothing, is left out
 * and counted in a note.
 *
 * @param format in which the file was read, such as {@code cem}
 * @param sets   one for each system, none of them empty
 * @param notes  for the user: which fields were read, what was left out, split, joined or is there twice
 */
public record ReadResponses(String format, List<NamedResponses> sets, List<String> notes) {
    /** Template tokens and formatting that models put around an answer. */
    private static final Pattern MARKS = Pattern.compile("</?(?:think|thinking|reasoning|s|pad|unk|bos|eos)>|<\\|[a-z_]{2,"
            + "30}\\|>|\\[/?INST\\]|<(?:start|end)_of_turn>", Pattern.CASE_INSENSITIVE);

    public ReadResponses {
        sets = List.copyOf(sets);
        notes = List.copyOf(notes);
    }

    /**
     * Leaves out what is empty and counts what is there twice.
     *
     * @param sets  as they stand in the file
     * @param notes that the reader has already
     * @throws org.empathyworkbench.dialogue.UserInputException when no system has a response
     */
    static ReadResponses of(String format, SourceLocation file, List<NamedResponses> sets, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        List<NamedResponses> kept = new ArrayList<>();
        for (NamedResponses set : sets) {
            List<GivenResponse> responses = new ArrayList<>();
            int noContext = 0;
            int noResponse = 0;
            int emptyTurns = 0;
            int answered = 0;
            int hidden = 0;
            int marked = 0;
            int place = 0;
            for (GivenResponse one : set.responses()) {
                place++;
                List<String> texts = Stream.concat(one.context().stream(), Stream.of(one.text(), one.reference(), one.emotion())).toList();
                if (!texts.stream().allMatch(StorableText::is)) {
                    throw new SourceLocation(file.file(), file.line(), "record " + place + " of " + VisibleText.line(set.name(), 60))
                            .fault("A text holds a NUL or half of a character (a surrogate "
                                    + "that stands alone), and cannot be stored as it is");
                }
                if (texts.stream().anyMatch(HiddenCharacters::holdsHidden)) hidden++;
                if (MARKS.matcher(one.text()).find()) marked++;
                List<String> turns = one.context().stream().map(String::strip).filter(turn -> !TextCleaning.isEmpty(turn)).toList();
                if (turns.isEmpty()) {
                    noContext++;
                } else if (TextCleaning.isEmpty(one.text())) {
                    noResponse++;
                } else {
                    emptyTurns += one.context().size() - turns.size();
                    if (turns.get(turns.size() - 1).equals(one.text().strip())) answered++;
                    responses.add(turns.equals(one.context()) ? one
                            : new GivenResponse(one.emotion(), turns, one.reference(), one.text(), one.logProbability(), one.tokens()));
                }
            }
            String begin = set.name() + ": ";
            if (noContext > 0) all.add(begin + Plurals.count(noContext, "record") + " without a context left out.");
            if (noResponse > 0) all.add(begin + Plurals.count(noResponse, "record")
                    + " without a response left out: an empty text is no answer.");
            if (emptyTurns > 0) all.add(begin + Plurals.count(emptyTurns, "empty turn") + " of contexts left out.");
            if (answered > 0) all.add(begin + Plurals.count(answered, "context")
                    + " whose last turn is the response itself: does the context hold its answer?");
            if (hidden > 0) all.add(begin + Plurals.count(hidden, "record")
                    + " with invisible characters (control characters, marks "
                    + "of the writing direction or without a width); they were kept.");
            if (marked > 0) all.add(begin + Plurals.count(marked, "response")
                    + " with marks of a model's reasoning or of its tokenizer, "
                    + "such as <think> or </s>; they were kept and count as words.");
            repeated(begin, responses, all);
            if (responses.isEmpty()) all.add(begin + "nothing is left of this system, so no set is made of it.");
            else kept.add(new NamedResponses(set.name(), set.system(), responses));
        }
        if (kept.isEmpty()) throw file.fault("The file holds no response: every text of a response or context in it is empty",
                "Choose a file that holds some.");
        return new ReadResponses(format, kept, all);
    }

    private static void repeated(String begin, List<GivenResponse> responses, List<String> notes) {
        Set<GivenResponse> equal = new HashSet<>();
        Set<List<String>> contexts = new HashSet<>();
        int copies = 0;
        int again = 0;
        for (GivenResponse one : responses) {
            boolean seen = !contexts.add(one.context());
            if (!equal.add(one)) copies++;
            else if (seen) again++;
        }
        if (again > 0) notes.add(begin + Plurals.count(again, "record") + " with a context that another record has too; all are kept.");
        if (copies > 0) notes.add(begin + Plurals.count(copies, "record") + " equal to an earlier one; all are kept.");
    }
}
