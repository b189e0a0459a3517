package org.empathyworkbench.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.Sha256;
import org.empathyworkbench.io.VisibleText;

/** {@code manifest.json}: every file of a checkpoint with its length and SHA-256. A folder without one is incomplete. */
record Manifest(Map<String, Entry> files) {
    static final String NAME = "manifest.json";
    private static final int BUFFER = 1 << 20;
    private static final int MOST_BYTES = 16 << 20;

    record Entry(long bytes, String sha256) { }

    /** A defect of a checkpoint, phrased for messages: {@code model.safetensors is cut short}. */
    static final class Damage extends IOException {
        private static final long serialVersionUID = 1;

        Damage(String what) { super(what); }
    }

    /** An entry of the manifest with an invalid value. */
    private static Damage unreadable(String why) { return new Damage(NAME + " cannot be read: " + why); }

    /** Hashes the files after fsync. */
    static Manifest of(Path folder, Collection<String> names) throws IOException {
        Map<String, Entry> files = new TreeMap<>();
        for (String name : names) files.put(name, entry(folder.resolve(name), Long.MAX_VALUE, true));
        return new Manifest(files);
    }

    long bytes() { return files.values().stream().mapToLong(Entry::bytes).sum(); }

    void write(Path folder) throws IOException {
        JsonObject list = new JsonObject();
        files.forEach((name, entry) -> {
            JsonObject json = new JsonObject();
            json.addProperty("bytes", entry.bytes());
            json.addProperty("sha256", entry.sha256());
            list.add(name, json);
        });
        JsonObject json = new JsonObject();
        json.add("files", list);
        byte[] text = Json.PRETTY.toJson(json).getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer bytes = ByteBuffer.wrap(text); bytes.hasRemaining();) out.write(bytes);
            out.force(true);
        }
    }

    /** @throws Damage if it is missing or unreadable */
    static Manifest read(Path folder) throws IOException {
        JsonElement json;
        try {
            Path file = folder.resolve(NAME);
            RegularFiles.requireNoLink(file);
            json = JsonParser.parseString(RegularFiles.readString(file, MOST_BYTES));
        } catch (NoSuchFileException e) {
            throw new Damage("it was never finished");
        } catch (JsonParseException e) {
            throw unreadable("it is not JSON");
        } catch (IOException e) {
            throw unreadable(FileFault.words(e));
        }
        if (!json.isJsonObject() || !(json.getAsJsonObject().get("files") instanceof JsonObject list))
            throw unreadable("it has no list of files");
        Map<String, Entry> files = new TreeMap<>();
        for (Map.Entry<String, JsonElement> file : list.entrySet()) {
            try {
                ContainedPath.resolveName(folder, file.getKey());
            } catch (IOException outside) {
                throw unreadable(FileFault.words(outside));
            }
            files.put(file.getKey(), entry(file.getKey(), file.getValue()));
        }
        return new Manifest(files);
    }

    private static Entry entry(String name, JsonElement json) throws Damage {
        if (json instanceof JsonObject entry && entry.get("bytes") instanceof JsonPrimitive bytes
                && bytes.isNumber() && bytes.getAsString().matches("\\d{1,15}")
                && entry.get("sha256") instanceof JsonPrimitive hash && hash.isString() && hash.getAsString().matches("[0-9a-f]{64}")) {
            return new Entry(Long.parseLong(bytes.getAsString()), hash.getAsString());
        }
        throw unreadable("of " + VisibleText.line(name, 80) + " it lacks length or SHA-256");
    }

    /** @throws Damage naming the first file that was changed since it was written */
    void check(Path folder) throws IOException {
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            Path path;
            try {
                path = ContainedPath.resolve(folder, file.getKey());
                RegularFiles.requireNoLink(path);
            } catch (NoSuchFileException missing) {
                throw new Damage(file.getKey() + " is missing");
            } catch (IOException foreign) {
                throw new Damage(file.getKey() + " is not its own file: " + FileFault.words(foreign));
            }
            long bytes = Files.size(path);
            if (bytes != file.getValue().bytes())
                throw new Damage(file.getKey() + " has " + bytes + " bytes of " + file.getValue().bytes());
            if (!entry(path, bytes, false).equals(file.getValue())) throw new Damage(file.getKey() + " was changed after it was written");
        }
    }

    /** @param most maximum number of bytes read: a file may grow in the meantime */
    private static Entry entry(Path file, long most, boolean force) throws IOException {
        try (FileChannel channel = force ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.READ)) {
            if (force) channel.force(true);
            MessageDigest digest = Sha256.digest();
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            long bytes = 0;
            while (bytes <= most && channel.read(buffer) >= 0) {
                bytes += buffer.position();
                digest.update(buffer.flip());
                buffer.clear();
            }
            return new Entry(bytes, Sha256.hex(digest.digest()));
        }
    }
}
