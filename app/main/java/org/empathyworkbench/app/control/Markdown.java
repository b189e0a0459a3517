package org.empathyworkbench.app.control;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/** Reads Markdown with tables. Safe for use by several threads. */
public final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final TextContentRenderer PLAIN = TextContentRenderer.builder().extensions(EXTENSIONS).build();
    private static final Pattern NUMBERED = Pattern.compile("(\\d+)\\. .*");

    private Markdown() { }

    public static Node parse(String text) { return PARSER.parse(text); }

    /** The text of a node without marks, for searching and titles. */
    public static String plain(Node node) { return PLAIN.render(node).strip(); }

    /** The name by which links find a heading: lower case, hyphens for spaces, as GitHub makes it. */
    public static String anchor(Heading heading) {
        return plain(heading).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    /** {@code section-6} for a heading that begins with "6. "; empty for one without a number. */
    public static String sectionAnchor(Heading heading) {
        Matcher numbered = NUMBERED.matcher(plain(heading));
        return numbered.matches() ? "section-" + numbered.group(1) : "";
    }
}
