package org.empathyworkbench.identifier;

import java.util.Comparator;
import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;

/**
 * What leaving something out does.
 *
 * @param effects    in the order of the search: words, sentences, two words at once
 * @param beyond     words that were not tried, because they stand behind the greatest number of words
 * @param pairedFrom how many words, those of greatest effect, were tried two by two
 * @param whole      false when it was stopped before the end
 */
public record EditReport(String response, EmpathyProfile before, List<EditEffect> effects, int beyond, int pairedFrom, boolean whole) {
    public EditReport { effects = List.copyOf(effects); }

    /** Edits that change a level, the fewest words first, then the greatest effect; none that holds more than another one needs. */
    public List<EditEffect> smallest() {
        List<EditEffect> changing = effects.stream().filter(effect -> !effect.changed().isEmpty()).toList();
        return changing.stream().filter(effect -> changing.stream().noneMatch(effect::notNeededBesides))
                .sorted(Comparator.comparingInt((EditEffect effect) -> effect.edit().words())
                        .thenComparing(Comparator.comparingDouble(EditEffect::size).reversed())).toList();
    }

    /** Effects of leaving out one kind of thing. */
    public List<EditEffect> of(Edit.Kind kind) { return effects.stream().filter(effect -> effect.edit().kind() == kind).toList(); }
}
