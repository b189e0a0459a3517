package org.empathyworkbench.identifier;

import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;

/**
 * Results of an edit search.
 *
 * @param effects    in search order: words, sentences, pairs of words
 * @param beyond     words not tried because of the limit on words
 * @param pairedFrom number of words, those of greatest effect, tried in pairs
 * @param whole      false if it was stopped early
 */
public record EditReport(String response, EmpathyProfile before, List<EditEffect> effects, int beyond, int pairedFrom, boolean whole) {
    public EditReport { effects = List.copyOf(effects); }

    /** Minimal edits that change a level: fewest words first, then greatest effect; none that contains another. */
    public List<EditEffect> smallest() {
        List<EditEffect> changing = effects.stream().filter(effect -> !effect.changed().isEmpty()).toList();
        return changing.stream().filter(effect -> changing.stream().noneMatch(effect::notNeededBesides))
                .sorted(Comparator.comparingInt((EditEffect effect) -> effect.edit().words())
                        .thenComparing(Comparator.comparingDouble(EditEffect::size).reversed())).toList();
    }

    /** Effects of removing one kind of unit. */
    public List<EditEffect> of(Edit.Kind kind) { return effects.stream().filter(effect -> effect.edit().kind() == kind).toList(); }
}
