package org.empathyworkbench.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.empathyworkbench.t5.T5Weights;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the draws of a response depend on. */
class SamplingNoiseTest {
    private static final SamplingSettings PLAIN = new SamplingSettings(false, 1, 0, 1, 20, 20);

    @TempDir Path folder;

    /** Every token is equally likely, so each place of a response shows its own number. */
    @Test void everyPlaceOfAResponseIsDrawnAnew() {
        Torch.start(1);
        try (ResponseGenerator generator = TinyGenerator.of(TinyGenerator.first(210), folder)) {
            generator.model().weights().get(new T5Weights(generator.model().config()).encoderSize() + 1).muli(0);
            List<Response> responses = generator.respond(Collections.nCopies(20, TinyGenerator.contexts().get(0)), PLAIN, 4);
            for (Response response : responses) assertThat(Arrays.stream(response.ids()).distinct().count()).isGreaterThan(10);
            assertThat(responses.stream().map(response -> Arrays.toString(response.ids())).distinct()).as("and every row").hasSize(20);
            assertThat(generator.respond(Collections.nCopies(20, TinyGenerator.contexts().get(0)), PLAIN, 4, 1).get(0).ids())
                    .as("and every step of a training")
                    .isNotEqualTo(responses.get(0).ids());
        }
    }
}
