package org.empathyworkbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextLimitsTest {
    @TempDir Path folder;

    @Test void whatATrainingWroteIsReadBack() throws IOException {
        ContextLimits written = ContextLimits.trained(96, 64, Truncate.RIGHT);
        written.write(folder);
        assertThat(ContextLimits.read(folder)).isEqualTo(written);
        assertThat(ContextLimits.read(folder).words()).contains("96", "right", "64", "as the model was trained");
    }

    @Test void aFolderThatDoesNotSayHasThePapersLimitsAndIsToldSo() {
        ContextLimits unstated = ContextLimits.read(folder);
        assertThat(unstated.contextTokens()).isEqualTo(200);
        assertThat(unstated.responseTokens()).isEqualTo(50);
        assertThat(unstated.contextSide()).isEqualTo(Truncate.LEFT);
        assertThat(unstated.words()).contains("the paper's, for the model does not say");
    }

    @Test void aChoiceIsToldAsSuchUnlessItChangesNothing() {
        ContextLimits own = ContextLimits.trained(96, 64, Truncate.LEFT);
        assertThat(own.chosen(limits -> limits.withContextTokens(96))).isSameAs(own);
        assertThat(own.chosen(limits -> limits.withContextSide(Truncate.RIGHT)).words())
                .contains("right", "chosen in place of the model's own");
        assertThat(own.key()).isNotEqualTo(own.withResponseTokens(50).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "null",
            "{\"format_version\": 2, \"context_tokens\": 96, \"response_tokens\": 64, \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"response_tokens\": 64, \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"context_tokens\": 0, \"response_tokens\": 64, \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"context_tokens\": 1e999999999, \"response_tokens\": 64, \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"context_tokens\": 96.5, \"response_tokens\": 64, \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"context_tokens\": \"many\\u001b[2J\", \"response_tokens\": 64, \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"context_tokens\": 96, \"response_tokens\": [64], \"truncation_side\": \"left\"}",
            "{\"format_version\": 1, \"context_tokens\": 96, \"response_tokens\": 64, \"truncation_side\": \"middle\"}",
            "{\"format_version\": 1, \"context_tokens\": 96, \"response_tokens\": 64}"})
    void aFileThatSaysWhatCannotBeIsRefusedWithItsNameAndWhatToDo(String text) throws IOException {
        Files.writeString(folder.resolve(ContextLimits.FILE), text);
        assertThatThrownBy(() -> ContextLimits.read(folder)).isInstanceOf(UserInputException.class).hasMessageContaining(ContextLimits.FILE)
                .hasMessageContaining("Nothing was loaded. Delete it").hasMessageNotContaining("\u001b");
    }

    @Test void cutTextsAreCountedWithTheirShare() {
        assertThat(ContextLimits.cutWords(61, 1_000, Truncate.LEFT))
                .isEqualTo("61 of 1,000 contexts (6.1 %) are longer and lose their oldest words");
        assertThat(ContextLimits.cutWords(1, 4, Truncate.RIGHT)).contains("25.0 %").contains("newest");
        assertThat(ContextLimits.cutWords(0, 4, Truncate.LEFT)).isEqualTo("no context is longer");
        assertThat(ContextLimits.cutResponses(3, 4)).isEqualTo("3 of 4 responses (75.0 %) lose their end");
    }
}
