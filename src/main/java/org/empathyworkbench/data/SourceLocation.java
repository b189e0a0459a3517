package org.empathyworkbench.data;

import java.nio.file.Path;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * A place in a file, for a sentence about what is wrong there.
 *
 * @param line   from 1; 0 for the file as a whole
 * @param column {@code column 5 "level"} or {@code character 87}; empty for the line as a whole
 */
record SourceLocation(Path file, int line, String column) {
    private static final String FRESH_COPY = "Correct the file there, or get a new copy of it.";

    static SourceLocation of(Path file) { return new SourceLocation(file, 0, ""); }

    static SourceLocation of(Path file, int line) { return new SourceLocation(file, line, ""); }

    static SourceLocation character(Path file, int line, int character) { return new SourceLocation(file, line, "character " + character); }

    /** A piece of a file's text, made fit for a message: one line, control characters visible, at most 60 characters. */
    static String shown(String text) { return VisibleText.line(text, 60); }

    Fault fault(String what) { return fault(what, FRESH_COPY); }

    /** @param what a sentence without its full stop; @param advice a whole sentence */
    Fault fault(String what, String advice) { return new Fault(what + " (" + this + "). Nothing was stored. " + advice, line); }

    @Override public String toString() {
        String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        return VisibleText.line(name, 100) + (line > 0 ? ", line " + line : "") + (column.isEmpty() ? "" : ", " + column);
    }

    /** Bad input that knows its line, so that of two attempts to read a file the one that came further can be believed. */
    static final class Fault extends UserInputException {
        private static final long serialVersionUID = 1;
        private final int line;

        Fault(String message, int line) {
            super(message);
            this.line = line;
        }

        int line() { return line; }
    }
}
