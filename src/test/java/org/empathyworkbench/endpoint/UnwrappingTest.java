package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.stream.Stream;
import org.empathyworkbench.Hang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnwrappingTest {
    static Stream<Arguments> wrapped() {
        return Stream.of(
                Arguments.of("\"I am so sorry. What happened?\"", "I am so sorry. What happened?", "quotes \"\u2026\""),
                Arguments.of("\u201cI am so sorry.\u201d", "I am so sorry.", "quotes \u201c\u2026\u201d"),
                Arguments.of("\u00abJe suis d\u00e9sol\u00e9.\u00bb", "Je suis d\u00e9sol\u00e9.", "quotes \u00ab\u2026\u00bb"),
                Arguments.of("\u201eDas tut mir leid.\u201c", "Das tut mir leid.", "quotes \u201e\u2026\u201c"),
                Arguments.of("'I'm so sorry.'", "I'm so sorry.", "quotes '\u2026'"),
                Arguments.of("\u2018I\u2019m so sorry.\u2019", "I\u2019m so sorry.", "quotes \u2018\u2026\u2019"),
                Arguments.of("\"I am so sorry\".", "I am so sorry.", "quotes \"\u2026\""),
                Arguments.of("\"He said \"no\" to you? How hard.\"", "He said \"no\" to you? How hard.", "quotes \"\u2026\""),
                Arguments.of("\u201cHe said \u201cno\u201d to you?\u201d", "He said \u201cno\u201d to you?", "quotes \u201c\u2026\u201d"),
                Arguments.of("Listener: I see.", "I see.", "name Listener:"),
                Arguments.of("Assistant: I am so sorry.", "I am so sorry.", "name Assistant:"),
                Arguments.of("**Listener:** I am so sorry.", "I am so sorry.", "name **Listener:**"),
                Arguments.of("**Listener**: I see.", "I see.", "name **Listener**:"),
                Arguments.of("*Response:* I see.", "I see.", "name *Response:*"),
                Arguments.of("### Response:\n\nI see.", "I see.", "name ### Response:"),
                Arguments.of("### Answer\nI see.", "I see.", "name ### Answer"),
                Arguments.of("**Empathetic response**\nI see.", "I see.", "name **Empathetic response**"),
                Arguments.of("[Listener]: I see.", "I see.", "name [Listener]:"),
                Arguments.of("LISTENER (warmly): I see.", "I see.", "name LISTENER (warmly):"),
                Arguments.of("The listener\u2019s next turn: I see.", "I see.", "name The listener\u2019s next turn:"),
                Arguments.of("**Listener: I see.**", "I see.", "name **Listener:"),
                Arguments.of("Response\uff1aI see.", "I see.", "name Response\uff1a"),
                Arguments.of("```\nI see.\n```", "I see.", "code fence ```"),
                Arguments.of("```text\nI see.\nGo on.\n```", "I see.\nGo on.", "code fence ```text"),
                Arguments.of("`I see.`", "I see.", "code `\u2026`"),
                Arguments.of("**I see.**", "I see.", "bold **\u2026**"),
                Arguments.of("> I see.\n> Go on.", "I see.\nGo on.", "quotation marks of Markdown >"),
                Arguments.of("<answer>I see.</answer>", "I see.", "mark <answer>"),
                Arguments.of("<|begin_of_solution|>I see.<|end_of_solution|>", "I see.", "mark <|begin_of_solution|>"),
                Arguments.of("I see.<|im_end|>", "I see.", "mark <|im_end|>"),
                Arguments.of("I see.</s>", "I see.", "mark </s>"));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void whatStandsAroundTheAnswerIsTakenOffAndSaid(String answer, String text, String off) {
        Unwrapping plain = Unwrapping.of(answer);
        assertThat(plain.text()).isEqualTo(text);
        assertThat(plain.takenOff()).containsExactly(off);
    }

    @Test void wrappingsWithinOneAnotherAreTakenOffOneAfterAnother() {
        Unwrapping plain = Unwrapping.of("```\n**Response:** \"Listener: I see.\"\n```<|eot_id|>");
        assertThat(plain.text()).isEqualTo("I see.");
        assertThat(plain.takenOff())
                .containsExactly("mark <|eot_id|>", "code fence ```", "name **Response:**", "quotes \"\u2026\"", "name Listener:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Sorry\" does not cover it, I know.", "He really said \"no\"?",
            "\"Sorry\" is all he said, and then \"bye\"", "\"Sorry,\" he said? \"Really?\"", "\"I am so sorry.",
            "I am so sorry.\"", "\u201cSorry\u201d and \u201cbye\u201d", "'Tis sad, the poor dogs'",
            "The dogs' home and the cats'", "\u2018Sorry\u2019 is only a word, and so is \u2018bye\u2019", "I see. Listener: no.",
            "Response times were that slow? How annoying.", "Answering that must be hard.",
            "Model railways: what a hobby!", "*hugs* I am so sorry *sighs*", "**Really** sorry, and **very** sad",
            "2 * 3 * 4", "`a` or `b`", "```\na\n```\nand\n```\nb\n```", "> only\nthe first line", "Speaker: I am sad.", "You: never!",
            "<b>I see.</b>", "<answer>a</answer> or <answer>b</answer>", "\"", "'", "**", "Oh!", "I see \u201cyou\u201d"})
    void whatBelongsToTheAnswerStays(String answer) {
        Unwrapping plain = Unwrapping.of(answer);
        assertThat(plain.text()).isEqualTo(answer);
        assertThat(plain.takenOff()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "Listener:", "```\n\n```", "</s>", "**Response:** \"\""})
    void aWrappingAroundNothingLeavesNothing(String answer) { assertThat(Unwrapping.of(answer).text()).isEmpty(); }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "*", "\"", "`", ">\n", "' ", "# ", "</s>", "<answer>", "**Response:** ", "\u201c", "_", "listener "})
    void megabytesTakeAMoment(String one) {
        String answer = "a" + one.repeat((4 << 20) / one.length()) + "b";
        assertTimeoutPreemptively(Hang.LIMIT, () -> Unwrapping.of(answer));
        assertTimeoutPreemptively(Hang.LIMIT, () -> Unwrapping.of(one + answer.substring(1)));
        assertTimeoutPreemptively(Hang.LIMIT, () -> Unwrapping.of("### Answer" + answer.substring(1)));
        assertTimeoutPreemptively(Hang.LIMIT, () -> ChatPrompt.turn(answer));
    }
}
