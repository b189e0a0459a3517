package org.empathyworkbench.endpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * In what a server's questions differ from those that are set, because it refused them so. Learned from its
 * refusals and remembered with the endpoint.
 *
 * @param leftOut parameters that are not sent, each with the value that was refused, or {@link #ANY}
 */
public record Adaptations(Map<String, String> leftOut, Length length, Roles roles) {
    /** Questions are sent as they are set. */
    public static final Adaptations NONE = new Adaptations(Map.of(), Length.MAX_TOKENS, Roles.AS_SET);
    /** The parameter is refused with every value. */
    static final String ANY = "any";

    /** How the greatest length of an answer is named. */
    public enum Length {
        MAX_TOKENS, MAX_COMPLETION_TOKENS, NOT_SENT;

        Length next() { return this == MAX_TOKENS ? MAX_COMPLETION_TOKENS : NOT_SENT; }
    }

    /** In whose messages the prompt and the turns stand. */
    public enum Roles {
        AS_SET, INSTRUCTION_IN_FIRST_TURN, ONE_MESSAGE
    }

    /** Keeps a copy in the order of names, in which {@link #words} and {@link #json} give them. */
    public Adaptations { leftOut = new TreeMap<>(leftOut); }

    @Override public Map<String, String> leftOut() { return Map.copyOf(leftOut); }

    public boolean none() { return equals(NONE); }

    /** Whether a parameter may be sent with a value. */
    boolean sends(String parameter, String value) {
        String refused = leftOut.get(parameter);
        return refused == null || !refused.equals(ANY) && !refused.equals(value);
    }

    Adaptations without(String parameter, String value) {
        Map<String, String> more = new TreeMap<>(leftOut);
        more.put(parameter, more.containsKey(parameter) && !more.get(parameter).equals(value) ? ANY : value);
        return new Adaptations(more, length, roles);
    }

    Adaptations with(Length to) { return new Adaptations(leftOut, to, roles); }

    Adaptations with(Roles to) { return new Adaptations(leftOut, length, to); }

    /** Both together: what either refuses. */
    Adaptations and(Adaptations other) {
        Adaptations both = new Adaptations(leftOut, length.compareTo(other.length) >= 0 ? length : other.length,
                roles.compareTo(other.roles) >= 0 ? roles : other.roles);
        for (Map.Entry<String, String> one : other.leftOut.entrySet()) both = both.without(one.getKey(), one.getValue());
        return both;
    }

    /** A line each, for people: "temperature is not sent: the server refuses it". */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        leftOut.forEach((name, value) -> words.add(name + (value.equals(ANY) ? " is not sent: the server refuses it"
                : " is not sent where it is " + value + ": the server refuses that value")));
        if (length == Length.MAX_COMPLETION_TOKENS)
            words.add("the longest answer is sent as max_completion_tokens: the server refuses max_tokens");
        if (length == Length.NOT_SENT) words.add("the longest answer is not sent: the server refuses max_tokens and max_completion_tokens");
        if (roles == Roles.INSTRUCTION_IN_FIRST_TURN)
            words.add("the prompt stands in the first message of the user: the server refuses the system role");
        if (roles == Roles.ONE_MESSAGE)
            words.add("prompt and turns stand in one message of the user: the server refuses the roles or their order");
        return words;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        JsonObject left = new JsonObject();
        leftOut.forEach(left::addProperty);
        if (left.size() > 0) json.add("notSent", left);
        if (length != Length.MAX_TOKENS) json.addProperty("length", word(length));
        if (roles != Roles.AS_SET) json.addProperty("roles", word(roles));
        return json;
    }

    /**
     * @throws IllegalArgumentException when it is none, IllegalStateException or
     * UnsupportedOperationException when a part is of the wrong kind
     */
    static Adaptations read(JsonElement json) {
        if (json == null || json.isJsonNull()) return NONE;
        JsonObject object = json.getAsJsonObject();
        Map<String, String> left = new TreeMap<>();
        if (object.has("notSent"))
            object.getAsJsonObject("notSent").entrySet().forEach(one -> left.put(one.getKey(), one.getValue().getAsString()));
        return new Adaptations(left, constant(Length.values(), object, "length"), constant(Roles.values(), object, "roles"));
    }

    private static String word(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }

    private static <E extends Enum<E>> E constant(E[] values, JsonObject json, String name) {
        if (!json.has(name)) return values[0];
        String word = json.get(name).getAsString();
        return Arrays.stream(values).filter(one -> word(one).equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no value of adapted." + name + "."));
    }
}
