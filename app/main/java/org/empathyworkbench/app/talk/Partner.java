package org.empathyworkbench.app.talk;

import java.util.Map;
import org.empathyworkbench.conversation.Participant;

/** A conversation partner: a generator of the workspace, or an outside model. */
public record Partner(Participant.Kind kind, String name) {
    public String title() { return kind == Participant.Kind.GENERATOR ? name : name + "  (outside)"; }

    static Partner of(Participant participant) { return new Partner(participant.kind(), participant.name()); }

    Participant join() { return new Participant(kind, name, Map.of(), 1); }
}
