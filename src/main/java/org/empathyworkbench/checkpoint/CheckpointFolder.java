package org.empathyworkbench.checkpoint;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
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
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.FileFault;

/**
 * The checkpoints of a run, {@code runs/<id>/checkpoints/step-000001200}: files, {@code state.json}, {@code manifest.json}.
 *
 * <p>Saves atomically: 1. the files are written into a hidden folder beside the target, 2. each is brought to the disk, 3. the manifest with lengths
 * and SHA-256 comes last, 4. the folder is renamed, 5. the parent folder is brought to the disk. Deletes atomically: renamed to a hidden name first.
 * So a folder of a checkpoint's name is whole, whatever was killed when; and since disks and people damage files, it is checked before it is used.
 *
 * <p>One process at a time saves; any may list and read.
 */
public final class CheckpointFolder {
    private static final String STATE = "state.json";
    private static final String PIN = "pinned";
    private static final Pattern NAME = Pattern.compile("step-\\d{9,10}");
    private static final String WRITING = ".writing-";
    private static final String DELETING = ".deleting-";

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
    public static CheckpointFolder of(Path runFolder, String run) { return new CheckpointFolder(runFolder.resolve("checkpoints"), run, Clock.systemUTC()); }

    /** Saves the state after a step; another checkpoint of that step is replaced. @throws IOException when it could not be written; nothing is changed then */
    public CheckpointInfo save(Snapshot snapshot) throws IOException {
        Files.createDirectories(folder);
        Path writing = folder.resolve(WRITING + name(snapshot.step()));
        delete(writing);
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
            if (Files.exists(target)) remove(target);
            Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
            saved = true;
            force(folder);
            return new CheckpointInfo(target, run, snapshot.step(), now, snapshot.score(), manifest.bytes(), false);
        } finally {
            if (!saved) delete(writing);
        }
    }

    /** What lies there, oldest first; folders without a readable state are left out. */
    public List<CheckpointInfo> list() {
        List<CheckpointInfo> list = new ArrayList<>();
        for (Path checkpoint : folders()) {
            try {
                list.add(info(checkpoint, readState(checkpoint), Manifest.read(checkpoint)));
            } catch (IOException damaged) {
                continue;       // who opens it is told why
            }
        }
        return list;
    }

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
                says.accept("The checkpoint " + all.get(i).getFileName() + " is not used: " + damaged.getMessage() + ". It was left as it is.");
            }
        }
        return Optional.empty();
    }

    /** The checkpoint of a step. @throws BadInput when there is none, or it is damaged */
    public Checkpoint at(int step) {
        String known = String.join(", ", list().stream().map(c -> String.valueOf(c.step())).toList());
        String other = known.isEmpty() ? "It has none." : "It has those of the steps " + known + ".";
        Path checkpoint = folder.resolve(name(step));
        if (!Files.isDirectory(checkpoint)) throw new BadInput("The run has no checkpoint of step " + step + ". Nothing was started. " + other);
        try {
            return open(checkpoint);
        } catch (IOException damaged) {
            throw new BadInput("The checkpoint of step " + step + " is damaged: " + damaged.getMessage() + ". Nothing was started, and it was left as it is. " + other, damaged);
        }
    }

    /** Keeps a checkpoint until it is unpinned, or lets it go as the others. */
    public void pin(int step, boolean pinned) throws IOException {
        Path mark = folder.resolve(name(step)).resolve(PIN);
        if (pinned && !Files.exists(mark)) Files.createFile(mark);
        else if (!pinned) Files.deleteIfExists(mark);
    }

    /** Deletes all but the newest few, the best, and the pinned ones, and what an interrupted save or deletion left. */
    public void prune(int newest) throws IOException {
        List<CheckpointInfo> all = list();
        CheckpointInfo best = all.stream().filter(c -> !Double.isNaN(c.score())).max(Comparator.comparingDouble(CheckpointInfo::score)).orElse(null);
        for (CheckpointInfo one : all.subList(0, Math.max(0, all.size() - newest))) {
            if (!one.pinned() && one != best) remove(one.folder());
        }
        clearUnfinished();
    }

    /** Deletes what an interrupted save or deletion left. */
    public void clearUnfinished() throws IOException {
        for (Path left : children()) {
            String name = left.getFileName().toString();
            if (name.startsWith(WRITING) || name.startsWith(DELETING)) delete(left);
        }
    }

    /** Copies a checkpoint of another run, as the beginning of this one. */
    public void adopt(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(name(checkpoint.step()));
        Path writing = folder.resolve(WRITING + target.getFileName());
        delete(writing);
        try (Stream<Path> all = Files.walk(checkpoint.folder())) {
            for (Path from : all.toList()) {
                Path to = writing.resolve(checkpoint.folder().relativize(from).toString());
                if (Files.isDirectory(from)) Files.createDirectories(to);
                else if (!from.getFileName().toString().equals(PIN)) Files.copy(from, to);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Manifest.of(writing, Manifest.read(writing).files().keySet());      // brings the files to the disk
        forceFolders(writing);
        Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Bytes that can still be written where the checkpoints lie. */
    long usableSpace() throws IOException { return Files.getFileStore(Files.exists(folder) ? folder : folder.toAbsolutePath().getParent()).getUsableSpace(); }

    Path path() { return folder; }

    String run() { return run; }

    private Checkpoint open(Path checkpoint) throws IOException {
        Manifest manifest = Manifest.read(checkpoint);
        manifest.check(checkpoint);
        JsonObject state = readState(checkpoint);
        CheckpointInfo info = info(checkpoint, state, manifest);
        if (!checkpoint.getFileName().toString().equals(name(info.step()))) throw new Manifest.Damage("it holds step " + info.step());
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonElement> value : state.getAsJsonObject("values").entrySet()) values.put(value.getKey(), value.getValue().getAsString());
        return new Checkpoint(info, values);
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
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
    }

    private static JsonObject readState(Path checkpoint) throws IOException {
        try {
            return JsonParser.parseString(Files.readString(checkpoint.resolve(STATE))).getAsJsonObject();
        } catch (NoSuchFileException e) {
            throw new Manifest.Damage(STATE + " is missing");
        } catch (JsonParseException | IllegalStateException | java.nio.charset.CharacterCodingException e) {
            throw new Manifest.Damage(STATE + " cannot be read");
        }
    }

    private static CheckpointInfo info(Path checkpoint, JsonObject state, Manifest manifest) throws IOException {
        try {
            return new CheckpointInfo(checkpoint, state.get("run").getAsString(), state.get("step").getAsInt(), Instant.parse(state.get("saved").getAsString()),
                    Double.parseDouble(state.get("score").getAsString()), manifest.bytes(), Files.exists(checkpoint.resolve(PIN)));
        } catch (NullPointerException | NumberFormatException | IllegalStateException | DateTimeParseException e) {
            throw new Manifest.Damage(STATE + " lacks something");
        }
    }

    private static String name(int step) { return String.format(Locale.ROOT, "step-%09d", step); }

    private List<Path> folders() {
        try {
            return children().stream().filter(child -> NAME.matcher(child.getFileName().toString()).matches() && Files.isDirectory(child)).sorted().toList();
        } catch (IOException e) {
            throw new BadInput("The checkpoints of the run cannot be listed (" + folder + "): " + FileFault.words(e) + ". Nothing was changed. Look at the permissions of the folder.", e);
        }
    }

    private List<Path> children() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private void remove(Path checkpoint) throws IOException {
        Path hidden = folder.resolve(DELETING + checkpoint.getFileName());
        delete(hidden);
        Files.move(checkpoint, hidden, StandardCopyOption.ATOMIC_MOVE);
        delete(hidden);
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) return;
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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
