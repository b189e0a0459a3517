package org.empathyworkbench.data;

import java.nio.file.Path;

/** Reads what other systems answered. One file may hold several systems; each becomes one set. */
public interface ResponseReader {
    /** The name in commands, such as {@code moel}. */
    String format();

    /** Display name. */
    String title();

    /** @throws org.empathyworkbench.dialogue.UserInputException with file, line and character of the first thing that is wrong */
    default ReadResponses read(Path file) { return read(file, TextEncoding.AUTO); }

    /**
     * As {@link #read(Path)}, with an encoding chosen by the user.
     *
     * @throws UnknownEncoding if it is uncertain and none was chosen
     */
    ReadResponses read(Path file, TextEncoding encoding);
}
