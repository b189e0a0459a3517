package org.empathyworkbench.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts of strangers as Markdown, HTML and LaTeX. */
class MarkupTest {
    private static final String BAD = "<script>alert(1)</script> | `code` **bold** [l](http://x.example) ![i](y) \\ & $x$ {a} ~~s~~ "
            + "www.x.example <https://z>\n# head\n- item";

    @Test void markdownShowsTheTextAndNothingElse() {
        String line = Markdown.line(BAD);
        assertThat(line).doesNotContain("\n");
        assertThat(line.replaceAll("\\\\.", "")).doesNotContain("<", ">", "|", "`", "*", "[", "]", "(", "!", "&", "$", "~", "#",
                "http://", "https://", "www.");
        assertThat(Markdown.line("- item")).isEqualTo("\\- item");
        assertThat(Markdown.line("1. item")).isEqualTo("1\\. item");
        assertThat(Markdown.line("===")).isEqualTo("\\===");
        assertThat(Markdown.line("+ item")).isEqualTo("\\+ item");
        assertThat(Markdown.line("plain text, 100 %: fine. It's 5 - 3")).isEqualTo("plain text, 100 %: fine. It's 5 - 3");
    }

    @Test void htmlHasNoTagOfTheText() {
        assertThat(Html.text("<a b=\"c\" d='e'>&\u0000\u0085")).isEqualTo("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\uFFFD\uFFFD");
        assertThat(Html.text("a\n\u2019 \uD83D\uDE00")).isEqualTo("a\n\u2019 \uD83D\uDE00");
    }

    @Test void latexHasNoCommandOfTheText() {
        assertThat(LatexText.of("\\input{/etc/passwd} $x$ 5% a_b #1 ^^M \u00b1 \u6f22"))
                .isEqualTo("\\textbackslash{}input\\{/etc/passwd\\} \\$x\\$ 5\\% a\\_b \\#1 \\textasciicircum{}\\textasciicircum{}M $\\pm$ "
                + "\\othersign{6F22}{\u6f22}");
        assertThat(LatexText.comment("a\n\\input{x}\r\u2028b\u0085c")).isEqualTo("% a \\input{x} b c\n");
        assertThat(LatexText.MACRO).endsWith("\n").contains("\\othersign");
    }
}
