package org.empathyworkbench.casestudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class CaseFilesTest {
    @TempDir Path folder;
    private final CaseCollection collection = SampleCases.collection();
    private final CaseStudy study = SampleCases.whole();

    private String text(CaseFormat format) { return format.text(collection, List.of(study, study)); }

    @Test void jsonLinesGiveBackTheWholeCase() {
        Path file = folder.resolve("deep/cases.jsonl");
        CaseFiles.write(CaseFormat.JSONL, collection, List.of(study), file);
        CaseStudy read = CaseFiles.read(file, SampleCases.AT.plusSeconds(9)).get(0);
        assertThat(read).usingRecursiveComparison().ignoringFields("id", "responses.id", "responses.renews").isEqualTo(study);
        assertThat(read.responses().get(2).renews()).isEqualTo(read.responses().get(1).id());
    }

    @Test void aLineOfOthersNeedsContextAndResponsesAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("few.jsonl"), "{\"context\":[\"I am "
                + "ill.\"],\"reference\":\"Oh.\",\"responses\":[{\"system\":\"MoEL\",\"text\":\"i am sorry\"},{\"text\":\"x\"}]}\n\n");
        CaseStudy read = CaseFiles.read(file, SampleCases.AT).get(0);
        assertThat(read.responses()).extracting(CaseResponse::system).containsExactly("Reference", "MoEL", "response 3");
        assertThat(read.responses().get(1).from()).isEqualTo(Provenance.of(Provenance.Kind.PUBLISHED, "MoEL", SampleCases.AT));
        assertThat(read.reference().orElseThrow().text()).isEqualTo("Oh.");
    }

    @Test void aBrokenLineIsNamedAndNothingIsRead() throws IOException {
        String good = "{\"context\":[\"a\"],\"responses\":[]}\n";
        for (String bad : List.of("{\"context\":[]}", "nonsense", "{\"context\":[\"a\"],\"responses\":[{\"system\":\"s\"}]}",
                "{\"context\":[\"a\"],\"responses\":[{\"text\":\"s\",\"empathy\":9}]}",
                "{\"context\":[\"a\"],\"responses\":[{\"text\":\"s\",\"marks\":[{\"from\":0,\"to\":5,\"mechanism\":\"er\"}]}]}",
                "{\"context\":[\"a\"],\"responses\":[{\"text\":\"s\",\"kind\":\"ghost\"}]}")) {
            Path file = Files.writeString(folder.resolve("bad.jsonl"), good + bad + "\n");
            assertThatThrownBy(() -> CaseFiles.read(file, SampleCases.AT)).as(bad).isInstanceOf(UserInputException.class)
                    .hasMessageContaining("bad.jsonl, line 2").hasMessageContaining("Nothing was stored");
        }
        assertThatThrownBy(() -> CaseFiles.read(folder.resolve("none.jsonl"), SampleCases.AT))
                .isInstanceOf(UserInputException.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> CaseFiles.write(CaseFormat.HTML, collection, List.of(), folder.resolve("x")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no case");
    }

    /** A reader of its own: fields as RFC 4180 has them. */
    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (inside && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') field.append(csv.charAt(i++));
            else if (c == '"') inside = !inside;
            else if (!inside && (c == ',' || c == '\r')) {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\r') {
                    rows.add(row);
                    row = new ArrayList<>();
                    i++;
                }
            } else field.append(c);
        }
        return rows;
    }

    @Test void csvHasARowForEachResponseWithEveryField() {
        List<List<String>> rows = rows(text(CaseFormat.CSV));
        List<String> header = rows.get(0);
        assertThat(rows).hasSize(7).allMatch(row -> row.size() == header.size());
        List<String> second = rows.get(2);
        assertThat(second.get(header.indexOf("response"))).isEqualTo("That sounds hard. What happened?");
        assertThat(second.get(header.indexOf("context"))).isEqualTo(String.join("\n", study.context()));
        assertThat(second.get(header.indexOf("note"))).isEqualTo("Asks,\nbut does not \"feel\".");
        assertThat(second.get(header.indexOf("ex"))).isEqualTo("strong");
        assertThat(Double.parseDouble(second.get(header.indexOf("ex_strong")))).isEqualTo(0.95);
        assertThat(second.get(header.indexOf("weights_sha256"))).hasSize(64);
        assertThat(second.get(header.indexOf("seed"))).isEqualTo("42");
        assertThat(second.get(header.indexOf("empathy")) + second.get(header.indexOf("relevance")) + second.get(header.indexOf("fluency")))
                .isEqualTo("45");
        assertThat(second.get(header.indexOf("marks"))).isEqualTo("ex: What happened?");
    }

    /** The page is well-formed enough for an XML reader once its two unclosed tags are closed, and asks for nothing from anywhere. */
    @Test void htmlIsWholeAndNeedsNoOtherFile() throws ParserConfigurationException, IOException, SAXException {
        String html = text(CaseFormat.HTML);
        assertThat(html).doesNotContain("http://", "https://", "src=", "<script");
        String xml = html.replace("<!DOCTYPE html>\n", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(page.getElementsByTagName("article").getLength()).isEqualTo(2);
        assertThat(page.getElementsByTagName("section").item(0).getTextContent()).contains("100 % true & real_ly #1 {x} ~^ \\ $5 <b>?");
        assertThat(page.getElementsByTagName("mark").item(1).getTextContent()).isEqualTo("What happened?Exploration");
    }

    @Test void markdownKeepsItsTableWhateverAResponseHolds() {
        List<String> rows = text(CaseFormat.MARKDOWN).lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).hasSize(2 * 5).allMatch(row -> row.replace("\\|", "").chars().filter(c -> c == '|').count() == 7);
        assertThat(rows.get(3)).contains("ours \\| best").contains("**What happened?** \\[Exploration\\]")
                .contains("strong .95").contains("empathy 4, fluency 5");
    }

    /** What TeX itself would trip over: an open brace, a bare special sign, a row without its two cells. */
    @Test void latexHasEveryBraceClosedAndEverySpecialSignEscaped() {
        String tex = text(CaseFormat.LATEX);
        String body = tex.substring(tex.indexOf("\\begin{document}"));
        int depth = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            boolean escaped = i > 0 && body.charAt(i - 1) == '\\' && (i < 2 || body.charAt(i - 2) != '\\');
            if (c == '{' && !escaped) depth++;
            if (c == '}' && !escaped) depth--;
            assertThat(depth).isNotNegative();
        }
        assertThat(depth).isZero();
        List<String> lines = body.lines().filter(line -> !line.startsWith("%")).toList();
        assertThat(lines).noneMatch(line -> line.matches(".*(?<!\\\\)[#$%_^].*"));
        String table = body.substring(body.indexOf("\\toprule"), body.indexOf("\\bottomrule"));
        for (String row : table.replace("\\toprule", "").replace("\\midrule", "").split("\\\\\\\\\n")) {
            if (!row.isBlank()) assertThat(row.replace("\\&", "").chars().filter(c -> c == '&').count()).as(row).isEqualTo(1);
        }
        assertThat(tex).contains("Emotion & afraid", "Context & \\textit{Speaker:}",
                "Reference & Oh no! I'm \\textquotedbl{}so\\textquotedbl{} sorry ---", "100 \\% true \\& real\\_ly \\#1 \\{x\\}",
                "\\textasciitilde{}\\textasciicircum{} \\textbackslash{} \\$5 \\textless{}b\\textgreater{}?",
                "\\markspan{ex}{What happened?}", "\\othersign{1F600}{😀}", "\\othersign{4F60}{你}");
    }
}
