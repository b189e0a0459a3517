package org.empathyworkbench.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Role;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.Turn;

/**
 * A conversation as data: its branches as dialogues, or its answers as responses to their contexts. Levels that identifiers read are no
 * labels and stay behind.
 */
public final class ConversationData {
    private ConversationData() { }

    /** One dialogue for each branch and side in which anything was answered, all of the test split. @param id begins each dialogue's id */
    public static Corpus corpus(Conversation conversation, String id) {
        List<Dialogue> dialogues = new ArrayList<>();
        for (Conversation.Branch branch : conversation.branches()) {
            List<Step> path = conversation.backTo(branch.end()).path();
            for (int side = 0; side < conversation.participants().size(); side++) {
                List<Turn> turns = new ArrayList<>();
                boolean answered = false;
                for (Step step : path) {
                    turns.add(new Turn(Role.SPEAKER, step.text()));
                    Answer answer = step.answer(side);
                    if (answer == null) continue;
                    answered = true;
                    turns.add(new Turn(Role.LISTENER, answer.text()));
                }
                if (answered)
                    dialogues.add(new Dialogue(id + "-" + branch.end() + "-" + (side + 1), Split.TEST, "", conversation.title(), turns));
            }
        }
        return new Corpus("conversation", dialogues, List.of(),
                List.of("Talked in this program; the listener is a model or was written by hand."));
    }

    /** Every answer of every branch, older ones too, by who gave it; those written by hand under {@code by hand}. */
    public static Map<String, List<GivenResponse>> responses(Conversation conversation) {
        Map<String, List<GivenResponse>> bySystem = new LinkedHashMap<>();
        for (Step step : conversation.steps().values()) {
            for (int side = 0; side < step.sides(); side++) {
                List<String> context = conversation.context(step.id(), side);
                for (Answer answer : step.answers().get(side)) {
                    List<GivenResponse> responses = bySystem.computeIfAbsent(answer.byHand() ? "by hand" : answer.system(),
                            system -> new ArrayList<>());
                    GivenResponse response = new GivenResponse("", context, "", answer.text());
                    if (!responses.contains(response)) responses.add(response);
                }
            }
        }
        return bySystem;
    }
}
