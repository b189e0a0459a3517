package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonListTest {
    @Test void quotesOfBothKindsAndEscapesAreRead() {
        // What Python 3's repr() writes for these strings.
        assertThat(parse("['a', \"it's\", 'both \\' and \"', 'back\\\\slash', 'tab\\t', '\\x1b', '\\u200b', '\\U000e0001', 'é😀']"))
                .containsExactly("a", "it's",
                        "both ' and \"", "back\\slash", "tab\t", "\u001b", "\u200b", Character.toString(0xe0001), "é😀");
        assertThat(parse("[]")).isEmpty();
        assertThat(parse("  [ 'a' ,'b', ]  ")).containsExactly("a", "b");
    }

    @ParameterizedTest @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "`a`~1~begin here with [", "`['a'`~5~A comma or ]", "`['a' 'b']`~6~A comma or ]",
        "`['a`~2~never closed", "`[a]`~2~begin here with a quote",
        "`['a'] x`~7~behind the end", "`['\\q']`~3~not an escape",
        "`['\\x4g']`~3~not hexadecimal", "`['\\u12`~3~cut off", "`['\\Uffffffff']`~3~no character",
        "``~1~begin here with [", "`[,]`~2~begin here with a quote"})
    void anythingElseIsRefusedWithItsPlace(String text, int character, String what) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(UserInputException.class).hasMessageContaining(what)
                .hasMessageContaining("x.txt, line 3, character " + (character + 8) + ")");
    }

    private static List<String> parse(String text) { return PythonList.parse(text, Path.of("x.txt"), 3, 9); }
}
