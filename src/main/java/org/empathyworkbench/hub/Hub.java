package org.empathyworkbench.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.http.BoundedBody;
import org.empathyworkbench.http.Retries;
import org.empathyworkbench.io.RegularFiles;
import org.jspecify.annotations.Nullable;

/** Client of the Hugging Face hub, or a compatible mirror: lists a model and downloads its files. Not thread-safe. */
public final class Hub {
    private static final long SPARE_BYTES = 64L << 20;
    private static final int MOST_LISTING_BYTES = 8 << 20;
    private static final int COMMIT_DIGITS = 12;

    private final HubSettings settings;
    private final Retries.Pause pause;
    private final Connection connection;

    /** @throws UserInputException if the proxy is invalid */
    public Hub(HubSettings settings) { this(settings, Retries.Pause.real()); }

    Hub(HubSettings settings, Retries.Pause pause) {
        this.settings = settings;
        this.pause = pause;
        this.connection = new Connection(settings);
    }

    /**
     * The current content of a model's repository. Downloads nothing.
     *
     * @throws UserInputException              if there is no such model, or no network, or offline mode is on
     * @throws CancellationException if cancelled by the user
     */
    public HubListing list(HubId id, BooleanSupplier cancelled) {
        requireOnline(id);
        String revision = id.revision().equals(HubId.MAIN) ? "" : "/revision/" + id.escapedRevision();
        URI address = URI.create(settings.endpoint() + "/api/models/" + id.repository() + revision + "?blobs=true");
        Retries retries = new Retries(Math.min(3, settings.attempts()), pause);
        while (true) {
            try {
                // no progress is counted, so that the idle time-out applies to the whole listing
                Connection.Answer<byte[]> answer = connection.get(address, Map.of("Accept", "application/json"),
                        new BoundedBody(MOST_LISTING_BYTES), () -> 0, () -> { }, cancelled);
                if (answer.status() != 200) throw HubErrorTranslator.of(answer.status(), answer.headers(), answer.from(), id, "", settings);
                return parse(id, new String(answer.body(), StandardCharsets.UTF_8));
            } catch (BoundedBody.TooLarge endless) {
                throw noListing(id, endless);
            } catch (IOException failure) {
                try {
                    retries.after(failure, time -> { }, cancelled);
                } catch (IOException end) {
                    throw HubErrorTranslator.network(end, address, "Nothing was downloaded.");
                }
            }
        }
    }

    private HubListing parse(HubId id, String text) {
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) return HubListing.of(id, json.getAsJsonObject(), settings.endpoint().getHost());
        } catch (JsonParseException e) {
            throw noListing(id, e);
        }
        throw noListing(id, null);
    }

    private UserInputException noListing(HubId id, @Nullable Throwable cause) {
        return new UserInputException("The answer of " + settings.endpoint().getHost() + " about " + id + " is not a listing of a model"
                + (cause instanceof BoundedBody.TooLarge ? " (" + cause.getMessage() + ")" : "") + "; a network that wants a login "
                + "first answers so. Nothing was downloaded. Check the network, the hub's address and the proxy in the settings.", cause);
    }

    /** Folder name of a listing's files: {@code owner--name@0123456789ab}, one folder per commit. */
    public static String folderName(HubListing listing) {
        return listing.id().folderName() + "@" + listing.commit().substring(0, COMMIT_DIGITS);
    }

    /** Whether a folder's name is one that {@link #folderName} gives for the same repository, at this commit or another. */
    public static boolean isFolderOf(HubListing listing, String name) {
        return name.matches(Pattern.quote(listing.id().folderName()) + "@[0-9a-f]{" + COMMIT_DIGITS + "}");
    }

    /** Bytes of files left by an earlier attempt in their folder. */
    public static long present(Path folder, List<HubFile> files) throws IOException {
        long present = 0;
        for (HubFile file : files) present += FileDownload.present(folder, file);
        return present;
    }

    /**
     * Downloads files into a folder. Complete files and parts of earlier attempts are reused.
     *
     * @param files of the listing
     * @throws UserInputException              if it fails; received data is kept for the next attempt
     * @throws CancellationException if cancelled by the user; received data is kept for the next attempt
     */
    public void download(HubListing listing, List<HubFile> files, Path folder, DownloadListener listener, BooleanSupplier cancelled) {
        requireOnline(listing.id());
        try {
            Files.createDirectories(folder);
            for (HubFile file : files) FileDownload.requireOwnFiles(folder, file);
            Path locked = folder.resolve(".lock");
            if (Files.exists(locked, LinkOption.NOFOLLOW_LINKS)) RegularFiles.requireNoLink(locked);
            try (FileChannel channel = FileChannel.open(locked, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS); FileLock lock = lock(channel, listing.id())) {
                long missing = HubListing.bytes(files) - present(folder, files);
                requireSpace(folder, missing);
                Told told = new Told(listener, missing);
                for (HubFile file : files) {
                    if (cancelled.getAsBoolean()) throw new CancellationException("Cancelled.");
                    new FileDownload(connection, settings, new Retries(settings.attempts(), pause), listing, file, folder, told, cancelled)
                            .fetch();
                }
            }
        } catch (IOException e) {
            throw new UserInputException("The download cannot be written into " + folder + " (" + FileFault.words(e)
                    + "). Received data is kept. Check disk space and permissions, and links and pipes in that folder.", e);
        }
    }

    private static FileLock lock(FileChannel channel, HubId id) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) return lock;
        } catch (OverlappingFileLockException e) {
            throw busy(id, e);
        }
        throw busy(id, null);
    }

    private static UserInputException busy(HubId id, @Nullable Throwable cause) {
        return new UserInputException(
                id + " is being downloaded by another window or command already. Nothing was changed. Wait for that one.", cause);
    }

    private static void requireSpace(Path folder, long missing) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < missing + SPARE_BYTES) {
            throw new UserInputException(String.format(Locale.ROOT, "The download needs %,d MB, but the disk "
                    + "of %s has %,d MB left. Nothing was downloaded. Free some space or choose a workspace on "
                    + "another disk.", missing / 1_000_000, folder, free / 1_000_000));
        }
    }

    private void requireOnline(HubId id) {
        if (settings.offline()) {
            throw new UserInputException("Offline mode is on, so " + id + " is not requested from the hub. "
                    + "Nothing was downloaded. Switch offline mode off (--offline, HF_HUB_OFFLINE, the window's "
                    + "settings), or import a folder that was downloaded elsewhere.");
        }
    }

    /** Sums the progress of the files. */
    private static final class Told implements FileDownload.Telling {
        private final DownloadListener listener;
        private final long total;
        private long bytes;

        Told(DownloadListener listener, long total) {
            this.listener = listener;
            this.total = total;
        }

        @Override public void came(long more, String what) {
            bytes += more;
            listener.at(Math.min(bytes, total), total, what);
        }

        @Override public void say(String what) { listener.at(Math.min(bytes, total), total, what); }
    }
}
