package org.empathyworkbench.io;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A log that only the user may read (mode 600), that is never reached through a link and never a pipe or device, with one visible line for
 * an entry. At a megabyte it becomes {@code NAME.1}, that becomes {@code NAME.2}, and an older one goes. A failure is written as its
 * classes and places; of its message there remains what no person wrote: see {@link #withoutValues}.
 */
public final class LogFile implements Closeable {
    static final long MOST_BYTES = 1_000_000;
    private static final int OLDER = 2;
    private static final int MOST_LINE = 2_000;
    private static final int MOST_MESSAGE = 300;
    private static final int MOST_FRAMES = 60;
    private static final int MOST_CAUSES = 8;
    private static final int LEAST_SECRET = 3;

    private final Path file;
    private PrintWriter out;

    private LogFile(Path file, PrintWriter out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens the log for writing behind what is there; its folder must be there. @throws IOException when a
     * link, pipe, device or folder has its name
     */
    public static LogFile append(Path file) throws IOException { return new LogFile(file, open(file)); }

    /** Makes the log ready for another process to append to: not too large, private, a file. @throws IOException as {@link #append} */
    public static void prepare(Path file) throws IOException { open(file).close(); }

    private static PrintWriter open(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            RegularFiles.requireNoLink(file);
            if (Files.size(file) >= MOST_BYTES) rotate(file);
        }
        boolean known = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        PrintWriter out = new PrintWriter(new BufferedWriter(Channels.newWriter(Files.newByteChannel(file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                known ? AtomicFile.noAttributes() : AtomicFile.ownerOnly()), StandardCharsets.UTF_8)), true);
        if (known) makePrivate(file);
        return out;
    }

    /** A log of an earlier version may be readable by others. */
    private static void makePrivate(Path file) throws IOException {
        if (AtomicFile.ownerOnly().length == 0) return;
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (FileSystemException notOurs) {
            return;                 // a shared workspace's log belongs to whoever made it
        }
    }

    private static void rotate(Path file) throws IOException {
        for (int i = OLDER; i >= 1; i--) {
            Path from = i == 1 ? file : numbered(file, i - 1);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) Files.move(from, numbered(file, i), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path numbered(Path file, int number) { return file.resolveSibling(file.getFileName() + "." + number); }

    /** One line, with the time before it. */
    public synchronized void line(String text) {
        out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + VisibleText.line(text, MOST_LINE));
    }

    /** The failure and its causes. @param values given by the user, which must not be logged */
    public synchronized void failure(Throwable failure, Collection<String> values) {
        Throwable one = failure;
        for (int i = 0; one != null && i < MOST_CAUSES; i++) {
            String message = one.getMessage() == null ? "" : withoutValues(one.getMessage(), values);
            out.println((i == 0 ? "" : "Caused by: ") + one.getClass().getName() + (message.isEmpty() ? "" : ": " + message));
            StackTraceElement[] frames = one.getStackTrace();
            for (int f = 0; f < Math.min(frames.length, MOST_FRAMES); f++) out.println("\tat " + frames[f]);
            if (frames.length > MOST_FRAMES) out.println("\t... " + (frames.length - MOST_FRAMES) + " more");
            one = one.getCause();
        }
        out.flush();
    }

    public void failure(Throwable failure) { failure(failure, List.of()); }

    /**
     * A message without what may be a text, a path or a password: whatever stands in quotation marks, a user's name and password in an
     * address, and the given values with each of their parts.
     */
    static String withoutValues(String message, Collection<String> values) {
        String line = message.replaceAll("(?s)\"[^\"]*\"?", "\"…\"").replaceAll("(?s)(//|: ?)[^/\\s@]*@", "$1…@");
        for (String value : values) {
            if (value.length() >= LEAST_SECRET) line = line.replace(value, "…");
            for (String part : value.split("[\\s=:/@,;?&]+")) {
                if (part.length() >= LEAST_SECRET) line = line.replace(part, "…");
            }
        }
        return VisibleText.line(line, MOST_MESSAGE);
    }

    @Override public synchronized void close() { out.close(); }
}
