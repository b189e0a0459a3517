package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops the native reader stops the process that tries it, and not this one. */
class TokenizerProbeTest {
    private static final String WORDS = """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":%s,"pre_tokenizer":{"type":"Whitespace"},\
            "post_processor":null,"decoder":null,
            "model":{"type":"WordLevel","vocab":{"<pad>":0,"</s>":1,"<unk>":2,"hello":3},"unk_token":"<unk>"}}
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA/////w==\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(a+)+$\"},\"content\":\"x\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(x+x+)+y\"},\"content\":\"x\"}"})
    void aTokenizerThatStopsItsProcessIsRefused(String normalizer) {
        Path path = folder.resolve("tokenizer.json");
        assertThatThrownBy(() -> TokenizerProbe.require(path, WORDS.formatted(normalizer)))
                .isInstanceOf(UserInputException.class).hasMessageContaining(path.toString())
                .hasMessageContaining("stopped that process").hasMessageContaining("Nothing was loaded.");
        assertNothingIsLeft();
    }

    @Test void oneThatReadsEverythingPassesAndIsOpened() throws IOException {
        Path path = Files.writeString(folder.resolve("tokenizer.json"), WORDS.formatted("null"));
        assertThat(TokenizerFile.read(path).usual()).isFalse();
        try (TextTokenizer tokenizer = TextTokenizer.load(path)) {
            assertThat(tokenizer.encode("hello there")).containsExactly(3, 2, 1);
        }
        assertNothingIsLeft();
    }

    @Test void whatTheNativeReaderRefusesWithAReasonKeepsIt() throws IOException {
        Path path = Files.writeString(folder.resolve("tokenizer.json"),
                WORDS.formatted("{\"type\":\"Strip\",\"strip_left\":5,\"strip_right\":true}"));
        assertThatThrownBy(() -> TextTokenizer.load(path)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("cannot be used as a tokenizer");
    }

    @Test void tokenizersOfT5sKindNeedNoProcess() throws IOException {
        Path learnt = folder.resolve("learnt.json");
        TokenizerTrainer.train(List.of("I am sad today.", "Why are you sad today, my friend?"), 200, true, learnt, (done, what) -> { });
        assertThat(TokenizerFile.read(learnt).usual()).isTrue();
    }

    private static void assertNothingIsLeft() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            assertThat(children.filter(child -> child.info().commandLine().orElse("").contains(TokenizerProbe.class.getName()))).isEmpty();
        }
    }
}
