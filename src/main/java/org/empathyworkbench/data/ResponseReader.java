package org.empathyworkbench.data;

import java.nio.file.Path;

/** Reads what other systems answered. One file may hold several systems; each becomes one set. */
public interface ResponseReader {
    /** The name in commands, such as {@code moel}. */
    String format();

    /** The name for people. */
    String title();

    /** @throws org.empathyworkbench.dialogue.UserInputException with file, line and character of the first thing that is wrong */
    default ReadResponses read(Path file) { return read(file, TextEncoding.AUTO); }

    /** As {@link #read(Path)}, by an encoding that a person chose. @throws UnknownEncoding when it is not certain and none was chosen */
    ReadResponses read(Path file, TextEncoding encoding);
}
