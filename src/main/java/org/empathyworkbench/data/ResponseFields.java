package org.empathyworkbench.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * Which key of a record holds each part of a response. Keys given by the user are used; the others are recognised by names in common
 * use. Where several keys could be the same part, and none has our own name, nothing is guessed.
 *
 * @param keys  key of each part that is read; a part without a key is not read
 * @param turns what parts the turns of a context that is one text; empty to recognise it
 */
public record ResponseFields(Map<Part, String> keys, String turns) {
    /** The parts of a record; the first two are in every record. */
    public enum Part {
        CONTEXT("context", true, "context", "contexts", "history", "dialog_history", "dialogue_history", "conversation_history",
                "chat_history", "dialog", "dialogue",
                "conversation", "conversations", "chat", "messages", "turns", "utterances", "input", "inputs", "input_text", "prompt",
                        "query", "question", "source", "src", "post", "seeker_post"),
        RESPONSE("response", true, "response", "responses", "prediction", "predictions", "pred", "predicted", "predicted_response",
                "generated", "generated_response", "generated_text",
                "generation", "generations", "model_response", "model_output", "output", "output_text", "outputs", "hypothesis", "hyp",
                        "answer", "completion", "reply",
                "response_post"),
        REFERENCE("reference", false, "reference", "references", "ref", "target", "targets", "target_text", "gold", "gold_response",
                "golden", "ground_truth", "groundtruth", "truth",
                "label", "labels", "reference_response", "human_response", "tgt"),
        EMOTION("emotion", false, "emotion", "emotion_label", "emo", "situation_emotion", "dialogue_emotion", "emotion_type");

        private final String key;
        private final boolean needed;
        private final List<String> names;

        Part(String key, boolean needed, String... names) {
            this.key = key;
            this.needed = needed;
            this.names = List.of(names);
        }

        /** The name of the part, in commands and in our own files. */
        public String key() { return key; }

        /** Whether a record cannot do without it. */
        public boolean needed() { return needed; }
    }

    public ResponseFields { keys = Map.copyOf(keys); }

    /** Everything is recognised. */
    public static ResponseFields recognised() { return new ResponseFields(Map.of(), ""); }

    /**
     * Keys given by the user.
     *
     * @param given our name of a part to the file's key; an empty key means that the part is not read
     * @throws UserInputException if a name is not a part
     */
    public static ResponseFields of(Map<String, String> given, String turns) {
        Map<Part, String> keys = new LinkedHashMap<>();
        given.forEach((name, key) -> keys.put(part(name), key));
        return new ResponseFields(keys, turns);
    }

    private static Part part(String name) {
        for (Part part : Part.values()) if (part.key.equals(name.toLowerCase(Locale.ROOT))) return part;
        throw new UserInputException("\"" + name
                + "\" is no part of a response. Nothing was read. The parts are context, response, reference and emotion.");
    }

    boolean isEmpty() { return keys.isEmpty() && turns.isEmpty(); }

    /** Whether a key is a usual name of the context. */
    static boolean isContext(String key) { return Part.CONTEXT.names.contains(normal(key)); }

    /**
     * The mapping for a file.
     *
     * @param place of the file, for sentences
     * @param found all keys of its records
     * @param chat  whether the values under a key are chats: then the response may be the last message
     * @return one with the key of every part that is there
     * @throws SourceLocation.Fault when a needed part has no key, a named key is not there, or several could be meant
     */
    ResponseFields in(SourceLocation place, Set<String> found, Predicate<String> chat) {
        Map<Part, String> chosen = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            String named = keys.get(part);
            if (named != null && named.isEmpty()) {
                if (part.needed) throw place.fault("The " + part.key + " is needed and cannot be left out", advice(part, found));
                continue;
            }
            if (named != null && !found.contains(named)) throw place.fault("No record has the key \"" + named
                    + "\" that was named for the " + part.key, advice(part, found));
            String key = named != null ? named : recognise(part, place, found);
            if (key != null) chosen.put(part, key);
        }
        if (!chosen.containsKey(Part.CONTEXT)) throw place.fault("No key of the records is known as a context",
                advice(Part.CONTEXT, found));
        if (!chosen.containsKey(Part.RESPONSE) && !chat.test(chosen.get(Part.CONTEXT)))
                throw place.fault("No key of the records is known as a response", advice(Part.RESPONSE, found));
        return new ResponseFields(chosen, turns);
    }

    private String recognise(Part part, SourceLocation place, Set<String> found) {
        List<String> fitting = new ArrayList<>();
        for (String key : found) {
            boolean taken = keys.containsValue(key);
            if (!taken && part.names.contains(normal(key))) fitting.add(key);
        }
        if (fitting.size() <= 1) return fitting.isEmpty() ? null : fitting.get(0);
        List<String> own = fitting.stream().filter(key -> normal(key).equals(part.key)).toList();
        if (own.size() == 1) return own.get(0);
        throw place.fault("Several keys could be the " + part.key + ": " + quoted(fitting), "Say which: --map " + part.key
                + "=KEY in a terminal, or choose it in the window.");
    }

    private static String advice(Part part, Set<String> found) {
        return "Say which key it is: --map " + part.key + "=KEY in a terminal, or choose it in the window. The records have: "
                + quoted(found.stream().limit(30).toList()) + ".";
    }

    static String quoted(Iterable<String> keys) {
        List<String> each = new ArrayList<>();
        keys.forEach(key -> each.add("\"" + VisibleText.line(key, 60) + "\""));
        return String.join(", ", each);
    }

    /** Written in small letters with underscores: {@code "Ground-Truth"} is {@code ground_truth}. */
    private static String normal(String key) {
        return key.strip().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    }
}
