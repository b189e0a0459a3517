package org.empathyworkbench.data;

import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;

/** A text file of uncertain encoding. It is read once the user has chosen one, with the help of {@link #previews}. */
public final class UnknownEncoding extends UserInputException {
    private static final long serialVersionUID = 1;
    private final transient List<Preview> previews;

    /** @param text the first lines that differ between encodings, as this one reads them; control characters visible, length bounded */
    public record Preview(TextEncoding encoding, String text) { }

    UnknownEncoding(String message, List<Preview> previews) {
        super(message);
        this.previews = List.copyOf(previews);
    }

    /** Encodings that can read the whole file, the likeliest first; may be empty. */
    public List<Preview> previews() { return previews == null ? List.of() : previews; }
}
