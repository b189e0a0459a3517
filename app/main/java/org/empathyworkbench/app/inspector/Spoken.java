package org.empathyworkbench.app.inspector;

import java.util.List;

/** Context and response as they stand, the response without blanks around it. */
public record Spoken(List<String> context, String response) {
    public static final Spoken NOTHING = new Spoken(List.of(), "");

    public Spoken { context = List.copyOf(context); }
}
