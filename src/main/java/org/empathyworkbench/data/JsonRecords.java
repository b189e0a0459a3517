package org.empathyworkbench.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.JsonValues;

/**
 * The objects of a JSON file, each with its line: one object a line, a list of objects, or one object that holds such a list. Strict JSON
 * but for Python's {@code NaN}, {@code Infinity} and {@code -Infinity}, which {@code json.dumps} writes by default: they are read as values
 * that are no texts, and only a field that is used may not have one.
 */
final class JsonRecords {
    /** @param line where the object begins, from 1 */
    record Entry(int line, JsonObject object) { }

    /** Stands for Python's numbers that JSON does not have; begins with a character that strict JSON texts have only as an escape. */
    private static final String NO_NUMBER = "\u0000no number: ";
    private static final Pattern LINE = Pattern.compile(" line (\\d+) ");

    private JsonRecords() { }

    /** @throws SourceLocation.Fault with the line of what is no JSON, no object, or has a key twice */
    static List<Entry> read(Path file, String text) {
        String strict = withoutPythonNumbers(text);
        String first = strict.stripLeading();
        if (first.startsWith("[")) return list(file, strict);
        int end = first.indexOf('\n');
        boolean oneObject = first.startsWith("{") && end >= 0 && !isWhole(first.substring(0, end));
        List<Entry> entries = oneObject ? one(file, strict) : lines(file, strict);
        return entries.size() == 1 && holdsRecords(entries.get(0).object()) ? inside(file, strict) : entries;
    }

    /** @return Python's word when the value is one of its numbers that JSON does not have, else null */
    static String pythonNumber(JsonElement value) {
        String text = JsonValues.text(value);
        return text != null && text.startsWith(NO_NUMBER) ? text.substring(NO_NUMBER.length()) : null;
    }

    private static List<Entry> lines(Path file, String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank()) continue;
            int before = number - 1;
            entries.add(parse(file, before, line, reader -> {
                Entry entry = new Entry(before + 1, object(file, before, reader));
                if (hasMore(reader)) throw SourceLocation.of(file, before + 1).fault("More text stands behind the object of the line");
                return entry;
            }));
        }
        return entries;
    }

    /** The file is one object over several lines. */
    private static List<Entry> one(Path file, String text) {
        return parse(file, 0, text, reader -> {
            JsonToken unused = reader.peek();                   // goes to the object's line
            Entry entry = new Entry(line(reader), object(file, 0, reader));
            if (hasMore(reader)) {
                throw SourceLocation.of(file, line(reader)).fault("More text stands behind the object",
                        "Write one object a line, or all of them as one list in [ ].");
            }
            return List.of(entry);
        });
    }

    private static List<Entry> list(Path file, String text) {
        return parse(file, 0, text, reader -> {
            List<Entry> entries = elements(file, reader);
            if (hasMore(reader)) throw SourceLocation.of(file, line(reader)).fault("More text stands behind the list");
            return entries;
        });
    }

    private static List<Entry> elements(Path file, JsonReader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        reader.beginArray();
        while (reader.peek() != JsonToken.END_ARRAY) {
            int at = line(reader);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) throw SourceLocation.of(file, at)
                    .fault("An element of the list is no object with a context and a response");
            entries.add(new Entry(at, object(file, 0, reader)));
        }
        reader.endArray();
        return entries;
    }

    /** The one list of records in an object, such as {@code {"version": 1, "data": [...]}}. */
    private static List<Entry> inside(Path file, String text) {
        return parse(file, 0, text, reader -> {
            List<Entry> entries = null;
            reader.beginObject();
            while (reader.peek() != JsonToken.END_OBJECT) {
                String key = reader.nextName();
                if (reader.peek() != JsonToken.BEGIN_ARRAY) {
                    reader.skipValue();
                    continue;
                }
                if (entries != null) {
                    throw SourceLocation.of(file, line(reader)).fault("The object has a second list (" + ResponseFields.quoted(List.of(key))
                            + "), so it is not clear which one holds the responses",
                            "Leave one list in the file, or write one object a line.");
                }
                entries = elements(file, reader);
            }
            reader.endObject();
            return entries;
        });
    }

    /** Whether an object is no record itself and one of its lists begins with a record. */
    private static boolean holdsRecords(JsonObject object) {
        return object.keySet().stream().noneMatch(ResponseFields::isContext) && object.asMap().values().stream().anyMatch(value ->
                value instanceof JsonArray list && !list.isEmpty() && list.get(0) instanceof JsonObject first
                        && first.keySet().stream().anyMatch(ResponseFields::isContext));
    }

    /** @param before lines of the file before the reader's first */
    private static JsonObject object(Path file, int before, JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.BEGIN_OBJECT)
            throw SourceLocation.of(file, before + line(reader)).fault("The line is not a JSON object");
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.peek() != JsonToken.END_OBJECT) {
            String key = reader.nextName();
            if (object.has(key)) {
                throw new SourceLocation(file, before + line(reader), ResponseFields.quoted(List.of(key)))
                        .fault("The object has the key twice");
            }
            object.add(key, Json.COMPACT.fromJson(reader, JsonElement.class));
        }
        reader.endObject();
        return object;
    }

    private interface Reading<T> {
        T from(JsonReader reader) throws IOException;
    }

    /** @param before lines of the file before the text */
    private static <T> T parse(Path file, int before, String text, Reading<T> reading) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try (reader) {
            return reading.from(reader);
        } catch (EOFException e) {
            throw SourceLocation.of(file, before + line(reader))
                    .fault("The JSON ends too early: something that was opened is never closed");
        } catch (MalformedJsonException | JsonParseException | IllegalStateException e) {
            boolean quotes = text.contains("{'");
            throw SourceLocation.of(file, before + line(reader))
                    .fault("The text is not JSON" + (quotes ? ": its texts stand in single quotes" : ""),
                            quotes ? "In Python write json.dumps(record), not str(record)."
                            : "Correct the file there, or get a new copy of it.");
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory can be read.", e);
        }
    }

    private static boolean hasMore(JsonReader reader) throws IOException {
        try {
            return reader.peek() != JsonToken.END_DOCUMENT;
        } catch (MalformedJsonException secondValue) {
            return true;
        }
    }

    /** Gson tells the line only in words. */
    private static int line(JsonReader reader) {
        Matcher found = LINE.matcher(reader.toString());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static boolean isWhole(String line) {
        try (JsonReader reader = new JsonReader(new StringReader(line))) {
            reader.setStrictness(Strictness.STRICT);
            reader.skipValue();
            return !hasMore(reader);
        } catch (IOException | IllegalStateException notWhole) {
            return !(notWhole instanceof EOFException);         // wrong, not cut: its own line is to be named
        }
    }

    private static String withoutPythonNumbers(String text) {
        if (!text.contains("NaN") && !text.contains("Infinity")) return text;
        StringBuilder out = new StringBuilder(text.length() + 64);
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\' && i + 1 < text.length()) out.append(text.charAt(++i));
                else if (c == '"' || c == '\n') quoted = false;       // strict JSON has no line break in a text
                continue;
            }
            String word = c == 'N' || c == 'I' || c == '-' ? wordAt(text, i) : null;
            if (word == null) {
                out.append(c);
                quoted = c == '"';
            } else {
                out.append('"').append(NO_NUMBER.replace("\u0000", "\\u0000")).append(word).append('"');
                i += word.length() - 1;
            }
        }
        return out.toString();
    }

    private static String wordAt(String text, int at) {
        for (String word : List.of("NaN", "Infinity", "-Infinity")) {
            int end = at + word.length();
            boolean ends = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end));
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) && text.charAt(at - 1) != '-';
            if (begins && ends && text.startsWith(word, at)) return word;
        }
        return null;
    }
}
