package org.empathyworkbench.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Corpus;
import org.empathyworkbench.dialogue.GivenResponse;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Instant T = Instant.ofEpochSecond(1_000);
    private static final Participant LEFT = new Participant(Participant.Kind.GENERATOR, "left", Map.of(), 1);
    private static final Participant RIGHT = new Participant(Participant.Kind.ENDPOINT, "right", Map.of(), 1);

    private static Answer by(String system, String text) { return Answer.by(system, text, Map.of(), "", T); }

    /** a - left: A, right: X; b - left: B, right: Y. */
    private static Conversation two() {
        return Conversation.with(List.of(LEFT, RIGHT), "").say("a", T).answer(1, 0, by("left", "A")).answer(1, 1, by("right", "X"))
                .say("b", T).answer(2, 0, by("left", "B")).answer(2, 1, by("right", "Y"));
    }

    @Test void eachModelHearsItsOwnAnswers() {
        Conversation talk = two().say("c", T);
        assertThat(talk.context(3, 0)).containsExactly("a", "A", "b", "B", "c");
        assertThat(talk.context(3, 1)).containsExactly("a", "X", "b", "Y", "c");
        assertThat(talk.path()).extracting(Step::text).containsExactly("a", "b", "c");
        assertThat(talk.title()).isEqualTo("a");
    }

    @Test void wordsToWhichAModelDidNotAnswerJoinTheNext() {
        Conversation talk = Conversation.with(List.of(LEFT), "").say("a", T).say("b", T).answer(2, 0, by("left", "B")).say("c", T);
        assertThat(talk.context(3, 0)).containsExactly("a b", "B", "c");
    }

    @Test void anotherAnswerToTheLastWordsStandsBesideTheOldOne() {
        Conversation talk = two().answer(2, 0, by("left", "B2"));
        assertThat(talk.steps()).hasSize(2);
        assertThat(talk.path().get(1).answer(0).text()).isEqualTo("B2");
        assertThat(talk.path().get(1).answers().get(0)).hasSize(2);
        assertThat(talk.choose(2, 0, 0).path().get(1).answer(0).text()).isEqualTo("B");
    }

    @Test void anotherAnswerInThePastBeginsABranchAndLeavesTheOldOneAsItWas() {
        Conversation before = two();
        Conversation talk = before.answer(1, 0, by("left", "A2"));
        assertThat(talk.path()).extracting(Step::text).containsExactly("a");
        assertThat(talk.path().get(0).answer(0).text()).isEqualTo("A2");
        assertThat(talk.path().get(0).answer(1).text()).as("the other side's answer goes along").isEqualTo("X");
        assertThat(talk.goTo(1).path()).as("the old branch").isEqualTo(before.path());
        assertThat(talk.branches()).extracting(Conversation.Branch::length).containsExactly(2, 1);
        Conversation on = talk.say("d", T);
        assertThat(on.context(4, 0)).containsExactly("a", "A2", "d");
    }

    @Test void choosingBetweenPastAnswersGoesBetweenTheirBranches() {
        Conversation talk = two().answer(1, 0, by("left", "A2")).say("d", T).answer(4, 0, by("left", "D"));
        Conversation back = talk.choose(3, 0, 0);
        assertThat(back.at()).as("the branch in which the first answer holds").isEqualTo(2);
        assertThat(back.steps()).as("no third one").hasSize(4);
    }

    @Test void rewordingThePastBeginsABranchWithoutAnswers() {
        Conversation talk = two().reword(1, "a, but otherwise", T);
        assertThat(talk.path()).singleElement().satisfies(step -> {
            assertThat(step.text()).isEqualTo("a, but otherwise");
            assertThat(step.answer(0)).isNull();
        });
        assertThat(talk.siblings(3)).extracting(Step::id).containsExactly(1, 3);
        assertThat(talk.title()).as("the title stays").isEqualTo("a");
        assertThat(talk.goTo(1).at()).isEqualTo(2);
    }

    @Test void goingBackAndSayingSomethingElseBranchesThere() {
        Conversation talk = two().backTo(1).say("c", T);
        assertThat(talk.path()).extracting(Step::text).containsExactly("a", "c");
        assertThat(talk.branches()).extracting(branch -> branch.begins().text()).containsExactly("a", "c");
    }

    @Test void nobodysWordsAreLostWhenPartnersChange() {
        Conversation alone = two().withParticipants(List.of(LEFT));
        assertThat(alone.path().get(1).answer(1).text()).isEqualTo("Y");
        Conversation again = alone.say("c", T).withParticipants(List.of(LEFT, RIGHT));
        assertThat(again.path().get(2).answer(1)).as("it was not there").isNull();
        assertThat(again.path().get(1).answer(1).text()).isEqualTo("Y");
        Conversation grown = Conversation.with(List.of(LEFT), "").say("a", T)
                .withParticipants(List.of(LEFT, RIGHT)).answer(1, 1, by("right", "X"));
        assertThat(grown.path().get(0).answer(1).text()).isEqualTo("X");
    }

    @Test void longFirstWordsMakeAShortTitle() {
        String title = Conversation.with(List.of(LEFT), "")
                .say("I have been thinking about my grandmother all day long and cannot stop", T).title();
        assertThat(title).isEqualTo("I have been thinking about my grandmother all…");
    }

    @Test void branchesBecomeDialoguesAndAnswersBecomeResponses() {
        Conversation talk = two().answer(1, 0, by("left", "A2")).answer(3, 1, Answer.written("by me", T));
        Corpus corpus = ConversationData.corpus(talk, "talk");
        assertThat(corpus.dialogues()).hasSize(4);
        assertThat(corpus.dialogues().get(0).turns()).extracting(turn -> turn.text()).containsExactly("a", "A", "b", "B");
        assertThat(corpus.dialogues().get(3).turns()).extracting(turn -> turn.text()).containsExactly("a", "by me");
        Map<String, List<GivenResponse>> responses = ConversationData.responses(talk);
        assertThat(responses.keySet()).containsExactly("left", "right", "by hand");
        assertThat(responses.get("left")).extracting(GivenResponse::text).containsExactly("A", "B", "A2");
        assertThat(responses.get("left").get(1).context()).containsExactly("a", "A", "b");
    }
}
