package org.empathyworkbench.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.JsonFault;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that comes from elsewhere, strictly (RFC 8259) and with bounds: on bytes, on the number of values, which take many times their
 * bytes in memory, on depth and on the length of numbers. A key that occurs twice in one object is refused:
 * which of the two counts would be a guess.
 */
public final class BoundedJson {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 400;

    private final JsonReader reader;
    private final int mostValues;
    private final @Nullable Map<String, String> places;       // null where nobody asks for them
    private int values;

    private BoundedJson(String text, int mostValues, @Nullable Map<String, String> places) {
        this.reader = new JsonReader(new StringReader(text));
        this.reader.setStrictness(Strictness.STRICT);
        this.mostValues = mostValues;
        this.places = places;
    }

    /**
     * @param mostBytes  of the file
     * @param mostValues numbers, texts, objects, lists and keys together
     * @throws IOException                          as {@link RegularFiles#readString}
     * @throws com.google.gson.JsonParseException   when it is no such JSON; {@link JsonFault} puts it into words
     */
    public static JsonElement read(Path file, int mostBytes, int mostValues) throws IOException {
        return parse(RegularFiles.readString(file, mostBytes), mostValues);
    }

    /** @throws com.google.gson.JsonParseException as {@link #read} */
    public static JsonElement parse(String text, int mostValues) { return new BoundedJson(text, mostValues, null).whole(); }

    /**
     * A text and the location of each of its values.
     *
     * @param places ", line 3, column 7" by Gson's path of a value, such as {@code $.settings.batch}
     */
    public record Placed(JsonElement root, Map<String, String> places) { }

    /** As {@link #parse}, for messages that name the place of a value. @throws com.google.gson.JsonParseException as {@link #read} */
    public static Placed parseWithPlaces(String text, int mostValues) {
        Map<String, String> places = new HashMap<>();
        return new Placed(new BoundedJson(text, mostValues, places).whole(), places);
    }

    private JsonElement whole() {
        try {
            JsonElement element = value(0);
            if (reader.peek() != JsonToken.END_DOCUMENT) throw new JsonFault.Stated("something follows its end");
            return element;
        } catch (IOException e) {
            throw new JsonSyntaxException(e);
        }
    }

    private JsonElement value(int depth) throws IOException {
        if (++values > mostValues)
            throw new JsonFault.Stated("it has more than " + String.format(Locale.ROOT, "%,d", mostValues) + " values");
        if (depth > DEEPEST) throw new JsonFault.Stated("its objects and lists are nested more than " + DEEPEST + " deep");
        JsonToken token = reader.peek();
        if (places != null) places.put(reader.getPath(), JsonFault.place(reader.toString()));
        return switch (token) {
            case BEGIN_OBJECT -> object(depth);
            case BEGIN_ARRAY -> array(depth);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> number();
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw new JsonFault.Stated("it is empty");
        };
    }

    private JsonObject object(int depth) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            values++;
            if (object.has(key)) {
                throw new JsonFault.Duplicate("the key \"" + VisibleText.line(key, 80) + "\" stands twice in one object",
                        key, JsonFault.place(reader.toString()));
            }
            object.add(key, value(depth + 1));
        }
        reader.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) array.add(value(depth + 1));
        reader.endArray();
        return array;
    }

    private JsonPrimitive number() throws IOException {
        String digits = reader.nextString();
        if (digits.length() > LONGEST_NUMBER) throw new JsonFault.Stated("it has a number of " + digits.length() + " characters");
        return new JsonPrimitive(new LazilyParsedNumber(digits));
    }
}
