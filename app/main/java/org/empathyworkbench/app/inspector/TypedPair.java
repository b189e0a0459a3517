package org.empathyworkbench.app.inspector;

import java.util.List;

/** Context and response as they stand, the response without blanks around it. */
public record TypedPair(List<String> context, String response) {
    public static final TypedPair NOTHING = new TypedPair(List.of(), "");

    public TypedPair { context = List.copyOf(context); }
}
