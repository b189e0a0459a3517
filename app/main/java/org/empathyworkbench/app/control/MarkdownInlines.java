package org.empathyworkbench.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Hyperlink;
import javafx.scene.text.TextFlow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Writes the text within one Markdown block into a text flow. "METHOD section 6" becomes a link to that section of METHOD. */
final class MarkdownInlines extends AbstractVisitor {
    private static final Pattern CITATION = Pattern.compile("METHOD,? sections? (\\d{1,3})");
    private final TextFlow flow;
    private final Consumer<String> onLink;
    private final List<String> styles = new ArrayList<>();

    MarkdownInlines(TextFlow flow, Consumer<String> onLink) {
        this.flow = flow;
        this.onLink = onLink;
    }

    @Override
    public void visit(Text text) {
        String words = text.getLiteral();
        Matcher citation = CITATION.matcher(words);
        int from = 0;
        while (citation.find()) {
            add(words.substring(from, citation.start()));
            link(citation.group(), "METHOD.md#section-" + citation.group(1));
            from = citation.end();
        }
        add(words.substring(from));
    }

    @Override
    public void visit(Code code) { styled("markdown-code", () -> add(code.getLiteral())); }

    @Override
    public void visit(Emphasis emphasis) { styled("markdown-emphasis", () -> visitChildren(emphasis)); }

    @Override
    public void visit(StrongEmphasis strong) { styled("markdown-strong", () -> visitChildren(strong)); }

    @Override
    public void visit(SoftLineBreak lineBreak) { add(" "); }

    @Override
    public void visit(HardLineBreak lineBreak) { add("\n"); }

    @Override
    public void visit(HtmlInline html) { add(html.getLiteral()); }

    @Override
    public void visit(Link link) {
        link(Markdown.plain(link.getFirstChild() == null ? link : link.getFirstChild()), link.getDestination());
    }

    /** Pictures are not in the program: what they show is said. */
    @Override
    public void visit(Image image) { styled("markdown-emphasis", () -> visitChildren(image)); }

    private void styled(String style, Runnable content) {
        styles.add(style);
        content.run();
        styles.remove(styles.size() - 1);
    }

    private void link(String words, String target) {
        Hyperlink link = new Hyperlink(words);
        link.getStyleClass().add("markdown-link");
        link.setTooltip(Texts.tooltip(target));
        link.setOnAction(e -> {
            link.setVisited(false);
            onLink.accept(target);
        });
        flow.getChildren().add(link);
    }

    private void add(String words) {
        if (!words.isEmpty()) flow.getChildren().add(new StyledText(words, styles));
    }
}
