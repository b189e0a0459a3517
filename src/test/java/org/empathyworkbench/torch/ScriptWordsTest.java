package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.junit.jupiter.api.Test;

/** Program texts name what TorchScript has numbers for; a name that nobody defines ends in an error and not in a program. */
class ScriptWordsTest {
    /** A dtype as a number, a hyper-parameter or a weight by its number. */
    private static final Pattern BARE = Pattern.compile("dtype=\\d|torch\\.to\\([^()]*,\\s+\\d+\\)|\\b(hp|w|old|sums)\\[\\d|\\bo \\+ \\d");

    @Test void aWordIsReplacedAsAWholeAndNeverInsideALongerOne() {
        assertThat(ScriptWords.replace("x[@D + 1] @DFF @D_KV", Map.of("D", "5", "DFF", "7", "D_KV", "9"))).isEqualTo("x[5 + 1] 7 9");
    }

    @Test void dtypesAndHyperParametersAreKnownToEveryProgram() {
        String text = "dtype=@FLOAT32 @INT64 @BOOL hp[@ADAMW_LEARNING_RATE] hp[@PPO_RATIO_LIMIT] hp[@IDENTIFIER_DROPOUT]";
        assertThat(ScriptWords.replace(text, Map.of())).isEqualTo("dtype=6 4 11 hp[0] hp[6] hp[0]");
    }

    @Test void aWordWithoutValueAndAWordDefinedTwiceAreRefused() {
        assertThatThrownBy(() -> ScriptWords.replace("@NOBODY", Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("@NOBODY");
        assertThatThrownBy(() -> ScriptWords.replace("", Map.of("FLOAT32", "7")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("@FLOAT32");
    }

    @Test void aTensorOfHyperParametersIsCompleteAndOfOneGroup() {
        HyperParameters some = HyperParameters.of(HyperParameter.Group.ADAMW).set(HyperParameter.ADAMW_CLIP, 1);
        assertThatThrownBy(() -> some.set(HyperParameter.PPO_DIVISOR, 1)).isInstanceOf(IllegalArgumentException.class);
        try (NDManager manager = Torch.newManager()) {
            assertThatThrownBy(() -> some.float64(manager))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("ADAMW_LEARNING_RATE");
            HyperParameters all = HyperParameters.zeros(HyperParameter.Group.IDENTIFIER).set(HyperParameter.IDENTIFIER_HEAD_DROPOUT, 0.5);
            assertThat(all.float32(manager).toFloatArray()).containsExactly(0, 0, 0.5f, 0, 0, 0, 0);
        }
    }

    @Test void noProgramHasADtypeAHyperParameterOrAWeightByANumber() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedData.root().resolve("resources/engine/torchscript"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".py")).sorted().toList()) {
                Matcher bare = BARE.matcher(Files.readString(file).replaceAll("#.*", ""));
                while (bare.find()) found.add(file.getFileName() + ": " + bare.group());
            }
        }
        assertThat(BARE.matcher("x = torch.to(y, 6)").find()).isTrue();
        assertThat(found).isEmpty();
    }
}
