package org.empathyworkbench.app.example;

import java.util.Arrays;
import java.util.List;

/** A context as typed: one turn per line, the last line the speaker's. */
public final class TurnText {
    private TurnText() { }

    /** The turns; empty lines are ignored. */
    public static List<String> turns(String text) {
        return text == null ? List.of() : Arrays.stream(text.split("\\R")).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The text of turns; a line break within a turn becomes a blank. */
    public static String text(List<String> turns) {
        return String.join("\n", turns.stream().map(turn -> turn.replaceAll("\\s*\\R\\s*", " ").strip()).toList());
    }
}
