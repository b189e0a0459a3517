package org.empathyworkbench.casestudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases as strangers write them. */
class StrangersCasesTest {
    @TempDir Path folder;

    private List<CaseStudy> read(String line) throws IOException {
        return CaseFiles.read(Files.writeString(folder.resolve("cases.jsonl"), "{\"context\":[\"a\"],\"responses\":[]}\n" + line + "\n"),
                Instant.EPOCH);
    }

    private static String response(String members) {
        return "{\"context\":[\"a\"],\"responses\":[{\"system\":\"s\",\"text\":\"t\"" + members + "}]}";
    }

    private static String levels(String er) {
        return response(",\"levels\":{\"identifiers\":\"i\",\"probabilities\":{\"er\":"
                + er + ",\"ip\":[0.2,0.3,0.5],\"ex\":[0.333,0.333,0.333]}}");
    }

    @Test void probabilitiesWithFewDigitsAreTaken() throws IOException {
        assertThat(read(levels("[1,0,0]")).get(1).responses().get(0).reading().profile().probability(Mechanism.EMOTIONAL_REACTION,
                Level.NONE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[5,-1,9]", "[0,0,0]", "[1,1,1]", "[0.5,0.5,0.5]", "[-0.1,0.6,0.5]", "[1e400,0,0]",
            "[1,0]", "[1,0,0,0]", "[]", "null", "[null,1,0]", "\"x\"", "[\"NaN\",0,1]", "[NaN,0,1]"})
    void probabilitiesThatAreNoneAreRefusedWithTheLine(String er) {
        assertThatThrownBy(() -> read(levels(er))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("cases.jsonl, line 2").hasMessageContaining("Nothing was stored");
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"reward\":-5", ",\"reward\":1.5", ",\"reward\":1e400", ",\"empathy\":6",
            ",\"empathy\":4294967297", ",\"empathy\":1.5", ",\"seed\":1.5", ",\"seed\":99999999999999999999",
            ",\"renews\":0", ",\"renews\":-1", ",\"renews\":5", ",\"renews\":2147483647", ",\"marks\":[null]",
            ",\"marks\":[{\"from\":0,\"to\":9,\"mechanism\":\"er\"}]", ",\"marks\":[{\"from\":0,\"to\":1}]",
            ",\"marks\":7", ",\"settings\":{\"a\":null}", ",\"kind\":\"nonsense\"",
            ",\"at\":\"yesterday\"", ",\"at\":7e99", ",\"text\":null", ",\"levels\":{}", ",\"note\":[]"})
    void aResponseThatIsNoneIsOneSentenceWithTheLine(String members) {
        assertThatThrownBy(() -> read(response(members))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 2").satisfies(e -> assertThat(e.getMessage()).matches("[^\\p{Cntrl}]{20,600}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{", "{\"context\":null}", "{\"context\":[]}",
            "{\"context\":[null]}", "{\"context\":\"a\"}", "{\"context\":[\"a\"],\"responses\":[null]}",
            "{\"context\":[\"a\"],\"responses\":{}}", "{\"context\":[\"a\"],\"marks\":[[null]]}",
            "{\"context\":[\"a\"],\"marks\":[null,null,null]}", "{\"context\":[\"a\"],\"kept\":\"\u001b[2J\"}", "\u0000"})
    void aLineThatIsNoCaseIsOneSentenceWithTheLine(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UserInputException.class).hasMessageContaining("line 2")
                .satisfies(e -> assertThat(e.getMessage()).matches("[^\\p{Cntrl}]{20,600}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"context\":[\"a\"],\"KEY\":[{\"system\":\"s\",\"text\":\"t\"}]}",
        "{\"context\":[\"a\"],\"responses\":[{\"system\":\"s\",\"text\":\"t\",\"KEY\":0.5}]}",
        "{\"context\":[\"a\"],\"responses\":[{\"text\":\"t\",\"marks\":[{\"from\":0,\"to\":1,\"mechanism\":\"er\",\"KEY\":1}]}]}",
        "{\"context\":[\"a\"],\"responses\":[{\"text\":\"t\",\"levels\":{\"KEY\":\"i\"}}]}",
        "{\"context\":[\"a\"],\"marks\":[[{\"from\":0,\"to\":1,\"mechanism\":\"er\",\"KEY\":1}]],\"responses\":[]}"})
    void anUnknownKeyIsRefusedByNameWithTheLine(String line) {
        for (String key : List.of("respones", "Responses", "", "responses ")) {
            assertThatThrownBy(() -> read(line.replace("KEY", key))).as(key)
                    .isInstanceOf(UserInputException.class).hasMessageContaining("cases.jsonl, line 2")
                    .hasMessageContaining("unknown key \"" + key + "\"").hasMessageContaining("Nothing was stored");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"context\":[\"a\"],\"responses\":[{\"text\":\"t\"}],\"responses\":[]}",
            "{\"context\":[\"a\"],\"context\":[\"b\"]}", "{\"context\":[\"a\"],\"responses\":[{\"text\":\"t\",\"text\":\"u\"}]}",
            "{\"context\":[\"a\"],\"responses\":[{\"text\":\"t\",\"settings\":{\"a\":\"1\",\"a\":\"2\"}}]}"})
    void aKeyThatStandsTwiceIsRefusedWithTheLine(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("cases.jsonl, line 2").hasMessageContaining("stands twice")
                .hasMessageContaining("Nothing was stored");
    }

    @Test void aReferenceThatDiffersFromTheReferenceResponseIsRefused() throws IOException {
        String line = "{\"context\":[\"a\"],\"reference\":\"%s\",\"responses\":[{\"kind\":\"reference\",\"text\":\"t\"}]}";
        assertThat(read(line.formatted("t")).get(1).responses()).extracting(CaseResponse::text).containsExactly("t");
        assertThatThrownBy(() -> read(line.formatted("u"))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 2").hasMessageContaining("\"reference\"");
    }

    @Test void settingsHaveAnyKeysAndTheProgramsOwnJsonIsRead() throws IOException {
        CaseStudy one = read("{\"context\":[\"a\"],\"responses\":[{\"text\":\"t\",\"settings\":{\"top_k\":\"20\"}}]}").get(1);
        assertThat(one.responses().get(0).from().settings()).containsEntry("top_k", "20");
        assertThat(read(CaseFiles.json(one).toString()).get(1).responses()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"context\":[\"a\\ud800\"]}", "{\"context\":[\"a\\u0000b\"]}", "{\"context\":[\"a\",\" \"]}",
            "{\"context\":[\"a\"],\"kept\":\"-999999999-01-01T00:00:00Z\"}", "{\"context\":[\"a\"],\"kept\":\"+10000-01-01T00:00:00Z\"}",
            "{\"context\":[\"a\"],\"responses\":[{\"system\":\"s\",\"text\":\"\\udc00\"}]}"})
    void whatCannotBeStoredAsItStandsIsRefusedWithTheLine(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UserInputException.class).hasMessageContaining("line 2")
                .satisfies(e -> assertThat(e.getMessage()).matches("[^\\p{Cntrl}]{20,600}"));
    }
}
