package org.empathyworkbench.training;

import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.Example;

/** The speaker's turns as training examples: u(N-1) after u1..u(N-2), for every example whose context has an earlier turn. */
final class SpeakerTurns {
    private SpeakerTurns() {}

    /** The examples themselves, followed by those of the speaker's turns. */
    static List<Example> addedTo(List<Example> examples) {
        List<Example> all = new ArrayList<>(examples);
        for (Example example : examples) {
            int last = example.context().size() - 1;
            if (last > 0)
                all.add(new Example(example.id() + "-speaker", example.emotion(),
                        example.context().subList(0, last), example.context().get(last)));
        }
        return all;
    }
}
