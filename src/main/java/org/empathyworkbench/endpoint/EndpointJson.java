package org.empathyworkbench.endpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import org.empathyworkbench.dialogue.UserInputException;

/** JSON form of an endpoint in the file. Missing values are defaults; keys are never stored in it. */
final class EndpointJson {
    private EndpointJson() { }

    static JsonObject of(Endpoint endpoint) {
        JsonObject json = new JsonObject();
        json.addProperty("name", endpoint.name());
        json.addProperty("address", endpoint.address().toString());
        json.addProperty("model", endpoint.model());
        json.addProperty("key", endpoint.key().name().toLowerCase(Locale.ROOT));
        if (!endpoint.keyVariable().isEmpty()) json.addProperty("keyVariable", endpoint.keyVariable());
        if (endpoint.unencrypted()) json.addProperty("unencryptedKey", true);
        if (!endpoint.proxy().isEmpty()) json.addProperty("proxy", endpoint.proxy());
        Limits limits = endpoint.limits();
        json.addProperty("timeoutSeconds", limits.timeoutSeconds());
        json.addProperty("attempts", limits.attempts());
        json.addProperty("requestsPerMinute", limits.requestsPerMinute());
        json.addProperty("parallel", limits.parallel());
        if (endpoint.price().prompt() != null) json.addProperty("pricePrompt", endpoint.price().prompt());
        if (endpoint.price().completion() != null) json.addProperty("priceCompletion", endpoint.price().completion());
        if (!endpoint.price().currency().isEmpty()) json.addProperty("currency", endpoint.price().currency());
        ChatSettings settings = endpoint.settings();
        json.addProperty("serverDefaults", settings.serverDefaults());
        json.addProperty("temperature", settings.temperature());
        json.addProperty("topP", settings.topP());
        json.addProperty("maximumTokens", settings.maximumTokens());
        json.addProperty("unwrap", endpoint.unwrap());
        if (!endpoint.adaptations().none()) json.add("adapted", endpoint.adaptations().json());
        if (!endpoint.prompt().equals(ChatPrompt.TWO_SHOT)) json.addProperty("prompt", endpoint.prompt());
        return json;
    }

    /**
     * @throws UserInputException or IllegalArgumentException if a value is out of range, UnsupportedOperationException or
     *     IllegalStateException if it is of the wrong type
     */
    static Endpoint read(JsonObject json) {
        Limits limits = Limits.DEFAULT;
        ChatSettings settings = ChatSettings.standard();
        String key = text(json, "key", "none");
        KeyPlace place = Arrays.stream(KeyPlace.values()).filter(one -> one.name().equalsIgnoreCase(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the value of \"key\" "
                        + "is invalid; it must be none, keyring, file or environment."));
        return new Endpoint(text(json, "name", ""), Endpoint.address(text(json, "address", "")), text(json, "model", ""),
                place, text(json, "keyVariable", ""), flag(json, "unencryptedKey", false), text(json, "proxy", ""),
                new Limits(whole(json, "timeoutSeconds", limits.timeoutSeconds()), whole(json, "attempts", limits.attempts()),
                        whole(json, "requestsPerMinute", limits.requestsPerMinute()), whole(json, "parallel", limits.parallel())),
                new Price(number(json, "pricePrompt", null), number(json, "priceCompletion", null), text(json, "currency", "")),
                text(json, "prompt", ""),
                new ChatSettings(flag(json, "serverDefaults", settings.serverDefaults()),
                        number(json, "temperature", settings.temperature()), number(json, "topP", settings.topP()),
                        whole(json, "maximumTokens", settings.maximumTokens())),
                flag(json, "unwrap", true), Adaptations.read(json.get("adapted")));
    }

    private static JsonElement value(JsonObject json, String name) { return json.has(name) ? json.get(name) : JsonNull.INSTANCE; }

    private static String text(JsonObject json, String name, String none) {
        return value(json, name).isJsonNull() ? none : value(json, name).getAsString();
    }

    private static boolean flag(JsonObject json, String name, boolean none) {
        return value(json, name).isJsonNull() ? none : value(json, name).getAsBoolean();
    }

    private static int whole(JsonObject json, String name, int none) {
        double number = number(json, name, (double) none);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE)
            throw new IllegalArgumentException(name + " must be a whole number, not " + number + ".");
        return (int) number;
    }

    private static Double number(JsonObject json, String name, Double none) {
        if (value(json, name).isJsonNull()) return none;
        double number;
        try {
            number = value(json, name).getAsDouble();
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(name + " is not a number.", noNumber);
        }
        if (!Double.isFinite(number)) throw new IllegalArgumentException(name + " is not a finite number.");
        return number;
    }
}
