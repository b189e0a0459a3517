package org.empathyworkbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.empathyworkbench.comparison.ComparedCase.CaseResponse;
import org.empathyworkbench.comparison.ComparisonExport.Content;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.markup.CsvText;
import org.junit.jupiter.api.Test;

class ComparisonExportTest {
    private static final ComparedContext CONTEXT = new ComparedContext("hit:1#3", "sad",
            List.of("My \"cat\" | is <ill>, 100 %.", "Oh no\nreally?", "Yes & it hurts_me"), "I'm sorry, friend");
    private final ComparedCase one = new ComparedCase(CONTEXT, "judges", SomeComparison.levels(2, 0, 1), List.of(
            new CaseResponse("own", 0, new Answer("so sorry | for \\you", -8, 4, SomeComparison.levels(2, 0, 0)),
                    Map.of("seed", "7", "model", "own")),
            new CaseResponse("own", 1, Answer.of("why ?"), Map.of()), new CaseResponse("MoEL", 0, Answer.of("oh \"no\" , $5"), Map.of())));

    @Test void csvHasOneLineAResponseThatReadsBackWhateverItsWordsAre() {
        List<List<String>> rows = parse(text(Format.CSV));
        assertThat(rows).hasSize(5).allMatch(row -> row.size() == rows.get(0).size());
        Map<String, String> own = row(rows, 2);
        assertThat(own).containsEntry("context_id", "hit:1#3").containsEntry("response", "so sorry | for \\you")
                .containsEntry("system", "own").containsEntry("sample", "1")
                .containsEntry("er_level", "strong").containsEntry("ex_reference", "weak")
                .containsEntry("ex_level", "none").containsEntry("er_p_strong", "0.8").containsEntry("tokens", "4")
                .containsEntry("origin", "model=own; seed=7").containsEntry("words", "5");
        assertThat(Double.parseDouble(own.get("reward"))).isCloseTo(0.8 * 0.8 * 0.1, Assertions.within(1e-12));
        assertThat(row(rows, 1)).containsEntry("system", "Reference").containsEntry("response", "I'm sorry, friend")
                .containsEntry("context", "My \"cat\" | is <ill>, 100 %. | Oh no\nreally? | Yes & it hurts_me");
        assertThat(row(rows, 4)).containsEntry("reward", "").containsEntry("er_level", "").containsEntry("response", "oh \"no\" , $5");
    }

    @Test void markdownKeepsItsTables() {
        List<String> lines = text(Format.MARKDOWN).lines().toList();
        List<String> table = lines.stream().filter(line -> line.startsWith("|")).toList();
        assertThat(table).allSatisfy(line ->
                assertThat(line.replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|').count()).isIn(7L, 9L));
        assertThat(lines).contains("- Listener: Oh no really?", "## sad \\(hit:1\\#3\\)");
        assertThat(String.join("\n", lines)).contains("so sorry \\| for \\\\you", "strong (as the reference)", "| none |");
    }

    @Test void markdownOfAStrangersTextIsTextAlone() {
        ComparedContext context = new ComparedContext("<b>#1", "# sad",
                List.of("<img src=x onerror=alert(1)>\n- item", "see [me](http://x.example)"), "");
        ComparedCase bad = new ComparedCase(context, "", null,
                List.of(new CaseResponse("`sys` | <i>", 0, Answer.of("*a* | <script>x</script> `b`\n| c |"), Map.of())));
        String markdown = ComparisonExport.text(Format.MARKDOWN,
                new Content("<u>", List.of("Note <b>"), Map.of(), Metrics.NONE, List.of(bad)));
        assertThat(markdown.replaceAll("\\\\.", "")).doesNotContain("<", "`", "[", "](", "*", "http://")
                .contains("## ").doesNotContain("## #");
        assertThat(markdown.lines().filter(line -> line.startsWith("| ") && line.contains("sys"))).singleElement().asString()
                .matches(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 7);
        assertThat(markdown.lines()).contains("- Speaker: \\<img src=x onerror=alert\\(1\\)\\> - item");
    }

    @Test void csvForSpreadsheetsHasNoFormulaUnlessTheRawFormIsChosen() {
        ComparedContext context = new ComparedContext("=1", "-sad", List.of("@SUM(A1:A9)"), "\t=2");
        ComparedCase bad = new ComparedCase(context, "", null,
                List.of(new CaseResponse("+sys", 0, new Answer("=HYPERLINK(\"http://example.org\",\"click\")", -1.5, 2, null), Map.of())));
        Content content = new Content("c", List.of(), Map.of(), Metrics.NONE, List.of(bad));
        Map<String, String> safe = row(parse(ComparisonExport.text(Format.CSV, content)), 2);
        assertThat(safe).containsEntry("context_id", "'=1").containsEntry("emotion", "'-sad")
                .containsEntry("context", "'@SUM(A1:A9)").containsEntry("reference", "'\t=2").containsEntry("system", "'+sys")
                .containsEntry("response", "'=HYPERLINK(\"http://example.org\",\"click\")").containsEntry("log_probability", "-1.5");
        assertThat(row(parse(ComparisonExport.text(Format.CSV, content, CsvText.Cells.RAW)), 2))
                .containsEntry("context_id", "=1").containsEntry("reference", "\t=2")
                .containsEntry("response", "=HYPERLINK(\"http://example.org\",\"click\")");
    }

    @Test void latexEscapesWhatItMust() {
        String latex = text(Format.LATEX);
        assertThat(latex).contains("\\textbar{} is \\textless{}ill\\textgreater{}, 100 \\%.",
                "Yes \\& it hurts\\_me", "\\textbackslash{}you", "\\$5", "\\underline{strong}");
        assertThat(latex.lines().filter(line -> !line.startsWith("%"))
                .filter(line -> line.contains(" & ") && line.endsWith("\\\\") && !line.contains("Dist"))
                .filter(line -> line.replace("\\&", "").chars().filter(c -> c == '&').count() == 2)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(latex.split("\\\\begin\\{", -1)).hasSameSizeAs(latex.split("\\\\end\\{", -1));
    }

    @Test void htmlIsWholeAndItsWordsAreNoTags() {
        String html = text(Format.HTML);
        assertThat(html).startsWith("<!doctype html>").endsWith("</body></html>\n")
                .contains("is &lt;ill&gt;", "&quot;no&quot;", "ER strong").doesNotContain("<ill>");
        for (String tag : List.of("table", "tr", "td", "th", "p", "span", "h2")) {
            assertThat(html.split("<" + tag + "[ >]", -1).length).as(tag).isEqualTo(html.split("</" + tag + ">", -1).length);
        }
    }

    @Test void theFormatIsKnownByTheEndingOfTheName() {
        assertThat(Format.ofEnding("TEX")).isEqualTo(Format.LATEX);
        assertThatThrownBy(() -> Format.ofEnding("doc")).isInstanceOf(UserInputException.class)
                .hasMessageContaining(".csv, .md, .tex or .html");
    }

    private String text(Format format) {
        Comparison drawn = SomeComparison.drawn(20, 2);
        Metrics figures = new Metrics.Counter().count(drawn, List.of("reference", "a"), RowFilter.ALL.rows(drawn, List.of("a")));
        return ComparisonExport.text(format,
                new Content("Comparison", List.of("Of a test."), Map.of("reference", "Reference", "a", "a & b"), figures, List.of(one)));
    }

    private static Map<String, String> row(List<List<String>> rows, int at) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < rows.get(0).size(); i++) named.put(rows.get(0).get(i), rows.get(at).get(i));
        return named;
    }

    /** A reader of RFC 4180 of its own. */
    private static List<List<String>> parse(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') field.append(csv.charAt(++i));
                else if (c == '"') quoted = false;
                else field.append(c);
            } else if (c == '"') quoted = true;
            else if (c == ',' || c == '\r') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\r') {
                    i++;
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else field.append(c);
        }
        return rows;
    }
}
