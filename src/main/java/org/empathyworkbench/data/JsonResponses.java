package org.empathyworkbench.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.empathyworkbench.data.ResponseFields.Part;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.io.JsonValues;

/**
 * Records in JSON ({@link JsonRecords}), in our own form {@code {"context": ["turn", ...], "response": "...", "reference": "...",
 * "emotion": "..."}} or with other keys ({@link ResponseFields}) and other forms of a context ({@link ContextTurns}). Reference and emotion
 * may be missing. One file is one system, named after the file. A record whose response is a list of texts gives one response for each.
 */
final class JsonResponses implements ResponseReader {
    static final String FORMAT = "jsonl";

    private final ResponseFields given;

    JsonResponses(ResponseFields given) { this.given = given; }

    @Override public String format() { return FORMAT; }

    @Override public String title() { return "JSON, lines or a list (context, response, reference, emotion)"; }

    @Override public ReadResponses read(Path file, TextEncoding encoding) {
        ReadingNotes reading = new ReadingNotes();
        List<JsonRecords.Entry> entries = JsonRecords.read(file, InputFiles.text(file, encoding, reading));
        if (entries.isEmpty()) throw SourceLocation.of(file).fault("The file holds no record", "Choose a file that holds some.");
        Set<String> keys = new LinkedHashSet<>();
        entries.forEach(entry -> keys.addAll(entry.object().keySet()));
        ResponseFields fields = given.in(SourceLocation.of(file), keys, key ->
                entries.stream().allMatch(entry -> ContextTurns.isChat(entry.object().get(key))));
        String contextKey = fields.keys().get(Part.CONTEXT);
        String responseKey = fields.keys().get(Part.RESPONSE);
        ContextTurns turns = new ContextTurns(SourceLocation.of(file), entries.stream().map(entry -> entry.object().get(contextKey))
                .filter(value -> value != null).toList(), fields.turns());
        List<GivenResponse> responses = new ArrayList<>();
        int lists = 0;
        int noReference = 0;
        for (JsonRecords.Entry entry : entries) {
            JsonObject object = entry.object();
            if (!object.has(contextKey)) throw missing(file, entry, contextKey);
            if (responseKey != null && !object.has(responseKey)) throw missing(file, entry, responseKey);
            JsonElement value = object.get(contextKey);
            List<String> context = value.isJsonNull() ? List.of() : turns.of(value, place(file, entry, contextKey), responseKey == null);
            String reference = one(file, entry, fields.keys().get(Part.REFERENCE));
            String emotion = one(file, entry, fields.keys().get(Part.EMOTION));
            if (reference.isBlank()) noReference++;
            if (responseKey == null) {
                if (context.isEmpty()) continue;           // counted by the turns
                responses.add(new GivenResponse(emotion, context.subList(0, context.size() - 1), reference,
                        context.get(context.size() - 1).strip()));
                continue;
            }
            List<String> texts = texts(file, entry, responseKey);
            if (texts.size() > 1) lists++;
            for (String text : texts) responses.add(new GivenResponse(emotion, context, reference, text.strip()));
        }
        List<String> notes = new ArrayList<>(List.of(words(fields, keys)));
        notes.addAll(reading.sentences());
        notes.addAll(turns.notes());
        if (lists > 0) notes.add(Plurals.count(lists, "record") + " with several responses: each is one.");
        if (noReference > 0) notes.add(Plurals.count(noReference, "record") + " without a reference.");
        String name = InputFiles.stem(file);
        return ReadResponses.of(FORMAT, SourceLocation.of(file), List.of(new NamedResponses(name, name, responses)), notes);
    }

    private static String words(ResponseFields fields, Set<String> keys) {
        List<String> read = new ArrayList<>();
        for (Part part : Part.values()) {
            String key = fields.keys().get(part);
            if (key != null) read.add(key.equals(part.key()) ? part.key() : part.key() + " from " + ResponseFields.quoted(List.of(key)));
        }
        if (!fields.keys().containsKey(Part.RESPONSE)) read.add("response from the last message");
        List<String> left = keys.stream().filter(key -> !fields.keys().containsValue(key)).toList();
        return "Fields read: " + String.join(", ", read) + "." + (left.isEmpty() ? "" : " Not read: "
                + ResponseFields.quoted(left.stream().limit(20).toList())
                + (left.size() > 20 ? " and " + (left.size() - 20) + " more" : "") + ".");
    }

    /** Null counts as empty, to be left out; a list of texts is several responses. */
    private static List<String> texts(Path file, JsonRecords.Entry entry, String key) {
        JsonElement value = entry.object().get(key);
        if (value instanceof JsonArray list && !list.isEmpty()) {
            List<String> texts = new ArrayList<>();
            for (JsonElement one : list) texts.add(text(file, entry, key, one));
            return texts;
        }
        return List.of(text(file, entry, key, value));
    }

    /** The one text of a part that may be missing; a list of one text is that text. */
    private static String one(Path file, JsonRecords.Entry entry, String key) {
        if (key == null || !entry.object().has(key)) return "";
        JsonElement value = entry.object().get(key);
        if (value instanceof JsonArray list) {
            if (list.isEmpty()) return "";
            if (list.size() > 1) throw place(file, entry, key).fault("The field has " + list.size() + " texts where one is wanted",
                    "Keep one of them, or leave the field out: --map PART= reads none.");
            value = list.get(0);
        }
        return text(file, entry, key, value).strip();
    }

    private static String text(Path file, JsonRecords.Entry entry, String key, JsonElement value) {
        String number = JsonRecords.pythonNumber(value);
        if (number != null) throw place(file, entry, key).fault("The field is " + number + ", not a text");
        if (value.isJsonNull()) return "";
        if (value instanceof JsonObject message && JsonValues.isText(message.get("content"))) return message.get("content").getAsString();
        if (!JsonValues.isText(value)) throw place(file, entry, key).fault("The field is not a text");
        return value.getAsString();
    }

    private static SourceLocation.Fault missing(Path file, JsonRecords.Entry entry, String key) {
        return place(file, entry, key).fault("The record has no " + ResponseFields.quoted(List.of(key)));
    }

    private static SourceLocation place(Path file, JsonRecords.Entry entry, String key) {
        return new SourceLocation(file, entry.line(), ResponseFields.quoted(List.of(key)));
    }
}
