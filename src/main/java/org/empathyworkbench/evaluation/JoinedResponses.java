package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.data.ContextJoin;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * What a set of responses answers to given contexts, one response a context: so that its row of a table is of the contexts that the
 * other rows are of.
 *
 * @param asWritten  context and reference as the set writes them (published files have lower case and parted marks): what BLEU and
 *                   ROUGE-L compare with
 * @param onContexts the same responses beside the given contexts and references: what identifiers read, as for every other row
 * @param notes      sentences for the user: how many were found, and what is missing
 */
public record JoinedResponses(List<GivenResponse> asWritten, List<GivenResponse> onContexts, List<String> notes) {
    public JoinedResponses {
        asWritten = List.copyOf(asWritten);
        onContexts = List.copyOf(onContexts);
        notes = List.copyOf(notes);
    }

    /**
     * @param set       its name
     * @param responses all of the set
     * @param contexts  that the table is of
     * @throws UserInputException when the set answers none of them
     */
    public static JoinedResponses of(String set, List<GivenResponse> responses, List<Example> contexts) {
        ContextJoin.Result found = new ContextJoin(contexts).join(responses);
        List<GivenResponse> asWritten = new ArrayList<>();
        List<GivenResponse> onContexts = new ArrayList<>();
        int further = 0;
        for (int i = 0; i < contexts.size(); i++) {
            int[] records = found.records().get(i);
            if (records.length == 0) continue;
            GivenResponse given = responses.get(records[0]);
            Example context = contexts.get(i);
            further += records.length - 1;
            asWritten.add(given);
            onContexts.add(new GivenResponse(context.emotion(), context.context(), context.response(), given.text(), given.logProbability(),
                    given.tokens()));
        }
        if (asWritten.isEmpty()) {
            throw new UserInputException("The set of responses \"" + set + "\" answers none of the " + contexts.size()
                    + " contexts. Nothing was evaluated. Choose the dataset and the part of it that it answers, or evaluate it alone.");
        }
        List<String> notes = new ArrayList<>();
        int missing = contexts.size() - asWritten.size();
        String lacking = missing == 0 ? ""
                : String.format(Locale.ROOT, "; its figures lack the other %,d, so they are not quite of the same contexts", missing);
        notes.add(String.format(Locale.ROOT, "%s answers %,d of the %,d contexts%s.", set, asWritten.size(), contexts.size(), lacking));
        if (further > 0) {
            notes.add(String.format(Locale.ROOT, "%s has %,d further responses to them; the first of each context counts.", set, further));
        }
        return new JoinedResponses(asWritten, onContexts, notes);
    }
}
