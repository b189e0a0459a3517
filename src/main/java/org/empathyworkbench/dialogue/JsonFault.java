package org.empathyworkbench.dialogue;

import com.google.gson.JsonParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a text stops being JSON, in words that fit behind "it is not valid JSON: ". The parser's own messages carry class names, advice to programmers and links. */
public final class JsonFault {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

    private JsonFault() { }

    /** JSON that is refused for a reason of this program's own; its message fits behind "it is not valid JSON: ". */
    public static final class Stated extends JsonParseException {
        private static final long serialVersionUID = 1;

        public Stated(String reason) { super(reason); }
    }

    public static String words(Throwable failure) {
        if (failure instanceof Stated) return failure.getMessage();
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
