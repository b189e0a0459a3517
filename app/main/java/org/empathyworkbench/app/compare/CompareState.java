package org.empathyworkbench.app.compare;

import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.ContextSource.Kind;
import org.empathyworkbench.comparison.SamplingPlan;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.generation.SamplingSettings;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.setting.Settings;

/**
 * Page state, stored as JSON in the workspace. Items that no longer exist are skipped when restored.
 *
 * @param kind    of the context source
 * @param part    split of a dataset; empty for all
 * @param columns in order, with the reference
 * @param letters of blinded columns by key; empty when not blinded
 * @param many    whether the table was shown
 * @param figures whether the metrics were shown
 */
record CompareState(String kind, String name, String part, String identifiers,
        List<Left> columns, Map<String, String> letters, boolean many, boolean figures) {
    /** State of a column. */
    record Left(String key, boolean hidden, long seed, int samples, Map<String, String> sampling) {
        SamplingPlan drawing() {
            try {
                return new SamplingPlan(seed, samples, Settings.with(SamplingSettings.paper(), sampling == null ? Map.of() : sampling));
            } catch (UserInputException | IllegalArgumentException notAnyMore) {
                return SamplingPlan.FIRST;
            }
        }
    }

    static final String PAGE = "compare";

    static CompareState of(ContextSource source, String identifiers, ColumnList columns, boolean many, boolean figures) {
        return new CompareState(source.kind().name(), source.name(),
                source.split() == null ? "" : source.split().key(), identifiers, columns.all().stream()
                .map(c -> new Left(c.key(), c.hidden(), c.drawing().seed(), c.drawing().samples(), words(c.drawing().sampling()))).toList(),
                columns.letters(), many, figures);
    }

    private static Map<String, String> words(SamplingSettings sampling) {
        return Settings.toMap(sampling).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }

    String json() { return Json.COMPACT.toJson(this); }

    /** Empty for a text of another version. */
    static Optional<CompareState> parse(String json) {
        try {
            CompareState state = Json.COMPACT.fromJson(json, CompareState.class);
            return state == null || state.columns == null || state.kind == null || state.letters == null
                    ? Optional.empty() : Optional.of(state);
        } catch (JsonParseException otherwise) {
            return Optional.empty();
        }
    }

    ContextSource source() {
        Kind known = List.of(Kind.values()).stream().filter(one -> one.name().equals(kind)).findFirst().orElse(Kind.TYPED);
        return new ContextSource(known, name == null ? "" : name,
                List.of(Split.values()).stream().filter(one -> one.key().equals(part)).findFirst().orElse(null));
    }

    /** Restores the columns that are still available. */
    void restore(ColumnList columns, List<ColumnSource> offered) {
        List<CompareColumn> order = new ArrayList<>();
        for (Left one : this.columns) {
            CompareColumn column = one.key().equals(Comparison.REFERENCE) ? columns.reference()
                    : offered.stream().filter(source -> source.key().equals(one.key())).findFirst()
                    .map(source -> CompareColumn.of(source, one.drawing())).orElse(null);
            if (column == null) continue;
            column.hiddenProperty().set(one.hidden());
            order.add(column);
        }
        if (order.stream().noneMatch(CompareColumn::isReference)) order.add(0, columns.reference());
        columns.replace(order);
        columns.restoreBlind(letters);
    }
}
