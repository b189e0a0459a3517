package org.empathyworkbench.endpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A server's error message, in any of the forms in use: OpenAI's {@code error} object, a bare {@code error} or {@code message}, FastAPI's
 * list of {@code detail}, Mistral's {@code message.detail}, Google's object in an array, Cloudflare's {@code errors}. The echoed request
 * ({@code input}) is ignored.
 *
 * @param message for the user; empty for none
 * @param code    {@code code} or {@code type} of the error; empty for none
 * @param names   parameters that the server gives as the cause, such as {@code temperature} or {@code messages[0].role}; empty for none
 */
record ServerError(String message, String code, Set<String> names) {
    static final ServerError NONE = new ServerError("", "", Set.of());
    private static final int MOST_PARTS = 20;
    private static final int MOST_CHARACTERS = 2_000;

    ServerError { names = Set.copyOf(names); }

    static ServerError of(String body) {
        try {
            JsonElement json = JsonParser.parseString(body);
            return json instanceof JsonArray list && !list.isEmpty() ? of(list.get(0)) : of(json);
        } catch (JsonParseException notJson) {
            return NONE;
        }
    }

    static ServerError of(JsonElement json) {
        if (!(json instanceof JsonObject object)) return NONE;
        Set<String> names = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        for (String name : List.of("error", "errors", "message", "detail", "msg")) {
            if (words.isEmpty()) read(object.get(name), words, names, 0);
        }
        addText(object.get("param"), names);
        String message = String.join("; ", words);
        return new ServerError(message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message, code(object), names);
    }

    private static void read(JsonElement json, List<String> words, Set<String> names, int depth) {
        if (json == null || json.isJsonNull() || depth > 5 || words.size() >= MOST_PARTS) return;
        if (json instanceof JsonArray list) {
            for (JsonElement one : list) read(one, words, names, depth + 1);
        } else if (json instanceof JsonObject object) {
            addText(object.get("param"), names);
            String place = location(object.get("loc"), names);
            int before = words.size();
            for (String name : List.of("message", "msg", "detail", "error", "reason")) {
                if (words.size() == before) read(object.get(name), words, names, depth + 1);
            }
            if (!place.isEmpty() && words.size() > before) words.set(before, place + ": " + words.get(before));
            // an intermediary's "Provider returned error" is accompanied by the provider's own message
            if (object.get("metadata") instanceof JsonObject more) raw(more.get("raw"), words, names, depth);
        } else if (!json.getAsString().isBlank()) {
            words.add(json.getAsString().strip());
        }
    }

    private static void raw(JsonElement json, List<String> words, Set<String> names, int depth) {
        if (json == null || !json.isJsonPrimitive()) {
            read(json, words, names, depth + 1);
            return;
        }
        ServerError inner = of(json.getAsString());
        words.add(inner.message.isEmpty() ? json.getAsString().strip() : inner.message);
        names.addAll(inner.names);
    }

    /** {@code ["body", "messages", 0, "role"]} as {@code messages[0].role}. */
    private static String location(JsonElement loc, Set<String> names) {
        if (!(loc instanceof JsonArray parts)) return "";
        StringBuilder place = new StringBuilder();
        for (JsonElement part : parts) {
            if (!part.isJsonPrimitive() || part.getAsString().equals("body")) continue;
            if (part.getAsJsonPrimitive().isNumber()) place.append('[').append(part.getAsString()).append(']');
            else place.append(place.length() == 0 ? "" : ".").append(part.getAsString());
        }
        if (place.length() > 0) names.add(place.toString());
        return place.toString();
    }

    private static void addText(JsonElement json, Set<String> names) {
        if (json != null && json.isJsonPrimitive() && !json.getAsString().isBlank()) names.add(json.getAsString().strip());
    }

    private static String code(JsonObject object) {
        JsonObject error = object.get("error") instanceof JsonObject inner ? inner : object;
        for (String name : List.of("code", "type", "error_type")) {
            JsonElement found = error.get(name);
            if (found != null && found.isJsonPrimitive() && !found.getAsString().isBlank()) return found.getAsString();
        }
        return "";
    }
}
