package org.empathyworkbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dist-1/2 of the published outputs of other systems, to the two decimals that are known. */
class PublishedDistinctTest {
    @ParameterizedTest
    @CsvSource({
        "kemp/KEMP.txt, Pred:, 0.60, 2.64",
        "moel/generation_result.txt, MOE:, 0.62, 2.89",
        "moel/generation_result.txt, ref:, 6.04, 36.87",
        "mime/output.txt, Greedy:, 0.32, 1.24",
        "mime/output.txt, Beam:, 0.25, 0.87",
        "mime/output.txt, Topk:, 0.64, 4.29"})
    void whitespaceWordsReproduceThePublishedFigures(String file, String field, double one, double two) throws IOException {
        Path outputs = SharedData.data("model-outputs/" + file);
        List<String> responses;
        try (Stream<String> lines = Files.lines(outputs)) {
            responses = lines.filter(line -> line.startsWith(field)).map(line -> line.substring(field.length())).toList();
        }
        assertThat(responses).hasSize(5_255);
        assertThat(Distinct.of(responses, 1, WordTokens.WHITESPACE).percent()).isCloseTo(one, within(0.005));
        assertThat(Distinct.of(responses, 2, WordTokens.WHITESPACE).percent()).isCloseTo(two, within(0.005));
    }
}
