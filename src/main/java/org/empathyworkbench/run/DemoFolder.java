package org.empathyworkbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.FileFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code demo/} of a workspace: {@code state.json} says how the latest demo loop stands, {@code log.txt} has what its process said, and
 * a file {@code stop} asks it to end. So the loop can be watched and stopped by any process, and be found again by one that starts later.
 */
public final class DemoFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DemoFolder.class);

    private final Path folder;

    /** @param workspace the workspace's folder */
    public DemoFolder(Path workspace) { this.folder = workspace.resolve("demo"); }

    public Path log() { return folder.resolve("log.txt"); }

    /**
     * A loop whose process has vanished is said to be interrupted. A file that cannot be understood counts as none: all it tells of is in
     * the workspace's runs and models.
     */
    public Optional<DemoRecord> read() {
        try {
            return DemoJson.read(Files.readString(state(), StandardCharsets.UTF_8)).map(this::lookedAfter);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", state(), e);
            return Optional.empty();
        }
    }

    /** Asks the running loop to end; it does so after the step of its runs. */
    public void requestStop() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("stop"), "");
        } catch (IOException e) {
            throw new BadInput("The loop could not be asked to stop (" + folder.resolve("stop") + " cannot be written: " + FileFault.words(e) + "). It goes on. Free some space "
                    + "and try again.", e);
        }
    }

    boolean stopRequested() { return Files.exists(folder.resolve("stop")); }

    /** The start of a loop: older requests to stop are not meant for it. */
    void begin(DemoRecord record) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("stop"));
        write(record);
    }

    /** Whole or not at all. */
    void write(DemoRecord record) throws IOException {
        Path beside = folder.resolve("state.json.part-" + ProcessHandle.current().pid());
        Files.writeString(beside, DemoJson.write(record), StandardCharsets.UTF_8);
        Files.move(beside, state(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path state() { return folder.resolve("state.json"); }

    private DemoRecord lookedAfter(DemoRecord record) {
        if (!record.running() || alive(record)) return record;
        return record.ended(DemoRecord.State.INTERRUPTED, "The loop's process was ended from outside or crashed. What its runs had made by then is in the workspace. Its last "
                + "words are in " + log() + ".");
    }

    /** A process that began after the record was written has only inherited the number. */
    private static boolean alive(DemoRecord record) {
        return ProcessHandle.of(record.pid()).filter(ProcessHandle::isAlive)
                .map(process -> process.info().startInstant().map(start -> !start.isAfter(record.seenAt())).orElse(true)).orElse(false);
    }
}
