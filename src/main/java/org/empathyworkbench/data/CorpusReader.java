package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.Corpus;

/** Reads one kind of corpus. Readers hold no state: the same files always give the same corpus. */
public interface CorpusReader {
    /** The name in commands and recipes, such as {@code empathetic-dialogues}. */
    String format();

    /** Display name. */
    String title();

    /** What to choose, in one sentence for the import dialog. */
    String expects();

    /**
     * Reads the whole corpus and stores nothing.
     *
     * @param paths files or folders, as {@link #expects} says
     * @throws UnknownEncoding when a file's encoding is not certain and none was chosen
     * @throws org.empathyworkbench.dialogue.UserInputException with file, line and column of the first thing that is wrong
     */
    Corpus read(List<Path> paths, ReadingOptions options);

    /** As {@link #read(List, ReadingOptions)}, with default options. */
    default Corpus read(List<Path> paths) { return read(paths, ReadingOptions.DEFAULT); }
}
