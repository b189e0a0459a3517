package org.empathyworkbench.app;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.empathyworkbench.io.LogFile;

/** The window's log file in the user's folder: log records of the program and its libraries, one line each; failures without user texts. */
final class WindowLog extends Handler {
    private final LogFile file;
    private final SimpleFormatter words = new SimpleFormatter();

    WindowLog(LogFile file) { this.file = file; }

    @Override public void publish(LogRecord entry) {
        if (!isLoggable(entry)) return;
        file.line(entry.getLevel().getName() + " " + entry.getLoggerName() + ": " + words.formatMessage(entry));
        if (entry.getThrown() != null) file.failure(entry.getThrown());
    }

    @Override public void flush() { }               // no buffering

    @Override public void close() { file.close(); }
}
