package org.empathyworkbench.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.GivenResponse;

/**
 * One JSON object a line: {@code {"context": ["turn", ...], "response": "...", "reference": "...", "emotion": "..."}}; the last two may be
 * left out. One file is one system, named after the file.
 */
final class JsonLinesResponses implements ResponseReader {
    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

    @Override public String format() { return "jsonl"; }

    @Override public String title() { return "JSON lines (context, response, reference, emotion)"; }

    @Override public List<NamedResponses> read(Path file) {
        List<GivenResponse> responses = new ArrayList<>();
        int number = 0;
        for (String line : InputFiles.text(file).split("\r?\n", -1)) {
            number++;
            if (!line.isBlank()) responses.add(response(file, number, line));
        }
        String name = InputFiles.stem(file);
        return List.of(new NamedResponses(name, name, responses));
    }

    private static GivenResponse response(Path file, int number, String line) {
        JsonObject object;
        try {
            object = GSON.fromJson(line, JsonObject.class);
        } catch (JsonParseException notJson) {
            throw Place.of(file, number).fault("The line is not a JSON object");
        }
        List<String> context = new ArrayList<>();
        JsonElement turns = object.get("context");
        if (turns == null || !turns.isJsonArray() || turns.getAsJsonArray().isEmpty()) throw field(file, number, "context", "a list of at least one turn");
        for (JsonElement turn : turns.getAsJsonArray()) {
            if (!isText(turn)) throw field(file, number, "context", "a list of texts");
            context.add(turn.getAsString());
        }
        if (object.get("response") == null || object.get("response").isJsonNull()) throw field(file, number, "response", "a text");
        return new GivenResponse(text(file, number, object, "emotion"), context, text(file, number, object, "reference"), text(file, number, object, "response"));
    }

    private static String text(Path file, int number, JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) return "";
        if (!isText(value)) throw field(file, number, name, "a text");
        return value.getAsString();
    }

    private static boolean isText(JsonElement value) { return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString(); }

    private static Place.Fault field(Path file, int number, String name, String wanted) {
        return new Place(file, number, "\"" + name + "\"").fault("The line has no \"" + name + "\" that is " + wanted);
    }
}
