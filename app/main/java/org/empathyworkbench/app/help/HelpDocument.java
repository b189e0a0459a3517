package org.empathyworkbench.app.help;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.empathyworkbench.app.control.Markdown;

/**
 * One page of documentation.
 *
 * @param path     below the folder of pages, such as {@code decisions/0002-run-is-a-process.md}
 * @param title    its first heading
 * @param sections in order; the first is the text under the title
 */
public record HelpDocument(String path, String title, Node document, List<Section> sections) {
    /** @param anchor empty for the page's beginning; @param level of the heading, 1 for the title; @param text without marks */
    public record Section(String anchor, String title, int level, String text) { }

    /** @param markdown the page's text */
    public static HelpDocument of(String path, String markdown) {
        Node document = Markdown.parse(markdown);
        List<Section> sections = new ArrayList<>();
        String anchor = "";
        String title = path;
        int level = 1;
        StringBuilder text = new StringBuilder();
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (!(block instanceof Heading heading)) {
                text.append(Markdown.plain(block)).append('\n');
                continue;
            }
            if (!text.isEmpty() || !anchor.isEmpty()) sections.add(new Section(anchor, title, level, text.toString()));
            text.setLength(0);
            anchor = Markdown.anchor(heading);
            title = Markdown.plain(heading);
            level = heading.getLevel();
        }
        sections.add(new Section(anchor, title, level, text.toString()));
        return new HelpDocument(path, sections.get(0).title(), document, List.copyOf(sections));
    }

    /** The file's name without its ending: how pages cite each other. */
    public String name() { return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.md$", ""); }
}
