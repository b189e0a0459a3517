package org.empathyworkbench.app.inspector;

import java.util.List;

/** Context and response as typed, the response trimmed. */
public record TypedPair(List<String> context, String response) {
    public static final TypedPair NOTHING = new TypedPair(List.of(), "");

    public TypedPair { context = List.copyOf(context); }
}
