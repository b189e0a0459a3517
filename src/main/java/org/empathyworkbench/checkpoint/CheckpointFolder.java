package org.empathyworkbench.checkpoint;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.FileTrees;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;

/**
 * The checkpoints of a run, {@code runs/<id>/checkpoints/step-000001200}: files, {@code state.json}, {@code manifest.json}.
 *
 * <p>Saves atomically: 1. write the files into a hidden folder beside the target, 2. fsync each, 3. write the manifest with lengths and
 * SHA-256 last, 4. rename the folder, 5. fsync the parent folder. Deletes atomically: renames to a hidden name first. A checkpoint being
 * replaced is renamed to a hidden name and stays valid until the new one is in place. So a folder with a checkpoint's name is complete
 * after a kill at any point; since files can be damaged later, it is verified before use.
 *
 * <p>One process at a time saves; any number may list and read.
 */
public final class CheckpointFolder {
    private static final String STATE = "state.json";
    private static final String PIN = "pinned";
    private static final Pattern NAME = Pattern.compile("step-\\d{9,10}");
    private static final String WRITING = ".writing-";
    private static final String DELETING = ".deleting-";
    private static final String REPLACED = ".replaced-";
    private static final int MOST_STATE_BYTES = 16 << 20;

    private final Path folder;
    private final String run;
    private final Clock clock;

    /** @param folder need not exist yet */
    public CheckpointFolder(Path folder, String run, Clock clock) {
        this.folder = folder;
        this.run = run;
        this.clock = clock;
    }

    /** The checkpoints folder in a run's folder. */
    public static CheckpointFolder of(Path runFolder, String run) {
        return new CheckpointFolder(runFolder.resolve("checkpoints"), run, Clock.systemUTC());
    }

    /**
     * Saves the state after a step; replaces a checkpoint of the same step.
     *
     * @throws IOException if it could not be written; then nothing is changed
     */
    public CheckpointInfo save(Snapshot snapshot) throws IOException {
        createFolder();
        clearReplaced();
        Path writing = folder.resolve(WRITING + name(snapshot.step()));
        FileTrees.delete(writing);
        Files.createDirectory(writing);
        boolean saved = false;
        try {
            List<String> names = new ArrayList<>(snapshot.files().keySet());
            for (String name : names) {
                Path target = writing.resolve(name);
                Files.createDirectories(target.getParent());
                Objects.requireNonNull(snapshot.files().get(name)).write(target);
            }
            Instant now = clock.instant();
            Files.writeString(writing.resolve(STATE), state(snapshot, now), StandardCharsets.UTF_8);
            names.add(STATE);
            Manifest manifest = Manifest.of(writing, names);
            manifest.write(writing);
            forceFolders(writing);
            Path target = folder.resolve(name(snapshot.step()));
            Path old = folder.resolve(REPLACED + target.getFileName());
            // kill-safe: the old checkpoint is valid under its hidden name until the new one has its name
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
            saved = true;
            force(folder);
            FileTrees.delete(old);
            return new CheckpointInfo(target, run, snapshot.step(), now, snapshot.score(), manifest.bytes(), false);
        } finally {
            if (!saved) FileTrees.delete(writing);
        }
    }

    /**
     * Contents of the folder.
     *
     * @param whole   checkpoints with a readable state and manifest, oldest first
     * @param damaged folders with a checkpoint's name that contain no usable one, oldest first
     */
    public record Found(List<CheckpointInfo> whole, List<DamagedCheckpoint> damaged) {
        public Found {
            whole = List.copyOf(whole);
            damaged = List.copyOf(damaged);
        }
    }

    /** Reads the state and manifest of each checkpoint once; other files are not verified. */
    public Found look() {
        List<CheckpointInfo> whole = new ArrayList<>();
        List<DamagedCheckpoint> damaged = new ArrayList<>();
        if (Files.isSymbolicLink(folder)) {
            damaged.add(new DamagedCheckpoint(folder, 0, "the folder of checkpoints is a link, which is not followed"));
        }
        for (Path checkpoint : folders()) {
            try {
                whole.add(info(checkpoint, readState(checkpoint), Manifest.read(checkpoint)));
            } catch (IOException failure) {
                damaged.add(new DamagedCheckpoint(checkpoint, step(checkpoint), FileFault.words(failure)));
            }
        }
        return new Found(whole, damaged);
    }

    /** The readable checkpoints, oldest first; folders without a readable state are left out, see {@link #damaged}. */
    public List<CheckpointInfo> list() { return look().whole(); }

    /** The folders that {@link #list} leaves out, oldest first, each with the reason. */
    public List<DamagedCheckpoint> damaged() { return look().damaged(); }

    /**
     * The newest complete checkpoint.
     *
     * @param says receives a message for each damaged one
     */
    public Optional<Checkpoint> newest(Consumer<String> says) {
        List<Path> all = folders();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(open(all.get(i)));
            } catch (IOException damaged) {
                says.accept("The checkpoint " + all.get(i).getFileName() + " is not used: "
                        + FileFault.words(damaged) + ". It was not changed.");
            }
        }
        return Optional.empty();
    }

    /**
     * The checkpoint of a step.
     *
     * @throws UserInputException if it is missing or damaged
     */
    public Checkpoint at(int step) {
        String known = String.join(", ", list().stream().map(c -> String.valueOf(c.step())).toList());
        String other = known.isEmpty() ? "It has none." : "It has checkpoints of the steps " + known + ".";
        Path checkpoint = folders().stream().filter(one -> step(one) == step).findFirst().orElse(null);
        if (checkpoint == null)
            throw new UserInputException("The run has no checkpoint of step " + step + ". Nothing was started. " + other);
        try {
            return open(checkpoint);
        } catch (IOException damaged) {
            throw new UserInputException("The checkpoint of step " + step + " is damaged: " + FileFault.words(damaged)
                    + ". Nothing was started or changed. " + other, damaged);
        }
    }

    /** Pins a checkpoint, which protects it from deletion, or unpins it. */
    public void pin(int step, boolean pinned) throws IOException {
        Path mark = ContainedPath.resolve(folder, name(step) + "/" + PIN);
        if (pinned && !Files.exists(mark)) Files.createFile(mark);
        else if (!pinned) Files.deleteIfExists(mark);
    }

    /** Deletes all but the newest few, the best, and the pinned ones, and remains of an interrupted save or deletion. */
    public void prune(int newest) throws IOException {
        List<CheckpointInfo> all = list();
        CheckpointInfo best = all.stream().filter(c -> !Double.isNaN(c.score()))
                .max(Comparator.comparingDouble(CheckpointInfo::score)).orElse(null);
        for (CheckpointInfo one : all.subList(0, Math.max(0, all.size() - newest))) {
            if (!one.pinned() && one != best) remove(one.folder());
        }
        clearUnfinished();
    }

    /** Deletes the remains of an interrupted save or deletion. */
    public void clearUnfinished() throws IOException {
        for (Path left : children()) {
            String name = left.getFileName().toString();
            if (name.startsWith(WRITING) || name.startsWith(DELETING)) FileTrees.delete(left);
        }
        clearReplaced();
    }

    /** Recovers from a kill during a replacement: restores the old checkpoint if there is no new one. */
    private void clearReplaced() throws IOException {
        for (Path old : children()) {
            String name = old.getFileName().toString();
            if (!name.startsWith(REPLACED)) continue;
            Path target = folder.resolve(name.substring(REPLACED.length()));
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) FileTrees.delete(old);
            else Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Copies a checkpoint of another run as the start of this one. */
    public void adopt(Checkpoint checkpoint) throws IOException {
        createFolder();
        Path target = folder.resolve(name(checkpoint.step()));
        Path writing = folder.resolve(WRITING + target.getFileName());
        FileTrees.delete(writing);
        Files.createDirectory(writing);
        Manifest manifest = Manifest.read(checkpoint.folder());
        List<String> names = new ArrayList<>(manifest.files().keySet());
        names.add(Manifest.NAME);
        for (String name : names) {                                         // files not in the manifest were not saved by a run
            Path from = ContainedPath.resolve(checkpoint.folder(), name);
            RegularFiles.requireNoLink(from);
            Files.createDirectories(writing.resolve(name).getParent());
            Files.copy(from, writing.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }
        // also fsyncs the files
        if (!Manifest.of(writing, manifest.files().keySet()).equals(manifest)) throw new Manifest.Damage("it changed while it was copied");
        forceFolders(writing);
        Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Free bytes on the disk of the checkpoints. */
    long usableSpace() throws IOException {
        return Files.getFileStore(Files.exists(folder) ? folder : folder.toAbsolutePath().getParent()).getUsableSpace();
    }

    Path path() { return folder; }

    String run() { return run; }

    private Checkpoint open(Path checkpoint) throws IOException {
        Manifest manifest = Manifest.read(checkpoint);
        manifest.check(checkpoint);
        JsonObject state = readState(checkpoint);
        CheckpointInfo info = info(checkpoint, state, manifest);
        requireNoLinks(checkpoint);
        if (step(checkpoint) != info.step()) throw new Manifest.Damage("it holds step " + info.step());
        if (!(state.get("values") instanceof JsonObject list)) throw new Manifest.Damage(STATE + " has no \"values\"");
        Map<String, String> values = new TreeMap<>();
        for (String name : list.keySet()) values.put(name, text(list, name));
        return new Checkpoint(info, values, manifest.files().keySet());
    }

    private String state(Snapshot snapshot, Instant now) {
        JsonObject values = new JsonObject();
        snapshot.values().forEach(values::addProperty);
        JsonObject json = new JsonObject();
        json.addProperty("run", run);
        json.addProperty("step", snapshot.step());
        json.addProperty("saved", now.toString());
        json.addProperty("score", Double.toString(snapshot.score()));
        json.add("values", values);
        return Json.PRETTY.toJson(json);
    }

    private static JsonObject readState(Path checkpoint) throws IOException {
        try {
            Path file = checkpoint.resolve(STATE);
            RegularFiles.requireNoLink(file);
            if (JsonParser.parseString(RegularFiles.readString(file, MOST_STATE_BYTES)) instanceof JsonObject state) return state;
            throw new Manifest.Damage(STATE + " cannot be read: it is not a JSON object");
        } catch (NoSuchFileException e) {
            throw new Manifest.Damage(STATE + " is missing");
        } catch (JsonParseException | CharacterCodingException e) {
            throw new Manifest.Damage(STATE + " cannot be read: it is not JSON");
        }
    }

    /** A string or number of the state. */
    private static String text(JsonObject state, String name) throws Manifest.Damage {
        if (state.get(name) instanceof JsonPrimitive value) return value.getAsString();
        throw new Manifest.Damage(STATE + " lacks \"" + VisibleText.line(name, 60) + "\"");
    }

    /** Rejects links, by which a file from outside could be taken for the run's own. */
    private static void requireNoLinks(Path checkpoint) throws IOException {
        try (Stream<Path> all = Files.walk(checkpoint)) {
            Optional<Path> link = all.filter(Files::isSymbolicLink).findFirst();
            if (link.isPresent())
                throw new Manifest.Damage(VisibleText.line(checkpoint.relativize(link.get()).toString(), 80) + " is a link");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static CheckpointInfo info(Path checkpoint, JsonObject state, Manifest manifest) throws IOException {
        String step = text(state, "step");
        if (!step.matches("\\d{1,10}") || Long.parseLong(step) > Integer.MAX_VALUE)
            throw new Manifest.Damage(STATE + " has an invalid step number");
        if (!manifest.files().containsKey(STATE)) throw new Manifest.Damage(Manifest.NAME + " does not list " + STATE);
        try {
            return new CheckpointInfo(checkpoint, text(state, "run"), Integer.parseInt(step),
                    Instant.parse(text(state, "saved")), Double.parseDouble(text(state, "score")),
                    manifest.bytes(), Files.exists(checkpoint.resolve(PIN), LinkOption.NOFOLLOW_LINKS));
        } catch (NumberFormatException e) {
            throw new Manifest.Damage(STATE + " has a score that is not a number");
        } catch (DateTimeParseException e) {
            throw new Manifest.Damage(STATE + " has no date");
        }
    }

    /** Path of the manifest of a step, whether it exists or not. */
    public Path manifest(int step) { return folder.resolve(name(step)).resolve(Manifest.NAME); }

    private static String name(int step) { return String.format(Locale.ROOT, "step-%09d", step); }

    private List<Path> folders() {
        try {
            List<Path> all = children();
            List<String> names = all.stream().map(child -> child.getFileName().toString()).toList();
            return all.stream().filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)).filter(child -> {
                String name = child.getFileName().toString();
                String own = ownName(child);
                return NAME.matcher(own).matches() && (name.equals(own) || name.startsWith(REPLACED) && !names.contains(own));
            }).sorted(Comparator.comparingInt(CheckpointFolder::step)).toList();
        } catch (IOException e) {
            throw new UserInputException("The checkpoints of the run cannot be listed (" + folder + "): "
                    + FileFault.words(e) + ". Nothing was changed. Check the permissions of the folder.", e);
        }
    }

    /** The name without the marker of a replacement in progress. */
    private static String ownName(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return name.startsWith(REPLACED) ? name.substring(REPLACED.length()) : name;
    }

    /** Step number from the folder's name; Long.MAX_VALUE if it overflows. */
    private static int step(Path checkpoint) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(ownName(checkpoint).substring("step-".length())));
    }

    private void createFolder() throws IOException {
        if (Files.isSymbolicLink(folder)) throw new IOException("the folder of checkpoints is a link");
        Files.createDirectories(folder);
    }

    private List<Path> children() throws IOException {
        // reported by damaged(); nothing is read, written or deleted through it
        if (Files.isSymbolicLink(folder)) return List.of();
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private void remove(Path checkpoint) throws IOException {
        Path hidden = folder.resolve(DELETING + checkpoint.getFileName());
        FileTrees.delete(hidden);
        Files.move(checkpoint, hidden, StandardCopyOption.ATOMIC_MOVE);
        FileTrees.delete(hidden);
    }

    private static void forceFolders(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path one : all.filter(Files::isDirectory).toList()) force(one);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Fsyncs a folder's entries; on systems that cannot open folders (Windows) the file system does this itself. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException notOnThisSystem) {
            return;
        }
    }
}
