package org.empathyworkbench.endpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.empathyworkbench.endpoint.EndpointAnswer.Finish;
import org.empathyworkbench.io.JsonValues;

/**
 * Parser of a successful response, in the forms that servers use: content as text, as an array of parts, or null; reasoning in {@code
 * reasoning_content}, {@code reasoning}, {@code thinking} or {@code reasoning_details}; a {@code refusal}; an event stream although none
 * was requested; Ollama's own format.
 *
 * @param content   as received; empty for none
 * @param reasoning received beside the content; empty for none
 * @param refusal   the model's refusal message; empty for none
 * @param tool      whether a tool call was requested
 * @param model     empty if the server does not say
 */
record ChatReply(String content, String reasoning, String refusal, boolean tool, Finish finish, String model, Usage usage) {
    /** A body that contains no reply. */
    static final class Senseless extends JsonParseException {
        private static final long serialVersionUID = 1;
        private final transient ServerError error;

        /** @param why appended to "The answer" */
        Senseless(String why, ServerError error) {
            super(why);
            this.error = error;
        }

        /** The server's error in the body; {@link ServerError#NONE} for none. */
        ServerError error() { return error == null ? ServerError.NONE : error; }
    }

    private static final Set<String> STOP = Set.of("stop", "eos", "eos_token", "end_turn", "stop_sequence", "end_of_turn", "completed");
    private static final Set<String> LENGTH = Set.of("length", "max_tokens", "max_output_tokens", "model_length", "max_length");
    private static final Set<String> FILTERED = Set.of("content_filter", "safety", "recitation",
            "prohibited_content", "blocklist", "spii", "sensitive", "guardrail_intervened");
    private static final List<String> REASONING = List.of("reasoning_content", "reasoning", "thinking", "reasoning_text");

    /** @throws Senseless if there is no reply in it */
    static ChatReply of(String body) {
        String text = body.startsWith("\ufeff") ? body.substring(1).strip() : body.strip();
        if (text.isEmpty()) throw no("is empty");
        if (text.startsWith("data:") || text.startsWith("event:") || text.startsWith(":") || text.startsWith("id:")) return stream(text);
        if (text.startsWith("<")) throw no("is not JSON but a web page");
        JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (JsonParseException notJson) {
            throw no("is not JSON");
        }
        if (!(json instanceof JsonObject answer)) throw no("is not a JSON object");
        return of(answer);
    }

    private static ChatReply of(JsonObject answer) {
        Usage usage = usage(answer);
        refuseError(answer);
        JsonElement choices = answer.get("choices");
        JsonObject choice;
        if (choices instanceof JsonArray list) {
            if (list.isEmpty() && usage.known() && usage.completion() > 0)
                return new ChatReply("", "", "", false, Finish.OTHER, text(answer.get("model")), usage);
            if (list.isEmpty()) throw no("has an empty list of choices");
            if (!(list.get(0) instanceof JsonObject first)) throw no("has a choice without a message");
            choice = first;
        } else if (answer.get("message") instanceof JsonObject) {
            choice = answer;
        } else {
            throw no("has no choices");
        }
        refuseError(choice);
        String ended = text(choice.get("finish_reason")).isEmpty() ? text(choice.get("done_reason")) : text(choice.get("finish_reason"));
        if (ended.equalsIgnoreCase("error")) throw no("ended with an error of the model");
        Finish finish = finish(ended);
        String model = text(answer.get("model"));
        if (!(choice.get("message") instanceof JsonObject message)) {
            if (choice.get("text") != null && choice.get("text").isJsonPrimitive())
                return new ChatReply(choice.get("text").getAsString(), "", "", false, finish, model, usage);
            if (finish == Finish.FILTERED) return new ChatReply("", "", "", false, finish, model, usage);
            throw no("has a choice without a message");
        }
        Parts parts = new Parts();
        parts.content(message.get("content"));
        parts.beside(message);
        boolean tool = some(message.get("tool_calls")) || some(message.get("function_call"));
        return new ChatReply(parts.content.toString(), parts.reasoning.toString(), parts.refusal.toString(), tool, finish, model, usage);
    }

    private static Senseless no(String why) { return new Senseless(why, ServerError.NONE); }

    private static void refuseError(JsonObject object) {
        JsonElement found = object.get("error");
        if (found == null || found.isJsonNull() || found instanceof JsonObject empty && empty.size() == 0) return;
        ServerError error = ServerError.of(object);
        throw new Senseless("is an error: " + error.message(), error);
    }

    /** Concatenates the events of a stream. A stream that ends early contains no complete reply. */
    private static ChatReply stream(String text) {
        Parts parts = new Parts();
        Finish finish = null;
        String model = "";
        Usage usage = Usage.UNKNOWN;
        boolean tool = false;
        boolean done = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (!line.startsWith("data:")) continue;
            String data = line.substring("data:".length()).strip();
            if (data.equals("[DONE]")) {
                done = true;
                continue;
            }
            JsonElement json;
            try {
                json = JsonParser.parseString(data);
            } catch (JsonParseException notJson) {
                throw no("is a stream with an event that is not JSON");
            }
            if (!(json instanceof JsonObject event)) continue;
            refuseError(event);
            if (usage(event).known()) usage = usage(event);
            if (!text(event.get("model")).isEmpty()) model = text(event.get("model"));
            if (!(event.get("choices") instanceof JsonArray choices) || choices.isEmpty() || !(choices.get(0) instanceof JsonObject choice))
                continue;
            refuseError(choice);
            JsonObject delta = choice.get("delta") instanceof JsonObject given ? given
                    : choice.get("message") instanceof JsonObject whole ? whole : new JsonObject();
            parts.content(delta.get("content"));
            parts.beside(delta);
            tool |= some(delta.get("tool_calls"));
            if (!text(choice.get("finish_reason")).isEmpty()) finish = finish(text(choice.get("finish_reason")));
        }
        if (finish == null && !done) throw no("is a stream that ends too early");
        return new ChatReply(parts.content.toString(), parts.reasoning.toString(),
                parts.refusal.toString(), tool, finish == null ? Finish.OTHER : finish, model, usage);
    }

    /** Accumulated parts of a message. */
    private static final class Parts {
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();

        void content(JsonElement given) {
            if (given == null || given.isJsonNull()) return;
            if (JsonValues.isText(given)) {
                content.append(given.getAsString());
            } else if (given instanceof JsonArray list) {
                for (JsonElement part : list) part(part);
            } else {
                throw no("has a message that is not text");
            }
        }

        /** A part of the content: answer, reasoning, or refusal. */
        private void part(JsonElement part) {
            if (JsonValues.isText(part)) {
                content.append(part.getAsString());
                return;
            }
            if (!(part instanceof JsonObject object)) throw no("has a part of a message that is not text");
            String type = ChatReply.text(object.get("type")).toLowerCase(Locale.ROOT);
            if (type.contains("think") || type.contains("reason")) {
                for (String name : List.of("thinking", "reasoning", "text", "content", "summary"))
                    if (words(object.get(name), reasoning)) return;
            } else if (type.equals("refusal")) {
                words(object.get("refusal"), refusal);
            } else if (type.isEmpty() || type.equals("text") || type.equals("output_text")) {
                words(object.get("text"), content);
            } else if (!type.contains("tool") && !type.contains("function")) {
                throw no("has a part of a message of the kind \"" + type + "\", which is not text");
            }
        }

        void beside(JsonObject message) {
            int before = reasoning.length();
            for (String name : REASONING) if (reasoning.length() == before) words(message.get(name), reasoning);
            if (reasoning.length() == before && message.get("reasoning_details") instanceof JsonArray details) {
                for (JsonElement one : details) {
                    if (one instanceof JsonObject detail && !words(detail.get("text"), reasoning)) words(detail.get("summary"), reasoning);
                }
            }
            words(message.get("refusal"), refusal);
        }

        /**
         * Appends a text, or the texts of a list or an object.
         *
         * @return whether there were any
         */
        private static boolean words(JsonElement given, StringBuilder to) {
            int before = to.length();
            if (given == null || given.isJsonNull()) return false;
            if (JsonValues.isText(given)) to.append(given.getAsString());
            else if (given instanceof JsonArray list) list.forEach(one -> words(one, to));
            else if (given instanceof JsonObject object && !words(object.get("text"), to)) words(object.get("content"), to);
            return to.length() > before;
        }
    }

    private static Finish finish(String reason) {
        String plain = reason.toLowerCase(Locale.ROOT);
        return STOP.contains(plain) ? Finish.STOP : LENGTH.contains(plain) ? Finish.LENGTH
                : FILTERED.contains(plain) ? Finish.FILTERED : Finish.OTHER;
    }

    private static Usage usage(JsonObject answer) {
        JsonObject from = answer.get("usage") instanceof JsonObject given ? given : answer;
        long prompt = tokens(from, "prompt_tokens", "input_tokens", "prompt_eval_count");
        long completion = tokens(from, "completion_tokens", "output_tokens", "eval_count");
        return prompt < 0 || completion < 0 ? Usage.UNKNOWN : new Usage(prompt, completion);
    }

    /** -1 if it is not a whole number. */
    private static long tokens(JsonObject usage, String... names) {
        for (String name : names) {
            JsonElement found = usage.get(name);
            if (found != null && found.isJsonPrimitive() && found.getAsString().matches("\\d{1,15}(?:\\.0+)?"))
                return Long.parseLong(found.getAsString().replaceFirst("\\..*", ""));
        }
        return -1;
    }

    private static boolean some(JsonElement json) { return json instanceof JsonArray list ? !list.isEmpty() : json instanceof JsonObject; }

    private static String text(JsonElement element) { return element != null && element.isJsonPrimitive() ? element.getAsString() : ""; }
}
