package org.empathyworkbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.RegularFiles;

/** A prompt read from a file. */
final class PromptFile {
    private static final int MOST_BYTES = 1_000_000;

    private PromptFile() { }

    /** @throws UserInputException when it cannot be read, is empty, or is no prompt by its size */
    static String read(Path file) {
        try {
            String text = RegularFiles.readString(file, MOST_BYTES).strip();
            if (text.isEmpty()) throw new UserInputException(file + " is empty. Nothing was changed. Write the prompt into it.");
            return text;
        } catch (IOException e) {
            throw new UserInputException(file + " cannot be read as a prompt: " + FileFault.words(e)
                    + ". Nothing was changed. Choose a UTF-8 text of at most 1 MB.", e);
        }
    }
}
