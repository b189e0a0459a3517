package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as other programs write it: as a list, with other keys, with contexts in other forms, with Python's numbers. */
class JsonResponsesTest {
    private static final GivenResponse FIRST = new GivenResponse("sad", List.of("The train left."), "What a pity.", "Oh no, when?");
    private static final GivenResponse SECOND = new GivenResponse("proud", List.of("We won.", "Great!", "Thanks."), "Well done.",
            "You did it.");

    @TempDir Path folder;

    /** Each is the two records above in another form. */
    static Stream<String> forms() {
        return Stream.of(
                "{\"context\": [\"The train left.\"], \"response\": \"Oh no, when?\", \"reference\": \"What a pity.\", \"emotion\": "
                        + "\"sad\"}\n"
                        + "{\"context\": [\"We won.\", \"Great!\", \"Thanks.\"], \"response\": \"You did it.\", \"reference\": \"Well "
                                + "done.\", \"emotion\": \"proud\"}\n",
                "[\n {\n  \"context\": [\"The train left.\"], \"response\": \"Oh no, when?\",\n \"reference\": \"What a pity.\", "
                        + "\"emotion\": \"sad\"},\n"
                        + "{\"context\": [\"We won.\", \"Great!\", \"Thanks.\"], \"response\": \"You did it.\", \"reference\": \"Well "
                                + "done.\", \"emotion\": \"proud\"}\n]\n",
                "[{\"context\":[\"The train left.\"],\"response\":\"Oh no, when?\",\"reference\":\"What a pity.\",\"emotion\":\"sad\"},"
                        + "{\"context\":[\"We won.\",\"Great!\",\"Thanks.\"],\"response\":\"You did it.\",\"reference\":\"Well "
                                + "done.\",\"emotion\":\"proud\"}]",
                "{\"version\": 2, \"data\": [\n{\"context\":[\"The train left.\"],\"response\":\"Oh no, when?\",\"reference\":\"What a "
                        + "pity.\",\"emotion\":\"sad\"},\n"
                        + "{\"context\":[\"We won.\",\"Great!\",\"Thanks.\"],\"response\":\"You did it.\",\"reference\":\"Well "
                                + "done.\",\"emotion\":\"proud\"}]}",
                "{\"context\": \"The train left.\", \"response\": \"Oh no, when?\", \"reference\": \"What a pity.\", \"emotion\": "
                        + "\"sad\"}\n"
                        + "{\"context\": \"We won. </s> Great! </s> Thanks.\", \"response\": \"You did it.\", \"reference\": \"Well "
                                + "done.\", \"emotion\": \"proud\"}\n",
                "{\"context\": \"<s>The train left.</s>\", \"response\": \"Oh no, when?\", \"reference\": \"What a pity.\", \"emotion\": "
                        + "\"sad\"}\n"
                        + "{\"context\": \"<s>We won.</s><s>Great!</s><s>Thanks.</s>\", \"response\": \"You did it.\", \"reference\": "
                                + "\"Well done.\", \"emotion\": \"proud\"}\n",
                "{\"history\": \"The train left.\", \"pred\": \"Oh no, when?\", \"gold\": \"What a pity.\", \"emotion_label\": \"sad\"}\n"
                        + "{\"history\": \"We won.[SEP]Great![SEP]Thanks.\", \"pred\": \"You did it.\", \"gold\": \"Well done.\", "
                                + "\"emotion_label\": \"proud\"}\n",
                "{\"Input\": \"The train left. __eou__\", \"Generated-Text\": [\"Oh no, when?\"], \"groundTruth\": [\"What a pity.\"], "
                        + "\"Emotion\": \"sad\"}\n"
                        + "{\"Input\": \"We won. __eou__ Great! __eou__ Thanks. __eou__\", \"Generated-Text\": [\"You did it.\"], "
                                + "\"groundTruth\": [\"Well done.\"], \"Emotion\": \"proud\"}\n",
                "{\"context\": [{\"role\": \"system\", \"content\": \"Be kind.\"}, {\"role\": \"user\", \"content\": \"The train "
                        + "left.\"}], \"response\": \"Oh no, when?\", "
                        + "\"reference\": \"What a pity.\", \"emotion\": \"sad\"}\n{\"context\": [{\"from\": \"human\", \"value\": \"We "
                                + "won.\"}, {\"from\": \"gpt\", \"value\": \"Great!\"}, "
                        + "{\"from\": \"human\", \"value\": \"Thanks.\"}], \"response\": \"You did it.\", \"reference\": \"Well done.\", "
                                + "\"emotion\": \"proud\"}\n",
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"The train left.\"}]}, {\"role\": "
                        + "\"assistant\", \"content\": \"Oh no, when?\"}], "
                        + "\"reference\": \"What a pity.\", \"emotion\": \"sad\"}\n{\"messages\": [{\"role\": \"user\", \"content\": "
                                + "\"We won.\"}, {\"role\": \"assistant\", \"content\": \"Great!\"}, "
                        + "{\"role\": \"user\", \"content\": \"Thanks.\"}, {\"role\": \"assistant\", \"content\": \"You did it.\"}], "
                                + "\"reference\": \"Well done.\", \"emotion\": \"proud\"}\n",
                "{\"prompt\": \"<user>: The train left.\\n<assistant>:\", \"response\": \"Oh no, when?\", \"reference\": \"What a "
                        + "pity.\", \"emotion\": \"sad\"}\n"
                        + "{\"prompt\": \"<user>: We won.\\n<assistant>: Great!\\n<user>: Thanks.\\n<assistant>:\", \"response\": \"You "
                                + "did it.\", \"reference\": \"Well done.\", \"emotion\": \"proud\"}\n",
                "{\"context\": [\"The train left.\"], \"response\": \"Oh no, when?\", \"reference\": \"What a pity.\", \"emotion\": "
                        + "\"sad\", \"score\": NaN, \"bounds\": [-Infinity, Infinity]}\n"
                        + "{\"score\": NaN, \"context\": [\"We won.\", \"Great!\", \"Thanks.\"], \"response\": \"You did it.\", "
                                + "\"reference\": \"Well done.\", \"emotion\": \"proud\"}\n");
    }

    @ParameterizedTest @MethodSource("forms") void everyFormGivesTheSameTwoRecords(String text) {
        ReadResponses read = read(text);
        assertThat(read.sets()).containsExactly(new NamedResponses("mine", "mine", List.of(FIRST, SECOND)));
        assertThat(read.notes()).first().asString().startsWith("Fields read: ");
    }

    @Test void anotherEncodingIsReadByItsMarkOrByChoiceAndSaid() throws IOException {
        String text = "{\"context\":[\"caf\u00e9\"],\"response\":\"r\"}\n";
        Path marked = Files.write(folder.resolve("mine.json"), ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
        ReadResponses read = ResponseReaders.byFormat(ResponseReaders.recognise(marked)).read(marked);
        assertThat(read.sets().get(0).responses().get(0).context()).containsExactly("caf\u00e9");
        assertThat(read.notes()).anyMatch(note -> note.contains("UTF-16"));
        Path plain = Files.write(folder.resolve("mine.json"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ResponseReaders.recognise(plain)).isInstanceOf(UnknownEncoding.class);
        assertThat(ResponseReaders.byFormat("jsonl").read(plain, TextEncoding.named("windows-1252")).sets().get(0).responses().get(0)
                .context()).containsExactly("caf\u00e9");
    }

    @Test void whatWasRecognisedIsSaid() {
        assertThat(read("{\"input\":\"a [SEP] b\",\"prediction\":\"r\",\"target\":\"t\",\"id\":1}").notes()).containsExactly(
                "Fields read: context from \"input\", response from \"prediction\", reference from \"target\". Not read: \"id\".",
                        "1 context of 1 text parted into turns at [SEP].");
        assertThat(read("{\"context\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\","
                + "\"content\":\"b\"},{\"role\":\"system\",\"content\":\"c\"}],\"response\":\"r\"}"))
                .satisfies(found -> assertThat(found.sets().get(0).responses().get(0).context()).containsExactly("a b"))
                .satisfies(found -> assertThat(found.notes()).contains("1 turn joined with the one before, of the same role.",
                        "1 instruction to the model (role system) left out of contexts.",
                        "1 record without a reference."));
        assertThat(read("{\"context\":\"a\\nb\",\"response\":\"r\"}").notes())
                .contains("1 context with line breaks read as one turn; --turns \"\\n\" parts at them.");
        assertThat(read("{\"context\":[{\"role\":\"Ann\",\"content\":\"a\"}],\"response\":\"r\"}").notes())
                .anyMatch(note -> note.contains("Not known which side"));
    }

    @Test void emptyTextsAreLeftOutAndCounted() {
        ReadResponses read = read("{\"context\":[\"a\"],\"response\":\" "
                + "\"}\n{\"context\":[\"b\"],\"response\":null}\n{\"context\":[],\"response\":\"r\"}\n"
                + "{\"context\":[\"c\",\"\"],\"response\":\"r\"}\n");
        assertThat(read.sets().get(0).responses()).containsExactly(new GivenResponse("", List.of("c"), "", "r"));
        assertThat(read.notes()).contains("mine: 2 records without a response left out: an empty text is no answer.",
                "mine: 1 record without a context left out.",
                "mine: 1 empty turn of contexts left out.");
        assertThatThrownBy(() -> read("{\"context\":[\"a\"],\"response\":\"\"}\n")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("holds no response");
    }

    @Test void contextsThatComeTwiceAreCounted() {
        assertThat(read("{\"context\":[\"a\"],\"response\":\"r\"}\n{\"context\":[\"a\"],\"response\":\"s\"}\n"
                + "{\"context\":[\"a\"],\"response\":\"r\"}\n").notes())
                .contains("mine: 1 record with a context that another record has too; all are kept.",
                        "mine: 1 record equal to an earlier one; all are kept.");
        assertThat(read("{\"context\":[\"a\",\"r\"],\"response\":\"r\"}\n").notes())
                .anyMatch(note -> note.contains("whose last turn is the response itself"));
    }

    @Test void aListOfResponsesIsOneResponseEach() {
        ReadResponses read = read("{\"context\":[\"a\"],\"response\":[\"r\",\"s\"],\"reference\":\"x\"}\n");
        assertThat(read.sets().get(0).responses()).extracting(GivenResponse::text).containsExactly("r", "s");
        assertThat(read.notes()).contains("1 record with several responses: each is one.");
    }

    @Test void keysThatAPersonNamesAreObeyed() {
        String text = "{\"q\":\"a // b\",\"response\":\"wrong\",\"mine\":\"r\",\"emotion\":7}\n";
        ReadResponses read = read(text, Map.of("context", "q", "response", "mine", "emotion", ""), " // ");
        assertThat(read.sets().get(0).responses()).containsExactly(new GivenResponse("", List.of("a", "b"), "", "r"));
        assertThatThrownBy(() -> read(text)).isInstanceOf(UserInputException.class).hasMessageContaining("known as a context")
                .hasMessageContaining("--map context=KEY").hasMessageContaining("\"q\"");
        assertThatThrownBy(() -> read(text, Map.of("context", "nothing"), "")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("No record has the key \"nothing\"");
        assertThatThrownBy(() -> read(text, Map.of("kontext", "q"), "")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is no part of a response");
        assertThatThrownBy(() -> read(text, Map.of("context", "q", "response", ""), "")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("is needed");
        assertThatThrownBy(() -> ResponseReaders.byFormat("cem", ResponseFields.of(Map.of("context", "q"), "")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("fixed fields");
    }

    @Test void whereSeveralKeysOrMarksCouldBeMeantNothingIsGuessed() {
        assertThatThrownBy(() -> read("{\"context\":[\"a\"],\"prediction\":\"r\",\"output\":\"s\"}\n"))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("Several keys could be the response: \"prediction\", \"output\"");
        assertThat(read("{\"context\":[\"a\"],\"response\":\"r\",\"output\":\"s\"}\n").sets().get(0).responses())
                .extracting(GivenResponse::text).containsExactly("r");
        assertThatThrownBy(() -> read("{\"context\":\"a [SEP] b </s> c\",\"response\":\"r\"}\n")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("several marks").hasMessageContaining("--turns");
    }

    @ParameterizedTest @ValueSource(strings = {"{\"context\":[\"a\"],\"response\":NaN}", "{\"context\":NaN,\"response\":\"r\"}",
            "{\"context\":[NaN],\"response\":\"r\"}",
        "{\"context\":[\"a\"],\"response\":\"r\",\"reference\":NaN}", "{\"context\":[\"a\"],\"response\":\"r\",\"emotion\":-Infinity}"})
    void pythonsNumbersInAFieldThatIsUsedAreRefusedWithTheirLine(String line) {
        assertThatThrownBy(() -> read("{\"context\":[\"NaN is text here\"],\"response\":\"Infinity\"}\n" + line + "\n"))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("mine.json, line 2").hasMessageMatching("(?s).* is (NaN|-Infinity).*");
    }

    @ParameterizedTest @ValueSource(strings = {"{\"context\":[\"a\"],\"response\":\"r\",\"response\":\"s\"}",
            "{\"context\":[\"a\"],\"response\":\"r\"},", "{\"context\":{},\"response\":\"r\"}",
        "{\"context\":[[\"a\"]],\"response\":\"r\"}", "{\"context\":[{\"role\":\"user\"}],\"response\":\"r\"}",
                "{\"context\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}],\"response\":\"r\"}",
        "{\"context\":[\"a\"],\"response\":{\"text\":3}}", "{\"context\":[\"a\"],\"response\":\"r\",\"reference\":[\"x\",\"y\"]}",
                "{\"response\":\"r\"}", "{\"context\":[\"a\"],\"score\":NaNa,\"response\":\"r\"}"})
    void whatCannotBeOneRecordIsRefusedWithItsLine(String line) {
        assertThatThrownBy(() -> read("{\"context\":[\"a\"],\"response\":\"r\"}\n" + line + "\n")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("mine.json, line 2");
    }

    @Test void aFaultInsideAListIsNamedWithTheLineOfTheFile() {
        assertThatThrownBy(() -> read("[\n{\"context\":[\"a\"],\n \"response\":\"r\"},\n{\"context\":[\"a\"],\n \"response\":NaN}]\n"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("line 4");
        assertThatThrownBy(() -> read("[\n{\"context\":[\"a\"],\n \"response\":\"r\"},\n{\"context\":[\"a\"],\n "
                + "\"response\":\"r\",\n\"response\":\"s\"}]\n")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 6");
        assertThatThrownBy(() -> read("[\n{\"context\":[\"a\"],\n \"response\":\"r\"},\n{\"context\":[\"a\"\n"))
                .isInstanceOf(UserInputException.class).hasMessageMatching("(?s).*line [45].*");
        assertThatThrownBy(() -> read("[\n 7\n]\n")).isInstanceOf(UserInputException.class).hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("[]\n")).isInstanceOf(UserInputException.class).hasMessageContaining("holds no record");
        assertThatThrownBy(() -> read("{\n \"context\": [\"a\"],\n \"response\": \"r\"\n}\n{\n \"context\": [\"b\"],\n \"response\": "
                + "\"s\"\n}\n")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 5").hasMessageContaining("one object a line");
    }

    @Test void theSituationsFromTheFieldAreRead() {
        GivenResponse failed = new GivenResponse("sad", List.of("I failed my exam."), "Oh no, how come?", "I am sorry, what happened?");
        GivenResponse won = new GivenResponse("proud", List.of("I won.", "Nice!", "Thank you."), "Well done!", "You earned it.");
        for (String path : List.of("r03-array/x.json", "r04-context-string/x.jsonl", "r08-extra-and-nan/x.jsonl",
                "r10-chat-roles/x.jsonl")) {
            assertThat(field(path).sets()).as(path).singleElement().extracting(NamedResponses::responses).isEqualTo(List.of(failed, won));
        }
        assertThat(field("r06-other-keys/x.jsonl").sets().get(0).responses())
                .containsExactly(new GivenResponse("", List.of("I failed my exam."), "Oh no, how come?", "I am sorry, what happened?"),
                new GivenResponse("", List.of("Thank you."), "Well done!", "You earned it."));
        assertThat(field("r21-formula/x.jsonl").sets().get(0).responses()).hasSize(4);
    }

    @Test void responsesOfAnotherStudyAreReadWithTheirPromptsPartedByRole() {
        Path file = SharedData.data("other-shapes/gk-gpt2_finetuned.jsonl");
        assertThat(ResponseReaders.recognise(file)).isEqualTo("jsonl");
        ReadResponses read = ResponseReaders.byFormat("jsonl").read(file);
        assertThat(read.sets()).singleElement().satisfies(set ->
                assertThat(set.responses()).isNotEmpty().allMatch(one ->
                one.context().stream().noneMatch(turn -> turn.contains("<user>"))));
        assertThat(read.notes()).anyMatch(note -> note.contains("context from \"prompt\""))
                .anyMatch(note -> note.contains("role name at the beginning of a line"));
    }

    private ReadResponses read(String text) { return read(text, Map.of(), ""); }

    private ReadResponses read(String text, Map<String, String> keys, String turns) {
        try {
            return ResponseReaders.byFormat("jsonl", ResponseFields.of(keys, turns))
                    .read(Files.writeString(folder.resolve("mine.json"), text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ReadResponses field(String path) {
        Path file = SharedData.cases(path);
        return ResponseReaders.byFormat(ResponseReaders.recognise(file)).read(file);
    }
}
