package org.empathyworkbench.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.generation.ResponseGenerator;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.setting.Settings;

/** An untrained generator of a few thousand weights, and examples whose own responses are all of one letter. */
final class TinyTask {
    static final PpoSettings SETTINGS = Settings.with(PpoSettings.paper(),
            Map.of("steps", 6, "batch", 16, "learningRate", 1e-3, "maximumNewTokens", 8, "sampleEvery", 2));

    private TinyTask() {}

    static ResponseGenerator generator(Path folder) { return TinyGenerator.of(TinyGenerator.first(256), folder); }

    static List<Example> examples(char letter) {
        List<Example> examples = new ArrayList<>();
        for (String context : TinyGenerator.SENTENCES) {
            for (int copy = 0; copy < 3; copy++) {
                examples.add(new Example("e" + examples.size(), "sad", List.of(context),
                        String.valueOf(letter).repeat(3 + examples.size())));
            }
        }
        return examples;
    }
}
