package org.empathyworkbench.io;

import com.google.gson.JsonElement;
import org.jspecify.annotations.Nullable;

/** The kind of a JSON value, which Gson tells only of primitives. Null, for a key that is not there, is of no kind. */
public final class JsonValues {
    private JsonValues() { }

    public static boolean isText(@Nullable JsonElement value) {
        return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    public static boolean isNumber(@Nullable JsonElement value) {
        return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    }

    /** @return null when the value is no text */
    public static @Nullable String text(@Nullable JsonElement value) { return value != null && isText(value) ? value.getAsString() : null; }
}
