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
 * <p>Saves atomically: 1. the files are written into a hidden folder beside the target, 2. each is brought to the disk, 3. the manifest
 * with lengths and SHA-256 comes last, 4. the folder is renamed, 5. the parent folder is brought to the disk. Deletes atomically: renamed
 * to a hidden name first. One that is replaced stands aside under a hidden name until the new one is there, and counts as long as there is
 * no new one. So a folder of a checkpoint's name is whole, whatever was killed when; and since disks and people
 * damage files, it is checked before it is used.
 *
 * <p>One process at a time saves; any may list and read.
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

    /** @param folder may not be there yet */
    public CheckpointFolder(Path folder, String run, Clock clock) {
        this.folder = folder;
        this.run = run;
        this.clock = clock;
    }

    /** Where the checkpoints of a run lie, given the run's own folder. */
    public static CheckpointFolder of(Path runFolder, String run) {
        return new CheckpointFolder(runFolder.resolve("checkpoints"), run, Clock.systemUTC());
    }

    /**
     * Saves the state after a step; another checkpoint of that step is replaced. @throws IOException when it
     * could not be written; nothing is changed then
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
                snapshot.files().get(name).write(target);
            }
            Instant now = clock.instant();
            Files.writeString(writing.resolve(STATE), state(snapshot, now), StandardCharsets.UTF_8);
            names.add(STATE);
            Manifest manifest = Manifest.of(writing, names);
            manifest.write(writing);
            forceFolders(writing);
            Path target = folder.resolve(name(snapshot.step()));
            Path old = folder.resolve(REPLACED + target.getFileName());
            // whatever is killed when: the old one counts under its hidden name until the new one stands in its place
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
     * What one look at the folder finds.
     *
     * @param whole   checkpoints with a readable state and manifest, oldest first
     * @param damaged folders of a checkpoint's name that hold none that can be used, oldest first
     */
    public record Found(List<CheckpointInfo> whole, List<DamagedCheckpoint> damaged) {
        public Found {
            whole = List.copyOf(whole);
            damaged = List.copyOf(damaged);
        }
    }

    /** Reads the state and manifest of each checkpoint once; its other files are not read through. */
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

    /** What lies there, oldest first; folders without a readable state are left out, and told by {@link #damaged}. */
    public List<CheckpointInfo> list() { return look().whole(); }

    /** The folders that {@link #list} leaves out, oldest first, with the reason of each. */
    public List<DamagedCheckpoint> damaged() { return look().damaged(); }

    /**
     * The newest checkpoint that is whole.
     *
     * @param says hears a sentence about each one that is not
     */
    public Optional<Checkpoint> newest(Consumer<String> says) {
        List<Path> all = folders();
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(open(all.get(i)));
            } catch (IOException damaged) {
                says.accept("The checkpoint " + all.get(i).getFileName() + " is not used: "
                        + FileFault.words(damaged) + ". It was left as it is.");
            }
        }
        return Optional.empty();
    }

    /** The checkpoint of a step. @throws UserInputException when there is none, or it is damaged */
    public Checkpoint at(int step) {
        String known = String.join(", ", list().stream().map(c -> String.valueOf(c.step())).toList());
        String other = known.isEmpty() ? "It has none." : "It has those of the steps " + known + ".";
        Path checkpoint = folders().stream().filter(one -> step(one) == step).findFirst().orElse(null);
        if (checkpoint == null)
            throw new UserInputException("The run has no checkpoint of step " + step + ". Nothing was started. " + other);
        try {
            return open(checkpoint);
        } catch (IOException damaged) {
            throw new UserInputException("The checkpoint of step " + step + " is damaged: " + FileFault.words(damaged)
                    + ". Nothing was started, and it was left as it is. " + other, damaged);
        }
    }

    /** Keeps a checkpoint until it is unpinned, or lets it go as the others. */
    public void pin(int step, boolean pinned) throws IOException {
        Path mark = ContainedPath.resolve(folder, name(step) + "/" + PIN);
        if (pinned && !Files.exists(mark)) Files.createFile(mark);
        else if (!pinned) Files.deleteIfExists(mark);
    }

    /** Deletes all but the newest few, the best, and the pinned ones, and what an interrupted save or deletion left. */
    public void prune(int newest) throws IOException {
        List<CheckpointInfo> all = list();
        CheckpointInfo best = all.stream().filter(c -> !Double.isNaN(c.score()))
                .max(Comparator.comparingDouble(CheckpointInfo::score)).orElse(null);
        for (CheckpointInfo one : all.subList(0, Math.max(0, all.size() - newest))) {
            if (!one.pinned() && one != best) remove(one.folder());
        }
        clearUnfinished();
    }

    /** Deletes what an interrupted save or deletion left. */
    public void clearUnfinished() throws IOException {
        for (Path left : children()) {
            String name = left.getFileName().toString();
            if (name.startsWith(WRITING) || name.startsWith(DELETING)) FileTrees.delete(left);
        }
        clearReplaced();
    }

    /** After a kill while a checkpoint was replaced: the old one stands again where there is no new one. */
    private void clearReplaced() throws IOException {
        for (Path old : children()) {
            String name = old.getFileName().toString();
            if (!name.startsWith(REPLACED)) continue;
            Path target = folder.resolve(name.substring(REPLACED.length()));
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) FileTrees.delete(old);
            else Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Copies a checkpoint of another run, as the beginning of this one. */
    public void adopt(Checkpoint checkpoint) throws IOException {
        createFolder();
        Path target = folder.resolve(name(checkpoint.step()));
        Path writing = folder.resolve(WRITING + target.getFileName());
        FileTrees.delete(writing);
        Files.createDirectory(writing);
        Manifest manifest = Manifest.read(checkpoint.folder());
        List<String> names = new ArrayList<>(manifest.files().keySet());
        names.add(Manifest.NAME);
        for (String name : names) {                                         // what the manifest does not name was not saved by a run
            Path from = ContainedPath.resolve(checkpoint.folder(), name);
            RegularFiles.requireNoLink(from);
            Files.createDirectories(writing.resolve(name).getParent());
            Files.copy(from, writing.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }
        // brings the files to the disk, too
        if (!Manifest.of(writing, manifest.files().keySet()).equals(manifest)) throw new Manifest.Damage("it changed while it was copied");
        forceFolders(writing);
        Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Bytes that can still be written where the checkpoints lie. */
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
            throw new Manifest.Damage(STATE + " cannot be read: it is no JSON object");
        } catch (NoSuchFileException e) {
            throw new Manifest.Damage(STATE + " is missing");
        } catch (JsonParseException | CharacterCodingException e) {
            throw new Manifest.Damage(STATE + " cannot be read: it is not JSON");
        }
    }

    /** A value of the state that is a text or a number. */
    private static String text(JsonObject state, String name) throws Manifest.Damage {
        if (state.get(name) instanceof JsonPrimitive value) return value.getAsString();
        throw new Manifest.Damage(STATE + " does not say \"" + VisibleText.line(name, 60) + "\"");
    }

    /** A link could bring a file into the checkpoint that a later reader takes for the run's own. */
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
            throw new Manifest.Damage(STATE + " has a step that is no number of steps");
        if (!manifest.files().containsKey(STATE)) throw new Manifest.Damage(Manifest.NAME + " does not name " + STATE);
        try {
            return new CheckpointInfo(checkpoint, text(state, "run"), Integer.parseInt(step),
                    Instant.parse(text(state, "saved")), Double.parseDouble(text(state, "score")),
                    manifest.bytes(), Files.exists(checkpoint.resolve(PIN), LinkOption.NOFOLLOW_LINKS));
        } catch (NumberFormatException e) {
            throw new Manifest.Damage(STATE + " has a score that is no number");
        } catch (DateTimeParseException e) {
            throw new Manifest.Damage(STATE + " has no date");
        }
    }

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
                    + FileFault.words(e) + ". Nothing was changed. Look at the permissions of the folder.", e);
        }
    }

    /** The name without what says that it is about to be replaced. */
    private static String ownName(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return name.startsWith(REPLACED) ? name.substring(REPLACED.length()) : name;
    }

    /** As the folder's name says; the greatest there is where the digits are more than any run does. */
    private static int step(Path checkpoint) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(ownName(checkpoint).substring("step-".length())));
    }

    private void createFolder() throws IOException {
        if (Files.isSymbolicLink(folder)) throw new IOException("the folder of checkpoints is a link");
        Files.createDirectories(folder);
    }

    private List<Path> children() throws IOException {
        // damaged() says so; nothing is read, written or deleted through it
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

    /** Brings a folder's list of names to the disk; where folders cannot be opened (Windows) the file system does it by itself. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException notOnThisSystem) {
            return;
        }
    }
}
