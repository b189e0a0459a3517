package org.empathyworkbench.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.ForeignFile;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: eight bytes with the header's length, a JSON header, the tensors' bytes. Reads through a memory map, one tensor at a
 * time, so the heap use does not depend on the file's size. Validates the whole header first: length, JSON, UTF-8, names, dtypes, shapes,
 * ranges, overlaps and gaps. Floating-point tensors are converted to float32.
 */
public final class Safetensors implements AutoCloseable {
    private static final int GREATEST_HEADER = 25_000_000;
    private static final int MOST_TENSORS = 65_536;
    /** Number of JSON values of a tensor's entry: keys, dtype, a few dimensions, two offsets. */
    private static final int MOST_VALUES = 30 * MOST_TENSORS;
    private static final int MOST_DIMENSIONS = 16;
    private static final int LONGEST_NAME = 1_000;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,16}");
    /** Bits per element. */
    private static final Map<String, Integer> BITS = Map.ofEntries(Map.entry("F64", 64), Map.entry("F32", 32), Map.entry("F16", 16),
            Map.entry("BF16", 16), Map.entry("C64", 64), Map.entry("I64", 64), Map.entry("I32", 32), Map.entry("I16", 16),
            Map.entry("I8", 8), Map.entry("U64", 64), Map.entry("U32", 32), Map.entry("U16", 16), Map.entry("U8", 8),
            Map.entry("BOOL", 8), Map.entry("F8_E4M3", 8), Map.entry("F8_E5M2", 8), Map.entry("F8_E8M0", 8), Map.entry("F8_E4M3FNUZ", 8),
            Map.entry("F8_E5M2FNUZ", 8), Map.entry("F6_E2M3", 6), Map.entry("F6_E3M2", 6), Map.entry("F4", 4));

    /** One tensor of the header; {@code begin} and {@code end} are relative to the end of the header. */
    public record Entry(String name, String dtype, Shape shape, long begin, long end) {}

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;
    private final long dataStart;

    private Safetensors(Path file, FileChannel channel, Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {
        this.file = file;
        this.channel = channel;
        this.entries = entries;
        this.metadata = metadata;
        this.dataStart = dataStart;
    }

    /** @throws UserInputException naming the file and the first error in it */
    public static Safetensors open(Path file) {
        FileChannel channel = null;
        try {
            channel = RegularFiles.openChannel(file);
            long size = channel.size();
            if (size < 8) throw refuse(file, "it has " + size + " bytes, too few for a header");
            long headerLength = read(channel, 0, 8).getLong();
            if (headerLength < 2 || headerLength > GREATEST_HEADER) {
                requireNotForeign(file, read(channel, 0, (int) Math.min(size, ForeignFile.HEAD)).array());
                throw refuse(file, "its header length is " + headerLength + " bytes");
            }
            if (8 + headerLength > size)
                throw refuse(file, "it ends inside its header (" + size + " bytes of at least " + (8 + headerLength) + ")");
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, Entry> entries = parse(file, read(channel, 8, (int) headerLength), metadata);
            checkRanges(file, entries.values(), size - 8 - headerLength);
            return new Safetensors(file, channel, entries, metadata, 8 + headerLength);
        } catch (UserInputException e) {
            closeAfter(channel, e);
            throw e;
        } catch (NoSuchFileException e) {
            throw new UserInputException(file + " does not exist. Nothing was imported. Choose a folder with model.safetensors.", e);
        } catch (IOException e) {
            closeAfter(channel, e);
            throw new UserInputException(file + " could not be read: " + FileFault.words(e) + ". Nothing was imported.", e);
        }
    }

    public Map<String, Entry> entries() { return Collections.unmodifiableMap(entries); }

    public Map<String, String> metadata() { return Collections.unmodifiableMap(metadata); }

    /**
     * One tensor, copied out of the map, as float32 (floating dtypes) or its own integer type.
     *
     * @throws UserInputException if there is none of that name
     */
    public NDArray read(NDManager manager, String name) {
        Entry entry = entries.get(name);
        if (entry == null) throw refuse(file, "it has no tensor \"" + shown(name) + "\"");
        if (entry.end() - entry.begin() > Integer.MAX_VALUE) throw refuse(file, "tensor \"" + shown(name) + "\" is larger than 2 GiB");
        try {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), entry.end() - entry.begin())
                    .order(ByteOrder.LITTLE_ENDIAN);
            return switch (entry.dtype()) {
                case "F32" -> copy(manager, bytes, entry.shape());
                case "F64" -> floats(manager, entry, i -> (float) bytes.getDouble(8 * i));
                case "BF16" -> floats(manager, entry, i -> Float.intBitsToFloat((bytes.getShort(2 * i) & 0xffff) << 16));
                case "F16" -> floats(manager, entry, i -> half(bytes.getShort(2 * i)));
                case "I64" -> {
                    long[] values = new long[(int) entry.shape().size()];
                    bytes.asLongBuffer().get(values);
                    yield manager.create(values, entry.shape());
                }
                case "I32" -> {
                    int[] values = new int[(int) entry.shape().size()];
                    bytes.asIntBuffer().get(values);
                    yield manager.create(values, entry.shape());
                }
                default -> throw refuse(file, "tensor \"" + shown(name) + "\" has dtype " + entry.dtype() + ", which no model here uses");
            };
        } catch (IOException e) {
            throw new UserInputException(file + " could not be read: " + FileFault.words(e) + ". Nothing was imported.", e);
        }
    }

    /**
     * Writes float32 and int64 tensors in the map's order and fsyncs. Not atomic: for a replacement, write beside the target and rename.
     */
    public static void write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) throws IOException {
        JsonObject header = new JsonObject();
        JsonObject about = new JsonObject();
        metadata.forEach(about::addProperty);
        if (!about.has("format")) about.addProperty("format", "pt");
        header.add("__metadata__", about);
        long offset = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            NDArray value = tensor.getValue();
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", dtype(value.getDataType()));
            JsonArray shape = new JsonArray();
            for (long n : value.getShape().getShape()) shape.add(n);
            entry.add("shape", shape);
            JsonArray range = new JsonArray();
            range.add(offset);
            offset += value.size() * value.getDataType().getNumOfBytes();
            range.add(offset);
            entry.add("data_offsets", range);
            header.add(tensor.getKey(), entry);
        }
        StringBuilder json = new StringBuilder(header.toString());
        while ((json.toString().getBytes(StandardCharsets.UTF_8).length & 7) != 0) json.append(' '); // data starts at a multiple of eight
        byte[] head = json.toString().getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(out, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(head.length).flip());
            writeAll(out, ByteBuffer.wrap(head));
            // a view if possible: no second copy of the weights
            for (NDArray value : tensors.values()) writeAll(out, value.toByteBuffer(true));
            out.force(true);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireNotForeign(Path file, byte[] head) {
        Optional<ForeignFile> foreign = ForeignFile.of(head);
        if (foreign.isPresent()) throw foreign.get().refuse(file, "Nothing was imported.");
    }

    private static Map<String, Entry> parse(Path file, ByteBuffer header, Map<String, String> metadata) {
        JsonObject json;
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(header);
            JsonElement element = BoundedJson.parse(text.toString(), MOST_VALUES);
            if (!element.isJsonObject()) throw refuse(file, "its header is not a JSON object");
            json = element.getAsJsonObject();
        } catch (CharacterCodingException e) {
            throw refuse(file, "its header is not UTF-8");
        } catch (JsonParseException e) {
            throw refuse(file, "its header is not valid JSON: " + JsonFault.words(e));
        }
        if (json.size() > MOST_TENSORS)
            throw refuse(file, String.format(Locale.ROOT, "its header lists %,d tensors, more than %,d", json.size(), MOST_TENSORS));
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            String name = member.getKey();
            if (!(member.getValue() instanceof JsonObject object)) throw malformed(file, name);
            if (name.equals("__metadata__")) {
                object.entrySet().forEach(one -> metadata.put(one.getKey(), text(file, name, one.getValue())));
            } else {
                if (name.length() > LONGEST_NAME) throw refuse(file, "its header has a tensor's name of " + name.length() + " characters");
                entries.put(name, entry(file, name, object));
            }
        }
        return entries;
    }

    private static Entry entry(Path file, String name, JsonObject json) {
        String dtype = text(file, name, json.get("dtype"));
        if (!BITS.containsKey(dtype))
            throw refuse(file, "tensor \"" + shown(name) + "\" has the unknown dtype \"" + VisibleText.line(dtype, 40) + "\"");
        long[] shape = wholes(file, name, json.get("shape"));
        if (shape.length > MOST_DIMENSIONS) throw refuse(file, "tensor \"" + shown(name) + "\" has " + shape.length + " dimensions");
        long bits = BITS.get(dtype);
        for (long size : shape) {
            if (size < 0) throw refuse(file, "tensor \"" + shown(name) + "\" has a negative size");
            try {
                bits = Math.multiplyExact(bits, size);
            } catch (ArithmeticException e) {
                throw refuse(file, "tensor \"" + shown(name) + "\" has an impossible shape");
            }
        }
        long[] offsets = wholes(file, name, json.get("data_offsets"));
        if (offsets.length != 2) throw refuse(file, "tensor \"" + shown(name) + "\" needs two offsets");
        long begin = offsets[0];
        long end = offsets[1];
        if (begin < 0 || end < begin || bits % 8 != 0 || end - begin != bits / 8) {
            throw refuse(file,
                    "tensor \"" + shown(name) + "\" has the bytes " + begin + " to " + end + " but its shape needs " + (bits + 7) / 8);
        }
        return new Entry(name, dtype, new Shape(shape), begin, end);
    }

    private static String text(Path file, String name, JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) return primitive.getAsString();
        throw malformed(file, name);
    }

    /** A list of whole numbers; larger than a long is invalid. */
    private static long[] wholes(Path file, String name, JsonElement list) {
        if (!(list instanceof JsonArray array)) throw malformed(file, name);
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(array.get(i) instanceof JsonPrimitive number) || !number.isNumber() || !WHOLE.matcher(number.getAsString()).matches())
                throw malformed(file, name);
            numbers[i] = Long.parseLong(number.getAsString());
        }
        return numbers;
    }

    private static UserInputException malformed(Path file, String name) {
        return refuse(file, "its header's entry \"" + shown(name) + "\" is malformed");
    }

    /** A name from the file, such as a tensor's, for a message: control characters visible, length bounded. */
    static String shown(String name) { return VisibleText.line(name, 120); }

    private static void checkRanges(Path file, Collection<Entry> entries, long available) {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : ordered) {
            if (entry.begin() < position) throw refuse(file, "tensor \"" + shown(entry.name()) + "\" overlaps another");
            if (entry.begin() > position) throw refuse(file, "there is a gap before tensor \"" + shown(entry.name()) + "\"");
            position = entry.end();
        }
        if (position > available)
            throw refuse(file, "it is cut short: its tensors need " + position + " bytes, " + available + " are there");
        if (position < available) throw refuse(file, (available - position) + " bytes follow its last tensor");
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) throw new IOException("the file became shorter while it was read");
        }
        return buffer.flip();
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) out.write(bytes);
    }

    /** The engine creates a view of the read-only map; the weights must be copied into their own memory. */
    private static NDArray copy(NDManager manager, ByteBuffer bytes, Shape shape) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            float[] values = new float[(int) shape.size()];
            bytes.asFloatBuffer().get(values);
            return manager.create(values, shape);
        }
        try (NDArray view = manager.create(bytes, shape, DataType.FLOAT32)) {
            return view.duplicate();
        }
    }

    private interface FloatAt { float at(int index); }

    private static NDArray floats(NDManager manager, Entry entry, FloatAt source) {
        float[] values = new float[(int) entry.shape().size()];
        for (int i = 0; i < values.length; i++) values[i] = source.at(i);
        return manager.create(values, entry.shape());
    }

    /** IEEE 754 binary16. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        if (exponent != 0) return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
        float subnormal = fraction * 0x1p-24f;
        return sign == 0 ? subnormal : -subnormal;
    }

    private static String dtype(DataType type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case INT64 -> "I64";
            default -> throw new IllegalArgumentException("Only float32 and int64 tensors are written, not " + type + ".");
        };
    }

    private static UserInputException refuse(Path file, String why) {
        return new UserInputException(file + " is damaged or not a safetensors file: "
                + why + ". Nothing was imported. Copy or download it again.");
    }

    private static void closeAfter(@Nullable FileChannel channel, Throwable fault) {
        if (channel == null) return;
        try {
            channel.close();
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }

    /** Renames a complete file over its target. */
    public static void replace(Path written, Path target) throws IOException {
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
