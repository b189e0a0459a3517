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
 * Changes to the requests for a server that rejected their original form. Learned from its error messages and stored with the endpoint.
 *
 * @param leftOut parameters that are not sent, each with the rejected value, or {@link #ANY}
 */
public record Adaptations(Map<String, String> leftOut, Length length, Roles roles) {
    /** No changes. */
    public static final Adaptations NONE = new Adaptations(Map.of(), Length.MAX_TOKENS, Roles.AS_SET);
    /** The parameter is rejected with every value. */
    static final String ANY = "any";

    /** The name of the parameter for the maximum response length. */
    public enum Length {
        MAX_TOKENS, MAX_COMPLETION_TOKENS, NOT_SENT;

        Length next() { return this == MAX_TOKENS ? MAX_COMPLETION_TOKENS : NOT_SENT; }
    }

    /** The roles of the messages that contain the prompt and the turns. */
    public enum Roles {
        AS_SET, INSTRUCTION_IN_FIRST_TURN, ONE_MESSAGE
    }

    /** A copy sorted by name, the order of {@link #words} and {@link #json}. */
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

    /** The union of two. */
    Adaptations and(Adaptations other) {
        Adaptations both = new Adaptations(leftOut, length.compareTo(other.length) >= 0 ? length : other.length,
                roles.compareTo(other.roles) >= 0 ? roles : other.roles);
        for (Map.Entry<String, String> one : other.leftOut.entrySet()) both = both.without(one.getKey(), one.getValue());
        return both;
    }

    /** One line each, for display: "temperature is not sent: the server rejects it". */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        leftOut.forEach((name, value) -> words.add(name + (value.equals(ANY) ? " is not sent: the server rejects it"
                : " is not sent where it is " + value + ": the server rejects that value")));
        if (length == Length.MAX_COMPLETION_TOKENS)
            words.add("the maximum length is sent as max_completion_tokens: the server rejects max_tokens");
        if (length == Length.NOT_SENT) words.add("the maximum length is not sent: the server rejects max_tokens and max_completion_tokens");
        if (roles == Roles.INSTRUCTION_IN_FIRST_TURN)
            words.add("the prompt is in the first user message: the server rejects the system role");
        if (roles == Roles.ONE_MESSAGE)
            words.add("prompt and turns are in one user message: the server rejects the roles or their order");
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
     * @throws IllegalArgumentException if it is invalid, IllegalStateException or UnsupportedOperationException if a part is of the wrong
     *     type
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
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is not a value of adapted." + name + "."));
    }
}
