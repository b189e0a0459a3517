package org.empathyworkbench.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.io.JsonValues;

/**
 * The turns of a context, in whatever form a record has it: a list of texts, a list of chat messages with roles, or one text whose turns
 * are parted by a mark. How one text is parted is decided once for a whole file, so that equal files are never read in two ways. What was
 * done is counted.
 */
final class ContextTurns {
    private static final Set<String> SPEAKERS = Set.of("user", "human", "speaker", "seeker", "usr", "client", "patient", "person",
            "prompter");
    private static final Set<String> LISTENERS = Set.of("assistant", "bot", "gpt", "model", "listener", "supporter", "ai", "chatbot",
            "counselor", "therapist", "agent", "sys");
    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");
    private static final List<String> ROLE_KEYS = List.of("role", "from", "speaker", "author");
    private static final List<String> TEXT_KEYS = List.of("content", "text", "value", "utterance", "message");
    /** Marks between turns that programs write into one text. */
    private static final Map<String, Pattern> MARKS = marks();
    private static final Pattern ROLE_LINE = Pattern.compile("(?i)^\\s*[<\\[(]?\\s*(user|human|speaker|seeker|usr|client|patient|assistant"
            + "|bot|gpt|model|listener|supporter|ai|chatbot|counselor|therapist|system)\\s*[>\\])]?\\s*:[ \\t]*(.*)$");

    private final Pattern mark;
    private final String markName;
    private final boolean roleLines;
    private int texts;
    private int parted;
    private int lineBreaks;
    private int instructions;
    private int joined;
    private int begunByListener;
    private int endedByListener;
    private int unanswered;
    private final Set<String> roles = new TreeSet<>();

    /** @param text a turn; @param role in small letters, empty when none is known */
    private record Turn(String role, String text) { }

    /**
     * Looks at all contexts of a file.
     *
     * @param place     of the file, for sentences
     * @param contexts  every value
     * @param separator chosen by the user; empty to detect it
     */
    ContextTurns(SourceLocation place, List<JsonElement> contexts, String separator) {
        List<String> whole = contexts.stream().filter(JsonValues::isText).map(JsonElement::getAsString).filter(text -> !text.isBlank())
                .toList();
        if (!separator.isEmpty()) {
            String written = separator.replace("\\n", "\n").replace("\\t", "\t");
            mark = Pattern.compile(Pattern.quote(written));
            markName = separator;
            roleLines = false;
            return;
        }
        List<String> there = MARKS.keySet().stream().filter(name -> whole.stream().anyMatch(text -> MARKS.get(name).matcher(text).find()))
                .toList();
        if (there.size() > 1) {
            throw place.fault("Contexts that are one text have several marks that could part turns: " + String.join(" and ", there),
                    "Say which one parts them: --turns \"" + there.get(0) + "\" in a terminal, or type it in the window.");
        }
        mark = there.isEmpty() ? null : MARKS.get(there.get(0));
        markName = there.isEmpty() ? "" : there.get(0);
        roleLines = there.isEmpty() && !whole.isEmpty() && whole.stream()
                .allMatch(text -> ROLE_LINE.matcher(text.lines().findFirst().orElse("")).matches());
    }

    private static Map<String, Pattern> marks() {
        Map<String, Pattern> marks = new LinkedHashMap<>();
        marks.put("</s>", Pattern.compile("(?:\\s*</?s>\\s*)+"));
        for (String token : List.of("[SEP]", "<SEP>", "<sep>", "__eou__", "<eou>", "<EOS>", "<eos>", "[EOS]", "<EOT>", "<eot>", "[EOT]",
                "<turn>", "<|endoftext|>", "|||")) {
            marks.put(token, Pattern.compile(Pattern.quote(token)));
        }
        return marks;
    }

    /**
     * @param value of the context's key
     * @param place of the record
     * @param needsResponse whether the last message, if it is the listener's, is the response and no turn
     * @return turns, and the response as last element when {@code needsResponse}
     */
    List<String> of(JsonElement value, SourceLocation place, boolean needsResponse) {
        String number = JsonRecords.pythonNumber(value);
        if (number != null) throw place.fault("The context is " + number + ", which is no text");
        List<Turn> turns;
        if (JsonValues.isText(value)) turns = parted(value.getAsString());
        else if (value instanceof JsonArray list) turns = listed(list, place);
        else throw place.fault("The context is neither a text nor a list of turns");
        turns = withoutNeighbours(turns);
        if (needsResponse) {
            if (turns.isEmpty() || !LISTENERS.contains(turns.get(turns.size() - 1).role())) {
                unanswered++;
                return List.of();
            }
            count(turns.subList(0, turns.size() - 1));
        } else {
            count(turns);
        }
        return turns.stream().map(Turn::text).toList();
    }

    private void count(List<Turn> turns) {
        if (turns.isEmpty()) return;
        if (LISTENERS.contains(turns.get(0).role())) begunByListener++;
        if (LISTENERS.contains(turns.get(turns.size() - 1).role())) endedByListener++;
    }

    private List<Turn> listed(JsonArray list, SourceLocation place) {
        List<Turn> turns = new ArrayList<>();
        for (JsonElement one : list) {
            String number = JsonRecords.pythonNumber(one);
            if (number != null) throw place.fault("A turn of the context is " + number + ", which is no text");
            if (JsonValues.isText(one)) turns.add(new Turn("", one.getAsString()));
            else if (one instanceof JsonObject message) message(message, place, turns);
            else throw place.fault("A turn of the context is neither a text nor a message with role and content");
        }
        return turns;
    }

    private void message(JsonObject message, SourceLocation place, List<Turn> turns) {
        JsonElement role = first(message, ROLE_KEYS);
        JsonElement content = first(message, TEXT_KEYS);
        String text = content(content);
        if (text == null) throw place.fault("A message of the context has no text under " + String.join(", ", TEXT_KEYS));
        String name = role != null && JsonValues.isText(role) ? role.getAsString().strip().toLowerCase(Locale.ROOT) : "";
        if (INSTRUCTIONS.contains(name)) {
            instructions++;
            return;
        }
        if (!name.isEmpty()) roles.add(name);
        turns.add(new Turn(name, text));
    }

    /** A text, or the text parts of a message; null when there is none, or a part is no text. */
    private static String content(JsonElement content) {
        if (JsonValues.isText(content)) return JsonRecords.pythonNumber(content) == null ? content.getAsString() : null;
        if (!(content instanceof JsonArray parts) || parts.isEmpty()) return null;
        List<String> texts = new ArrayList<>();
        for (JsonElement part : parts) {
            if (!(part instanceof JsonObject object) || !JsonValues.isText(object.get("text"))) return null;
            texts.add(object.get("text").getAsString());
        }
        return String.join("\n", texts);
    }

    private static JsonElement first(JsonObject message, List<String> keys) {
        return keys.stream().filter(message::has).findFirst().map(message::get).orElse(null);
    }

    private List<Turn> parted(String text) {
        texts++;
        if (roleLines) return byRole(text);
        if (mark == null || !mark.matcher(text).find()) {
            if (text.strip().indexOf('\n') >= 0) lineBreaks++;
            return List.of(new Turn("", text));
        }
        parted++;
        List<Turn> turns = new ArrayList<>();
        for (String turn : mark.split(text)) {
            if (!turn.isBlank()) turns.add(new Turn("", turn.strip()));      // a mark may stand before the first turn and behind the last
        }
        return turns;
    }

    private List<Turn> byRole(String text) {
        List<Turn> turns = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            Matcher begin = ROLE_LINE.matcher(line);
            if (begin.matches()) {
                turns.add(new Turn(begin.group(1).toLowerCase(Locale.ROOT), begin.group(2)));
            } else {
                Turn last = turns.remove(turns.size() - 1);
                turns.add(new Turn(last.role(), last.text() + "\n" + line));
            }
        }
        int before = turns.size();
        turns.removeIf(turn -> INSTRUCTIONS.contains(turn.role()));
        instructions += before - turns.size();
        turns.forEach(turn -> roles.add(turn.role()));
        if (!turns.isEmpty() && turns.get(turns.size() - 1).text()
                .isBlank()) turns.remove(turns.size() - 1);      // the mark after which the model was to write
        return turns.stream().map(turn -> new Turn(turn.role(), turn.text().strip())).toList();
    }

    /** Neighbouring turns of one role are one turn, as in the corpora. */
    private List<Turn> withoutNeighbours(List<Turn> turns) {
        List<Turn> alternating = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.text().isBlank()) {
                alternating.add(turn);                                     // left out and counted with all empty turns
                continue;
            }
            Turn last = alternating.isEmpty() ? null : alternating.get(alternating.size() - 1);
            if (last != null && !turn.role().isEmpty() && turn.role().equals(last.role()) && !last.text().isBlank()) {
                alternating.set(alternating.size() - 1, new Turn(last.role(), last.text().strip() + " " + turn.text().strip()));
                joined++;
            } else {
                alternating.add(turn);
            }
        }
        return alternating;
    }

    /** Notices on how the contexts were read. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (roleLines) notes.add("Contexts are one text each; a role name at the beginning of a line begins a turn.");
        else if (parted > 0) notes.add(Plurals.count(parted, "context") + " of " + Plurals.count(texts, "text") + " parted into turns at "
                + markName + ".");
        else if (texts > 0) notes.add(Plurals.count(texts, "context") + " given as one text, read as one turn each.");
        if (lineBreaks > 0) notes.add(Plurals.count(lineBreaks, "context")
                + " with line breaks read as one turn; --turns \"\\n\" parts at them.");
        Set<String> unknown = new TreeSet<>(roles);
        unknown.removeIf(role -> SPEAKERS.contains(role) || LISTENERS.contains(role));
        if (!roles.isEmpty()) notes.add("Roles of the messages: " + ResponseFields.quoted(roles) + ".");
        if (!unknown.isEmpty()) notes.add("Not known which side they are: " + ResponseFields.quoted(unknown)
                + "; turns are kept in their order.");
        if (instructions > 0) notes.add(Plurals.count(instructions, "instruction") + " to the model (role system) left out of contexts.");
        if (joined > 0) notes.add(Plurals.count(joined, "turn") + " joined with the one before, of the same role.");
        if (begunByListener > 0) notes.add(Plurals.count(begunByListener, "context")
                + " begun by the listener: pages that name turns by their place call that turn the speaker's.");
        if (endedByListener > 0) notes.add(Plurals.count(endedByListener, "context")
                + " ended by the listener, so the response follows a turn of its own side.");
        if (unanswered > 0) notes.add(Plurals.count(unanswered, "chat")
                + " whose last message is not the listener's left out: it holds no response.");
        return notes;
    }

    /** Whether a value is a list of messages that have roles. */
    static boolean isChat(JsonElement value) {
        return value instanceof JsonArray list && !list.isEmpty()
                && list.asList().stream().allMatch(one -> one instanceof JsonObject message && first(message, ROLE_KEYS) != null);
    }
}
