package org.empathyworkbench.app;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.empathyworkbench.io.LogFile;

/**
 * The window's log in the user's own folder: what the program and its libraries log, an entry a line, failures without what people wrote.
 */
final class WindowLog extends Handler {
    private final LogFile file;
    private final SimpleFormatter words = new SimpleFormatter();

    WindowLog(LogFile file) { this.file = file; }

    @Override public void publish(LogRecord entry) {
        if (!isLoggable(entry)) return;
        file.line(entry.getLevel().getName() + " " + entry.getLoggerName() + ": " + words.formatMessage(entry));
        if (entry.getThrown() != null) file.failure(entry.getThrown());
    }

    @Override public void flush() { }               // each line is written when it is logged

    @Override public void close() { file.close(); }
}
