package org.empathyworkbench.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strict JSON (RFC 8259) that remembers where each value stands. Gson's own tree takes the last of two equal keys in silence; here that is a fault.
 *
 * @param root   the whole
 * @param places ", line 3, column 7" by Gson's path of a value, such as {@code $.settings.batch}
 */
record RecipeJson(JsonElement root, Map<String, String> places) {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

    /** Two values for one key. */
    static final class Twice extends JsonParseException {
        private static final long serialVersionUID = 1;
        private final String key;
        private final String place;

        Twice(String key, String place) {
            super(key);
            this.key = key;
            this.place = place;
        }

        String key() { return key; }

        String place() { return place; }
    }

    /** @throws IOException when the text is no JSON; {@link #place(String)} of its message says where */
    static RecipeJson read(String text) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        reader.setStrictness(Strictness.STRICT);
        Map<String, String> places = new HashMap<>();
        JsonElement root = value(reader, places);
        if (reader.peek() != JsonToken.END_DOCUMENT) throw new MalformedJsonException("More follows" + reader.toString().replaceFirst("^\\w+", ""));
        return new RecipeJson(root, places);
    }

    /** ", line 3, column 7" out of what Gson says; empty when it does not say it. */
    static String place(String message) {
        Matcher place = PLACE.matcher(message);
        return place.find() ? ", line " + place.group(1) + ", column " + place.group(2) : "";
    }

    private static JsonElement value(JsonReader reader, Map<String, String> places) throws IOException {
        JsonToken token = reader.peek();
        places.put(reader.getPath(), place(reader.toString()));
        switch (token) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    String key = reader.nextName();
                    if (object.has(key)) throw new Twice(key, place(reader.toString()));
                    object.add(key, value(reader, places));
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) array.add(value(reader, places));
                reader.endArray();
                return array;
            }
            case NUMBER -> {
                return new JsonPrimitive(new LazilyParsedNumber(reader.nextString()));
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> {
                return new JsonPrimitive(reader.nextString());
            }
        }
    }
}
