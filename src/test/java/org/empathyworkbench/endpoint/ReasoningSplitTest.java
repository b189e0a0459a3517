package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.stream.Stream;
import org.empathyworkbench.Hang;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ReasoningSplitTest {
    /** As the content comes, the reasoning in it, and the answer. */
    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("<think>She is sad.</think>Oh no.", "She is sad.", "Oh no."),
                Arguments.of("\n<think>\nShe is sad.\n\nBe kind.\n</think>\n\nOh no.", "She is sad.\n\nBe kind.", "Oh no."),
                Arguments.of("<think>\n\n</think>\n\nOh no.", "", "Oh no."),
                Arguments.of("<THINK>a</Think> Oh no.", "a", "Oh no."),
                Arguments.of("<thinking>a</thinking>Oh no.", "a", "Oh no."),
                Arguments.of("<reasoning>a</reasoning>\nOh no.", "a", "Oh no."),
                Arguments.of("<thought>a</thought>Oh no.", "a", "Oh no."),
                Arguments.of("<seed:think>a</seed:think>Oh no.", "a", "Oh no."),
                Arguments.of("<think time=\"3\">a</think>Oh no.", "a", "Oh no."),
                Arguments.of("<details type=\"reasoning\" done=\"true\">a</details>Oh no.", "a", "Oh no."),
                Arguments.of("[THINK]a[/THINK]Oh no.", "a", "Oh no."),
                Arguments.of("\u25c1think\u25b7a\u25c1/think\u25b7Oh no.", "a", "Oh no."),
                Arguments.of("<|begin_of_thought|>a<|end_of_thought|> Oh no.", "a", "Oh no."),
                Arguments.of("<|START_THINKING|>a<|END_THINKING|>Oh no.", "a", "Oh no."),
                Arguments.of("<unused94>thought\na<unused95>Oh no.", "a", "Oh no."),
                Arguments.of("<|channel|>analysis<|message|>She is "
                        + "sad.<|end|><|start|>assistant<|channel|>final<|message|>Oh no.<|return|>", "She is sad.", "Oh no."),
                Arguments.of("She is sad.<|end|><|start|>assistant<|channel|>final<|message|>Oh no.", "She is sad.", "Oh no."),
                Arguments.of("<|start|>assistant<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary "
                        + "to=functions.x <|constrain|>json<|message|>b<|call|>"
                        + "<|start|>assistant<|channel|>final<|message|>Oh no.", "a\n\nb", "Oh no."),
                Arguments.of("analysisThe user is sad.assistantfinalOh no.", "The user is sad.", "Oh no."),
                Arguments.of("Okay, she is sad.\n</think>\n\nOh no.", "Okay, she is sad.", "Oh no."),
                Arguments.of("Okay.[/THINK]Oh no.", "Okay.", "Oh no."),
                Arguments.of("<think>a</think><think>b</think>Oh no.", "a\n\nb", "Oh no."),
                Arguments.of("<think>a <think>b</think> c</think>Oh no.", "a <think>b</think> c", "Oh no."),
                Arguments.of("<think>should I write <think> here? no</think>Oh no.", "should I write <think> here? no", "Oh no."),
                Arguments.of("<think>a</think> b </think> Oh no.", "a\n\nb", "Oh no."),
                Arguments.of("Hello.\n<think>\nshe is sad\n</think>\nOh no.", "she is sad", "Hello.\n\nOh no."),
                // Words of an answer:
                Arguments.of("I think so.", "", "I think so."),
                Arguments.of("You wrote \"<think>\" and then stopped. What happened?",
                        "", "You wrote \"<think>\" and then stopped. What happened?"),
                Arguments.of("The page said `<think>` and `</think>`, how odd!", "", "The page said `<think>` and `</think>`, how odd!"),
                Arguments.of("Did it end with \"</think>\"? I am sorry.", "", "Did it end with \"</think>\"? I am sorry."),
                Arguments.of("Tags such as <think>so</think> are for machines.", "", "Tags such as <think>so</think> are for machines."),
                Arguments.of("I see it is\n<think> that confused you.", "", "I see it is\n<think> that confused you."),
                Arguments.of("Thinking of you. [think] well of her!", "", "Thinking of you. [think] well of her!"),
                Arguments.of("analysis of this hurts, I know.", "", "analysis of this hurts, I know."),
                Arguments.of("He said <|channel|> on the radio.", "", "He said <|channel|> on the radio."));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void reasoningStandsApartFromTheAnswer(String content, String reasoning, String answer) {
        ReasoningSplit split = ReasoningSplit.of(content, false);
        assertThat(split.answer()).isEqualTo(answer);
        assertThat(split.reasoning()).isEqualTo(reasoning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>She is sad because", "<think>", "<think>a</think>", "<think>a</think><think>b", "a </think>",
            "[THINK]a", "<|channel|>analysis<|message|>She", "analysisThe user is", "<|begin_of_thought|>a", "<reasoning>a <reasoning> b"})
    void reasoningWithoutAnAnswerBehindItIsNoAnswer(String content) {
        ReasoningSplit split = ReasoningSplit.of(content, false);
        assertThat(split.answer()).isEmpty();
        assertThat(split.marked()).isTrue();
    }

    @Test void aBlockThatBeginsALineAndIsCutOffAtTheGreatestLengthIsReasoning() {
        ReasoningSplit split = ReasoningSplit.of("Oh no.\n<think>\nNow she", true);
        assertThat(split.answer()).isEqualTo("Oh no.");
        assertThat(split.reasoning()).isEqualTo("Now she");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>", "</think>", "<think></think>", "a\n<think>\n</think>\n",
            "a\n<think>x", "<|channel|>final<|message|>", "[THINK]\n", "<think ", "analysisA"})
    void megabytesOfMarksTakeAMoment(String one) {
        String content = "x\n" + one.repeat((4 << 20) / one.length());
        assertTimeoutPreemptively(Hang.LIMIT, () -> ReasoningSplit.of(content, false));
        assertTimeoutPreemptively(Hang.LIMIT, () -> ReasoningSplit.of(content.substring(2) + " " + content, true));
    }
}
