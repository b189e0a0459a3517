package org.empathyworkbench.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.Retries;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.RegularFiles;

/**
 * Downloads one file: 1. into {@code NAME.part}, resuming an earlier attempt; 2. verifies size and checksum; 3. renames it. A file under
 * its own name is therefore complete. Lost connections are retried with back-off; after a wrong checksum the file is downloaded again from
 * the start, once.
 */
final class FileDownload {
    private static final long LEAST_PROGRESS = 64 << 10;
    private static final int MOST_TAG = 300;

    private final Connection connection;
    private final HubSettings settings;
    private final Retries retries;
    private final HubId id;
    private final HubFile file;
    private final URI address;
    private final Path target;
    private final Path part;
    private final Path tag;
    private final Telling telling;
    private final BooleanSupplier cancelled;
    private long farthest;

    /** Where progress goes. */
    interface Telling {
        /** @param bytes that came or were checked since the last time */
        void came(long bytes, String what);

        void say(String what);
    }

    FileDownload(Connection connection, HubSettings settings, Retries retries, HubListing listing,
            HubFile file, Path folder, Telling telling, BooleanSupplier cancelled) {
        this.connection = connection;
        this.settings = settings;
        this.retries = retries;
        this.id = listing.id();
        this.file = file;
        this.address = URI.create(settings.endpoint() + "/" + listing.id().repository()
                + "/resolve/" + listing.commit() + "/" + file.name());
        this.target = folder.resolve(file.name());
        this.part = part(folder, file);
        this.tag = tag(folder, file);
        this.telling = telling;
        this.cancelled = cancelled;
    }

    private static Path part(Path folder, HubFile file) { return folder.resolve(file.name() + ".part"); }

    private static Path tag(Path folder, HubFile file) { return folder.resolve(file.name() + ".etag"); }

    /** @throws IOException if the file, its part or its tag is a link, pipe, device or folder */
    static void requireOwnFiles(Path folder, HubFile file) throws IOException {
        for (Path own : List.of(folder.resolve(file.name()), part(folder, file), tag(folder, file))) {
            if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) RegularFiles.requireNoLink(own);
        }
    }

    /** Bytes of a file that are in the folder already. */
    static long present(Path folder, HubFile file) throws IOException {
        if (Files.isRegularFile(folder.resolve(file.name()), LinkOption.NOFOLLOW_LINKS)) return file.bytes();
        return Files.isRegularFile(part(folder, file), LinkOption.NOFOLLOW_LINKS)
                ? Math.min(Files.size(part(folder, file)), file.bytes()) : 0;
    }

    /**
     * @throws UserInputException              if it cannot be downloaded; the message says what is kept
     * @throws CancellationException if cancelled by the user; the part is kept
     */
    void fetch() throws IOException {
        if (Files.exists(target)) {
            // checked against the hub's current data, since the folder may have been modified
            telling.say("Checking " + file.name());
            if (Files.size(target) == file.bytes() && (file.checksum() == null || file.checksum().fits(target, n -> { }, cancelled)))
                return;
            Files.delete(target);
        }
        boolean begunAgain = false;
        while (true) {
            long have = Files.exists(part) ? Files.size(part) : 0;
            if (have > file.bytes()) {
                forget();
                have = 0;
            }
            if (have == file.bytes()) {
                if (file.bytes() == 0) Files.write(part, new byte[0]);
                telling.say("Checking " + file.name());
                if (file.checksum() == null || file.checksum().fits(part, n -> { }, cancelled)) break;
                forget();
                if (begunAgain) throw wrong();
                begunAgain = true;
                telling.say(file.name() + " came damaged; from the start again");
                continue;
            }
            once(have);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(tag);
    }

    /** One connection; returns when the file is complete or the connection failed and a retry is possible. */
    private void once(long have) throws IOException {
        AtomicLong came = new AtomicLong();
        try {
            try {
                request(have, came);
            } finally {
                // limits servers that always restart, or send a byte per connection
                long size = Files.exists(part) ? Files.size(part) : 0;
                if (size >= farthest + LEAST_PROGRESS || size > farthest && size == file.bytes()) {
                    farthest = size;
                    retries.progressed();
                }
            }
        } catch (FileSystemException full) {
            throw full;
        } catch (IOException failure) {
            try {
                retries.after(failure,
                        time -> telling.say("Waiting " + Math.max(1, time.toSeconds()) + " s, then trying again"), cancelled);
            } catch (IOException end) {
                long kept = Files.exists(part) ? Files.size(part) : 0;
                throw HubErrorTranslator.network(end, address, String.format(Locale.ROOT,
                        "%,d of the %,d bytes of %s are kept; the next attempt resumes from there.", kept, file.bytes(), file.name()));
            }
        }
    }

    private void request(long have, AtomicLong came) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        String known = Files.exists(tag) ? strong(new String(RegularFiles.readAllBytes(tag, MOST_TAG), StandardCharsets.ISO_8859_1)) : "";
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            if (!known.isEmpty()) headers.put("If-Range", known);
        }
        AtomicLong told = new AtomicLong();
        Runnable tell = () -> {
            long now = came.get();
            telling.came(now - told.getAndSet(now), file.name());
        };
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            var answer = connection.get(address, headers, info -> body(info, have, channel, came::addAndGet), came::get, tell, cancelled);
            if (answer.status() == 416) {
                forget();
                throw new IOException("the server no longer has the file that was started");
            }
            if (answer.status() != 200 && answer.status() != 206)
                throw HubErrorTranslator.of(answer.status(), answer.headers(), answer.from(), id, file.name(), settings);
            if (answer.status() == 206 && !continues(answer.headers(), have, known)) {
                forget();
                throw new IOException("the server resumed at another offset than requested");
            }
            if (channel.size() < file.bytes()) throw new IOException("it ended after " + channel.size() + " of " + file.bytes() + " bytes");
        } finally {
            tell.run();
        }
    }

    /** Appends to the part, or overwrites it if the server sends the whole file; any other response is not written. */
    private HttpResponse.BodySubscriber<Boolean> body(HttpResponse.ResponseInfo info, long have, FileChannel channel, LongConsumer came) {
        try {
            if (info.statusCode() == 206 && have > 0 && continues(info.headers(), have, "")) {
                channel.position(have);
                return new FileSubscriber(file.name(), channel, file.bytes(), came);
            }
            if (info.statusCode() == 200) {
                channel.truncate(0);
                AtomicFile.write(tag, strong(info.headers().firstValue("ETag").orElse("")).getBytes(StandardCharsets.ISO_8859_1));
                return new FileSubscriber(file.name(), channel, file.bytes(), came);
            }
            return HttpResponse.BodySubscribers.replacing(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a response is the requested rest of the started file. */
    private boolean continues(HttpHeaders headers, long have, String known) {
        String range = headers.firstValue("Content-Range").orElse("");
        boolean place = range.matches("bytes " + have + "-\\d+/(" + file.bytes() + "|\\*)");
        String now = strong(headers.firstValue("ETag").orElse(""));
        return place && (known.isEmpty() || now.isEmpty() || now.equals(known));
    }

    /** A strong entity tag (RFC 9110, 8.8.3); empty for none, a weak or an invalid one. */
    private static String strong(String tag) { return tag.length() <= MOST_TAG && tag.matches("\"[\\x21\\x23-\\x7e]*\"") ? tag : ""; }

    private void forget() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }

    private UserInputException wrong() {
        return new UserInputException(file.name() + " was received twice with other bytes than the hub announced ("
                + file.checksum() + "). It was deleted; nothing was imported. Something between this computer and "
                + address.getHost() + " changes files: check the proxy or mirror, or try another network.");
    }
}
