package org.empathyworkbench.data;

import java.util.List;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;

/** The kinds of corpora that can be read from files. */
public final class CorpusReaders {
    private static final List<CorpusReader> ALL = List.of(new EmpatheticDialoguesReader(), new EmpatheticDialoguesByEmotionReader(),
            new MentalHealthSubredditsReader());

    private CorpusReaders() { }

    public static List<CorpusReader> all() { return ALL; }

    /** @throws UserInputException naming the known formats when {@code name} is none of them */
    public static CorpusReader byFormat(String name) {
        return ALL.stream().filter(reader -> reader.format().equals(name)).findFirst().orElseThrow(() -> new UserInputException("\"" + name
                + "\" is not a corpus format. Nothing was stored. Choose one of: "
                + ALL.stream().map(CorpusReader::format).collect(Collectors.joining(", ")) + "."));
    }
}
