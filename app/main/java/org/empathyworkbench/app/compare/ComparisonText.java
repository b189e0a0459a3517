package org.empathyworkbench.app.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;

/** A comparison as Markdown, for a note or a paper's appendix. */
final class ComparisonText {
    private ComparisonText() { }

    /** @param how the identifiers, the seed and the sampling, in a line */
    static String markdown(List<String> context, List<Column> columns, Map<Mechanism, Level> targets, String how) {
        StringBuilder text = new StringBuilder("**Context**\n\n");
        for (int i = 0; i < context.size(); i++) text.append("- ").append(i % 2 == 0 ? "Speaker" : "Listener").append(": ").append(context.get(i)).append('\n');
        text.append("\n| System | Response | ER | IP | EX | Reward |\n|---|---|---|---|---|---|\n");
        for (Column column : columns) {
            text.append("| ").append(cell(column.title())).append(" | ").append(cell(column.note().isEmpty() ? String.valueOf(column.text()) : column.note())).append(" |");
            for (Mechanism mechanism : Mechanism.values()) {
                if (column.profile() == null) {
                    text.append("  |");
                    continue;
                }
                Level level = column.profile().level(mechanism);
                boolean agrees = !column.isReference() && level == targets.get(mechanism);
                text.append(' ').append(level.word()).append(agrees ? " (as the reference)" : "").append(" |");
            }
            text.append(column.reward() == null ? "  |" : String.format(Locale.ROOT, " %.3f |", column.reward())).append('\n');
        }
        return text.append('\n').append(how).append('\n').toString();
    }

    private static String cell(String text) { return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "); }
}
