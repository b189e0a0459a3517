package org.empathyworkbench.dialogue;

import com.google.gson.JsonParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a text stops being JSON, in words that fit behind "it is not valid JSON: ". The parser's own messages carry class names, advice to
 * programmers and links.
 */
public final class JsonFault {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

    private JsonFault() { }

    /** JSON that is refused for a reason of this program's own; its message fits behind "it is not valid JSON: ". */
    public static class Stated extends JsonParseException {
        private static final long serialVersionUID = 1;

        public Stated(String reason) { super(reason); }
    }

    /** A key that occurs twice in one object. */
    public static final class Duplicate extends Stated {
        private static final long serialVersionUID = 1;
        private final String key;
        private final String place;

        /** @param place as {@link JsonFault#place} gives it */
        public Duplicate(String reason, String key, String place) {
            super(reason);
            this.key = key;
            this.place = place;
        }

        /** As written in the text. */
        public String key() { return key; }

        public String place() { return place; }
    }

    /** ", line 3, column 7" out of what the parser says of itself or of a fault; empty when it does not say it. */
    public static String place(String said) {
        Matcher place = PLACE.matcher(said);
        return place.find() ? ", line " + place.group(1) + ", column " + place.group(2) : "";
    }

    public static String words(Throwable failure) {
        if (failure instanceof Stated) return String.valueOf(failure.getMessage());
        Throwable deepest = failure;
        while (deepest.getCause() != null) deepest = deepest.getCause();
        String said = String.valueOf(deepest.getMessage());
        boolean ends = said.startsWith("End of input") || said.startsWith("Unterminated");
        Matcher place = PLACE.matcher(said);
        String where = place.find() ? (ends ? " in line " : "line ") + place.group(1) + ", column " + place.group(2) : "";
        if (ends) return "it ends too early" + where;
        return where.isEmpty() ? "its beginning is something else" : "the fault is before " + where;
    }
}
