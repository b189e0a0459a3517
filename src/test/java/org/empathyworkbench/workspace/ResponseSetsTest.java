package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.data.NamedResponses;
import org.empathyworkbench.data.ResponseReaders;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseSetsTest {
    private static final List<GivenResponse> ONE = List.of(new GivenResponse("sad", List.of("a", "b \"c\" \\ 🐕"), "r", "t"));

    private Workspace workspace;
    private ResponseSets sets;

    @BeforeEach void open(@TempDir Path folder) {
        workspace = Workspace.open(folder);
        sets = workspace.responseSets();
    }

    @AfterEach void close() { workspace.close(); }

    @Test void theFourSystemsOfMoelComeBackEqual() {
        List<NamedResponses> moel = ResponseReaders.byFormat("moel")
                .read(SharedData.data("model-outputs/moel/generation_result.txt")).sets();
        sets.addAll("generation_result.txt",
                moel.stream().map(set -> new ResponseSets.Named(set.name(), set.system(), set.responses())).toList());
        assertThat(sets.list()).extracting(ResponseSetInfo::name)
                .containsExactly("moel-transformer", "moel-multitask", "moel", "moel-oracle");
        for (NamedResponses set : moel) assertThat(sets.responses(set.name())).isEqualTo(set.responses());
    }

    @Test void theSystemsOfAFileAreStoredTogetherOrNotAtAll() {
        sets.add("b", "B", "b.txt", ONE);
        assertThatThrownBy(() ->
                sets.addAll("ab.txt", List.of(new ResponseSets.Named("a", "A", ONE), new ResponseSets.Named("b", "B", ONE))))
                .isInstanceOf(UserInputException.class).hasMessageContaining("already has a set of responses named \"b\"");
        assertThat(sets.list()).extracting(ResponseSetInfo::name).containsExactly("b");
    }

    @Test void aSetIsFoundCountedAndDeleted() {
        ResponseSetInfo info = sets.add("mine", "My system", "mine.jsonl", ONE);
        assertThat(info.responses()).isEqualTo(1);
        assertThat(sets.find("MINE")).contains(info);
        assertThat(sets.responses("mine")).isEqualTo(ONE);
        assertThat(sets.freeName("mine")).isEqualTo("mine-2");
        sets.delete("mine");
        assertThat(sets.list()).isEmpty();
        assertThatThrownBy(() -> sets.responses("mine")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("no set of responses named \"mine\"");
        assertThatThrownBy(() -> sets.add("none", "s", "f", List.of()))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no responses");
    }

    @Test void howResponsesCameToBeAndHowLikelyTheyWereComesBackEqual() {
        List<GivenResponse> own = List.of(new GivenResponse("", List.of("a"), "r", "one", -12.345678901234567, 7),
                new GivenResponse("", List.of("a"), "r", "two"));
        sets.addAll("answers", List.of(new ResponseSets.Named("own", "small", Map.of("seed", "7", "model", "small"), own)));
        assertThat(sets.responses("own")).isEqualTo(own);
        assertThat(sets.find("own").orElseThrow().facts()).isEqualTo(Map.of("seed", "7", "model", "small"));
    }
}
