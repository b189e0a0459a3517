package org.empathyworkbench.workspace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * The user's annotations of a run, for finding it again. They do not affect the run.
 *
 * @param tags unique words, in the order in which they were added; none contains a comma
 * @param note free text, empty for none
 */
public record RunAnnotations(boolean starred, List<String> tags, String note) {
    public static final RunAnnotations NONE = new RunAnnotations(false, List.of(), "");
    private static final int LONGEST = 40;

    public RunAnnotations {
        LinkedHashSet<String> kept = new LinkedHashSet<>();
        for (String tag : tags) {
            String word = tag.strip();
            if (word.isEmpty()) continue;
            if (word.contains(",") || word.length() > LONGEST) {
                throw new UserInputException("\"" + word + "\" cannot be a tag. Nothing was changed. A tag has "
                        + LONGEST + " letters at most and no comma.");
            }
            kept.add(word);
        }
        tags = List.copyOf(kept);
        note = note.strip();
    }

    public RunAnnotations withStar(boolean on) { return new RunAnnotations(on, tags, note); }

    public RunAnnotations withTags(List<String> all) { return new RunAnnotations(starred, all, note); }

    public RunAnnotations withTag(String tag) {
        List<String> all = new ArrayList<>(tags);
        all.add(tag);
        return withTags(all);
    }

    public RunAnnotations withoutTag(String tag) { return withTags(tags.stream().filter(one -> !one.equals(tag.strip())).toList()); }

    public RunAnnotations withNote(String text) { return new RunAnnotations(starred, tags, text); }
}
