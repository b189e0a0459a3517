package org.empathyworkbench.app.datasets;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.empathyworkbench.app.control.Card;
import org.empathyworkbench.app.control.CountBar;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.app.empathy.LevelChip;
import org.empathyworkbench.data.CorpusSample;
import org.empathyworkbench.data.CorpusSummary;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.workspace.DatasetCounts;

/** Counts by split, emotion, mechanism and level, of a stored dataset or one being imported. */
final class CountsPane extends ScrollPane {
    private record Row(String name, int dialogues, int utterances, int responses, int pairs) { }

    private CountsPane(VBox content) {
        super(content);
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
    }

    /** @param notices of the reader to the user */
    static CountsPane of(DatasetCounts counts, List<String> notices) {
        List<Row> rows = counts.splits().entrySet().stream().map(e -> new Row(e.getKey().key(), e.getValue().dialogues(),
                e.getValue().utterances(), e.getValue().responses(), e.getValue().pairs())).toList();
        VBox content = content(rows, List.copyOf(counts.emotions().keySet()), counts::emotion, counts::level);
        addNotices(content, notices);
        return new CountsPane(content);
    }

    private static void addNotices(VBox content, List<String> notices) { addNotices(content, content.getChildren().size(), notices); }

    private static void addNotices(VBox content, int position, List<String> notices) {
        if (notices.isEmpty()) return;
        VBox lines = new VBox(4);
        notices.forEach(notice -> lines.getChildren().add(Texts.body("•  " + notice)));
        content.getChildren().add(position, new Card("Notices", lines));
    }

    private static Card samples(List<CorpusSample> samples) {
        VBox column = new VBox(10);
        for (CorpusSample sample : samples) {
            VBox lines = new VBox(2, Texts.muted(sample.title()));
            sample.lines().forEach(line -> lines.getChildren().add(Texts.body(line)));
            column.getChildren().add(lines);
        }
        Card card = new Card("The first entries, as parsed", column);
        card.setId("import-samples");
        return card;
    }

    /** For a dataset being imported: repairs and the interpretation of texts and roles come first. */
    static CountsPane of(CorpusSummary summary, List<CorpusSample> samples) {
        List<Row> rows = summary.splits().entrySet().stream().map(e -> new Row(e.getKey().key(), e.getValue().dialogues(),
                e.getValue().utterances(), e.getValue().responses(), e.getValue().pairs())).toList();
        VBox content = content(rows, List.copyOf(summary.emotions().keySet()),
                emotion -> summary.emotions().get(emotion).values().stream().mapToInt(Integer::intValue).sum(), summary::level);
        addNotices(content, 1, summary.notices());
        if (!samples.isEmpty()) content.getChildren().add(Math.min(2, content.getChildren().size()), samples(samples));
        return new CountsPane(content);
    }

    private static VBox content(List<Row> rows, List<String> emotions,
            ToIntFunction<String> emotion, ToIntBiFunction<Mechanism, Level> level) {
        VBox column = new VBox(12, splits(rows));
        boolean labelled = Arrays.stream(Mechanism.values())
                .anyMatch(m -> Arrays.stream(Level.values()).anyMatch(l -> level.applyAsInt(m, l) > 0));
        if (labelled) column.getChildren().add(levels(level));
        if (!emotions.isEmpty()) column.getChildren().add(emotions(emotions, emotion));
        return column;
    }

    private static Node splits(List<Row> rows) {
        GridPane grid = new GridPane(24, 6);
        String[] heads = {"Split", "Conversations", "Utterances", "Responses", "Labelled pairs"};
        for (int i = 0; i < heads.length; i++) {
            Label head = Texts.muted(heads[i]);
            head.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(head, i, 0);
            ColumnConstraints column = new ColumnConstraints();
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            grid.getColumnConstraints().add(column);
        }
        int line = 1;
        for (Row row : rows) add(grid, line++, row, "");
        if (rows.size() > 1) {
            add(grid, line, new Row("all", rows.stream().mapToInt(Row::dialogues).sum(), rows.stream().mapToInt(Row::utterances).sum(),
                    rows.stream().mapToInt(Row::responses).sum(), rows.stream().mapToInt(Row::pairs).sum()), "row-title");
        }
        grid.setId("split-counts");
        return new Card("By split", grid);
    }

    private static void add(GridPane grid, int line, Row row, String style) {
        String[] words = {row.name(), number(row.dialogues()), number(row.utterances()), number(row.responses()), number(row.pairs())};
        for (int i = 0; i < words.length; i++) {
            Label label = new Label(words[i]);
            if (!style.isEmpty()) label.getStyleClass().add(style);
            grid.add(label, i, line);
        }
    }

    private static Node levels(ToIntBiFunction<Mechanism, Level> level) {
        HBox columns = new HBox(28);
        for (Mechanism mechanism : Mechanism.values()) {
            int total = 0;
            int largest = 0;
            for (Level each : Level.values()) {
                total += level.applyAsInt(mechanism, each);
                largest = Math.max(largest, level.applyAsInt(mechanism, each));
            }
            Label name = new Label(mechanism.title());
            name.getStyleClass().add("mechanism-name");
            name.setTooltip(Texts.tooltip(mechanism.meaning()));
            VBox column = new VBox(5, name);
            column.getStyleClass().add(LevelChip.styleClass(mechanism));
            for (Level each : Level.values()) {
                column.getChildren()
                        .add(new CountBar(each.word(), 46, level.applyAsInt(mechanism, each), largest, total, "level-" + each.word()));
            }
            column.setPrefWidth(100);
            HBox.setHgrow(column, Priority.ALWAYS);
            columns.getChildren().add(column);
        }
        columns.setId("level-counts");
        return new Card("By mechanism and level", columns);
    }

    private static Node emotions(List<String> emotions, ToIntFunction<String> count) {
        List<String> sorted = emotions.stream().sorted(Comparator.comparingInt(count).reversed()).toList();
        int largest = sorted.stream().mapToInt(count).max().orElse(0);
        int total = sorted.stream().mapToInt(count).sum();
        GridPane grid = new GridPane(32, 5);
        int half = (sorted.size() + 1) / 2;
        for (int i = 0; i < sorted.size(); i++) {
            CountBar bar = new CountBar(sorted.get(i), 92, count.applyAsInt(sorted.get(i)), largest, total, "");
            GridPane.setHgrow(bar, Priority.ALWAYS);
            grid.add(bar, i / half, i % half);
        }
        grid.setId("emotion-counts");
        return new Card("By emotion (conversations)", grid);
    }

    private static String number(int n) { return n == 0 ? "–" : String.format(Locale.ROOT, "%,d", n); }
}
