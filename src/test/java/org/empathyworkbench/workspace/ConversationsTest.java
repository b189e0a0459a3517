package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.conversation.Answer;
import org.empathyworkbench.conversation.Conversation;
import org.empathyworkbench.conversation.Participant;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsTest {
    private static final Instant T = Instant.ofEpochSecond(1_000);
    private static final List<Participant> BOTH = List.of(new Participant(Participant.Kind.GENERATOR, "left",
            Map.of("temperature", "0.5"), 3), new Participant(Participant.Kind.ENDPOINT, "right", Map.of(), 1));

    @TempDir Path folder;

    private static Conversation talk() {
        return Conversation.with(BOTH, "readers").say("a", T).answer(1, 0, Answer.by("left", "A", Map.of("seed", "3"), "", T))
                .answer(1, 1, Answer.by("right", "X", Map.of("model", "m"), "Be kind.", T))
                .answer(1, 0, Answer.by("left", "A2", Map.of("seed", "4"), "", T)).say("b", T);
    }

    @Test void everythingComesBackAsItWas() {
        try (Workspace workspace = Workspace.open(folder)) {
            StoredConversation stored = workspace.conversations().add(talk());
            assertThat(workspace.conversations().load(stored.id())).isEqualTo(stored);
            Conversation on = stored.conversation().answer(2, 1, Answer.written("mine", T)).reword(1, "a2", T).withTitle("Named");
            StoredConversation saved = workspace.conversations().save(stored, on);
            assertThat(workspace.conversations().load(stored.id())).isEqualTo(saved);
            assertThat(workspace.conversations().list()).singleElement().satisfies(info -> {
                assertThat(info.title()).isEqualTo("Named");
                assertThat(info.systems()).containsExactly("left", "right");
                assertThat(info.steps()).isEqualTo(3);
            });
        }
        try (Workspace workspace = Workspace.open(folder)) {
            assertThat(workspace.conversations().load(1).conversation().steps().get(1).answers().get(1).get(0).prompt())
                    .isEqualTo("Be kind.");
        }
    }

    @Test void levelsComeBackAsTheyWereRead() {
        Map<Mechanism, double[]> probabilities = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) probabilities.put(mechanism, new double[] {0.1, 0.2, 0.7});
        EmpathyProfile profile = new EmpathyProfile(probabilities);
        try (Workspace workspace = Workspace.open(folder)) {
            StoredConversation stored = workspace.conversations().add(talk());
            Answer read = stored.conversation().path().get(0).answer(0).read("readers", profile);
            workspace.conversations().save(stored, stored.conversation().read(1, 0, 1, read));
            Answer back = workspace.conversations().load(stored.id()).conversation().path().get(0).answer(0);
            assertThat(back.identifiers()).isEqualTo("readers");
            assertThat(back.profile().probability(Mechanism.EXPLORATION, Level.STRONG)).isEqualTo(0.7);
        }
    }

    @Test void twoWindowsDoNotOverwriteEachOther() {
        try (Workspace workspace = Workspace.open(folder)) {
            StoredConversation stored = workspace.conversations().add(talk());
            workspace.conversations().save(stored, stored.conversation().withTitle("first window"));
            assertThatThrownBy(() -> workspace.conversations().save(stored, stored.conversation().withTitle("second window")))
                    .isInstanceOf(UserInputException.class).hasMessageContaining("another window");
            assertThat(workspace.conversations().load(stored.id()).conversation().title()).isEqualTo("first window");
        }
    }

    @Test void deletingTakesAllOfIt() {
        try (Workspace workspace = Workspace.open(folder)) {
            StoredConversation stored = workspace.conversations().add(talk());
            workspace.conversations().delete(stored.id());
            assertThat(workspace.conversations().list()).isEmpty();
            assertThatThrownBy(() -> workspace.conversations().load(stored.id())).isInstanceOf(UserInputException.class);
            assertThatThrownBy(() -> workspace.conversations().save(stored, stored.conversation())).isInstanceOf(UserInputException.class);
        }
    }
}
