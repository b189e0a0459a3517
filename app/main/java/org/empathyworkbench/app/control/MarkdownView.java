package org.empathyworkbench.app.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

/** Shows a parsed Markdown document: headings, paragraphs, lists, quotations, code and tables. HTML is shown as it is written. */
public final class MarkdownView extends VBox {
    private final Map<String, Region> headings = new HashMap<>();
    private final Consumer<String> onLink;

    /** @param onLink receives the target of a link that was clicked, as written */
    public MarkdownView(Node document, Consumer<String> onLink) {
        this.onLink = onLink;
        getStyleClass().add("help-page");
        setSpacing(10);
        fill(this, document);
    }

    /** Bounds of a heading within this view; empty for an unknown anchor. */
    public Optional<Bounds> heading(String anchor) { return Optional.ofNullable(headings.get(anchor)).map(Region::getBoundsInParent); }

    private void fill(VBox box, Node parent) {
        Blocks blocks = new Blocks(box);
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) child.accept(blocks);
    }

    private TextFlow flow(Node parent, String style) {
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add(style);
        flow.setMinHeight(USE_PREF_SIZE);
        parent.accept(new MarkdownInlines(flow, onLink));
        return flow;
    }

    /** Adds one region a block to a box. */
    private final class Blocks extends AbstractVisitor {
        private final VBox box;

        Blocks(VBox box) { this.box = box; }

        @Override
        public void visit(Heading heading) {
            TextFlow flow = flow(heading, "markdown-heading-" + Math.min(3, heading.getLevel()));
            headings.putIfAbsent(Markdown.anchor(heading), flow);
            headings.putIfAbsent(Markdown.sectionAnchor(heading), flow);
            box.getChildren().add(flow);
        }

        @Override
        public void visit(Paragraph paragraph) { box.getChildren().add(flow(paragraph, "markdown-paragraph")); }

        @Override
        public void visit(BulletList list) { items(list, 0); }

        @Override
        public void visit(OrderedList list) {
            Integer first = list.getMarkerStartNumber();
            items(list, first == null ? 1 : first);
        }

        /** @param number of the first item; 0 for bullets */
        private void items(Node list, int number) {
            VBox items = new VBox(4);
            int next = number;
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                if (!(item instanceof ListItem)) continue;
                Label mark = new Label(number == 0 ? "\u2022" : next++ + ".");
                mark.setMinWidth(number == 0 ? 12 : 24);
                VBox content = new VBox(4);
                fill(content, item);
                HBox.setHgrow(content, Priority.ALWAYS);
                items.getChildren().add(new HBox(4, mark, content));
            }
            items.setPadding(new Insets(0, 0, 0, 8));
            box.getChildren().add(items);
        }

        @Override
        public void visit(BlockQuote quote) {
            VBox content = new VBox(8);
            content.getStyleClass().add("markdown-quote");
            fill(content, quote);
            box.getChildren().add(content);
        }

        @Override
        public void visit(FencedCodeBlock code) { code(code.getLiteral()); }

        @Override
        public void visit(IndentedCodeBlock code) { code(code.getLiteral()); }

        @Override
        public void visit(HtmlBlock html) { code(html.getLiteral()); }

        @Override
        public void visit(ThematicBreak line) { box.getChildren().add(new Separator()); }

        private void code(String text) {
            Label label = new Label(text.stripTrailing());
            label.getStyleClass().add("markdown-code-block");
            label.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
            ScrollPane scroll = new ScrollPane(label);
            scroll.getStyleClass().addAll("page-scroll", "markdown-code-scroll");
            scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
            scroll.setFitToHeight(true);
            scroll.setMinHeight(USE_PREF_SIZE);
            box.getChildren().add(scroll);
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock table) box.getChildren().add(table(table));
            else visitChildren(block);
        }

        private GridPane table(TableBlock table) {
            GridPane grid = new GridPane();
            grid.getStyleClass().add("markdown-table");
            double[] longest = new double[64];
            int row = 0;
            int columns = 0;
            for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
                for (Node line = part.getFirstChild(); line != null; line = line.getNext()) {
                    if (!(line instanceof TableRow)) continue;
                    int column = 0;
                    for (Node cell = line.getFirstChild(); cell != null && column < longest.length; cell = cell.getNext(), column++) {
                        TextFlow flow = flow(cell, "markdown-cell");
                        if (part instanceof TableHead) flow.getStyleClass().add("markdown-head-cell");
                        if (cell instanceof TableCell given && given.getAlignment() == TableCell.Alignment.RIGHT)
                            GridPane.setHalignment(flow, HPos.RIGHT);
                        GridPane.setValignment(flow, VPos.TOP);
                        grid.add(flow, column, row);
                        longest[column] = Math.max(longest[column], Math.min(60, Markdown.plain(cell).length()));
                    }
                    columns = Math.max(columns, column);
                    row++;
                }
            }
            double total = 0;
            for (int i = 0; i < columns; i++) total += weight(longest[i]);
            for (int i = 0; i < columns; i++) {
                ColumnConstraints width = new ColumnConstraints();
                width.setPercentWidth(100 * weight(longest[i]) / total);
                grid.getColumnConstraints().add(width);
            }
            return grid;
        }

        /** A column of short words needs more than its share of a table's letters. */
        private double weight(double letters) { return 6 + letters; }
    }
}
