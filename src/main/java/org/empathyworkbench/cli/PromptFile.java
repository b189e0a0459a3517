package org.empathyworkbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.BadInput;

/** A prompt that a person wrote into a file. */
final class PromptFile {
    private static final long MOST_BYTES = 1_000_000;

    private PromptFile() { }

    /** @throws BadInput when it cannot be read, is empty, or is no prompt by its size */
    static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) throw new BadInput(file + " has more than 1 MB, which is no prompt. Nothing was changed. Choose another file.");
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) throw new BadInput(file + " is empty. Nothing was changed. Write the prompt into it.");
            return text;
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read as UTF-8 text. Nothing was changed. Check the path and the file.", e);
        }
    }
}
