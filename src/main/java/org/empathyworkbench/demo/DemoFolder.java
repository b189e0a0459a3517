package org.empathyworkbench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.RegularFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code demo/} of a workspace: {@code state.json} is the state of the latest demo loop, {@code log.txt} the output of its process, and a
 * file {@code stop} requests its end. So any process can watch and stop the loop.
 */
public final class DemoFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DemoFolder.class);

    private static final int MOST_BYTES = 16 << 20;

    private final Path folder;

    /** @param workspace the workspace's folder */
    public DemoFolder(Path workspace) { this.folder = workspace.resolve("demo"); }

    public Path log() { return folder.resolve("log.txt"); }

    /**
     * A loop whose process has died is reported as interrupted. An unreadable file is treated as missing: all results are in the
     * workspace's runs and models.
     */
    public Optional<DemoRecord> read() {
        try {
            return DemoJson.read(RegularFiles.readString(state(), MOST_BYTES)).map(this::lookedAfter);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", folder, e);
            return Optional.empty();
        }
    }

    /** Asks the running loop to end; it does so after the step of its runs. */
    public void requestStop() {
        try {
            requireOwn();
            AtomicFile.write(folder.resolve("stop"), "");
        } catch (IOException e) {
            throw new UserInputException("The loop could not be asked to stop (" + folder.resolve("stop")
                    + " cannot be written: " + FileFault.words(e) + "). It goes on. Free some space and try again.", e);
        }
    }

    boolean stopRequested() { return Files.exists(folder.resolve("stop")); }

    /** The start of a loop: older requests to stop are not meant for it. */
    void begin(DemoRecord record) throws IOException {
        requireOwn();
        Files.deleteIfExists(folder.resolve("stop"));
        write(record);
    }

    /** Whole or not at all. */
    void write(DemoRecord record) throws IOException {
        AtomicFile.write(state(), DemoJson.write(record));
    }

    /** Makes the folder. A workspace that came from elsewhere may hold a link of its name: nothing is written or deleted through that. */
    private void requireOwn() throws IOException {
        if (Files.isSymbolicLink(folder)) throw new IOException("its folder demo is a link");
        Files.createDirectories(folder);
    }

    /** @throws IOException when it is reached by a link */
    private Path state() throws IOException {
        return ContainedPath.resolve(Objects.requireNonNull(folder.toAbsolutePath().getParent()), "demo/state.json");
    }

    private DemoRecord lookedAfter(DemoRecord record) {
        if (!record.running() || alive(record)) return record;
        return record.ended(DemoRecord.State.INTERRUPTED, "The loop's process was ended from outside or crashed. "
                + "What its runs had made by then is in the workspace. Its last words are in " + log() + ".");
    }

    /** A process that began after the record was written has only inherited the number. */
    private static boolean alive(DemoRecord record) {
        return ProcessHandle.of(record.pid()).filter(ProcessHandle::isAlive)
                .map(process -> process.info().startInstant().map(start -> !start.isAfter(record.seenAt())).orElse(true)).orElse(false);
    }
}
