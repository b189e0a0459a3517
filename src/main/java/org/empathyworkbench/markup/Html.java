package org.empathyworkbench.markup;

/** Any text as the text of an HTML element or the value of a quoted attribute. */
public final class Html {
    private Html() { }

    /** A control character that HTML does not have becomes U+FFFD. */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7F && c < 0xA0 || c >= 0xD800
                        && c <= 0xDFFF ? 0xFFFD : c);
            }
        });
        return out.toString();
    }
}
