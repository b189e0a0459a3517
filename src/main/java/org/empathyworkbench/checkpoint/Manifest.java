package org.empathyworkbench.checkpoint;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** {@code manifest.json}: every file of a checkpoint with its length and SHA-256. A folder without one was never finished. */
record Manifest(Map<String, Entry> files) {
    static final String NAME = "manifest.json";
    private static final int BUFFER = 1 << 20;

    record Entry(long bytes, String sha256) { }

    /** A fault of a checkpoint, for people: {@code model.safetensors is cut short}. */
    static final class Damage extends IOException {
        private static final long serialVersionUID = 1;

        Damage(String what) { super(what); }
    }

    /** Reads the files through, having brought them to the disk. */
    static Manifest of(Path folder, Collection<String> names) throws IOException {
        Map<String, Entry> files = new TreeMap<>();
        for (String name : names) files.put(name, entry(folder.resolve(name), true));
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
        byte[] text = new GsonBuilder().setPrettyPrinting().create().toJson(json).getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer bytes = ByteBuffer.wrap(text); bytes.hasRemaining();) out.write(bytes);
            out.force(true);
        }
    }

    /** @throws Damage when it is not there or unreadable */
    static Manifest read(Path folder) throws IOException {
        try {
            Map<String, Entry> files = new TreeMap<>();
            for (Map.Entry<String, JsonElement> file : JsonParser.parseString(Files.readString(folder.resolve(NAME))).getAsJsonObject().getAsJsonObject("files").entrySet()) {
                JsonObject entry = file.getValue().getAsJsonObject();
                files.put(file.getKey(), new Entry(entry.get("bytes").getAsLong(), entry.get("sha256").getAsString()));
            }
            return new Manifest(files);
        } catch (NoSuchFileException e) {
            throw new Damage("it was never finished");
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException | UnsupportedOperationException
                 | java.nio.charset.CharacterCodingException e) {
            throw new Damage(NAME + " cannot be read");
        }
    }

    /** @throws Damage naming the first file that is not as it was written */
    void check(Path folder) throws IOException {
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.exists(path)) throw new Damage(file.getKey() + " is missing");
            long bytes = Files.size(path);
            if (bytes != file.getValue().bytes()) throw new Damage(file.getKey() + " has " + bytes + " bytes of " + file.getValue().bytes());
            if (!entry(path, false).equals(file.getValue())) throw new Damage(file.getKey() + " is not as it was written");
        }
    }

    private static Entry entry(Path file, boolean force) throws IOException {
        try (FileChannel channel = force ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE) : FileChannel.open(file, StandardOpenOption.READ)) {
            if (force) channel.force(true);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            long bytes = 0;
            while (channel.read(buffer) >= 0) {
                bytes += buffer.position();
                digest.update(buffer.flip());
                buffer.clear();
            }
            return new Entry(bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
