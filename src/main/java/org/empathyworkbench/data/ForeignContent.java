package org.empathyworkbench.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Recognises files that are often given instead of a text table by their first bytes, for a more specific message. */
final class ForeignContent {
    /** @param what a sentence without its full stop; @param advice a whole sentence */
    record Finding(String what, String advice) { }

    private ForeignContent() { }

    /** @return what the file is and what to do, empty when nothing speaks against a text */
    static Optional<Finding> of(byte[] bytes) {
        if (begins(bytes, 'P', 'K', 3, 4)) {
            return said("The file is a zip archive or a spreadsheet (xlsx, ods), not a text",
                    "Save the sheet as CSV in UTF-8, or unpack the archive.");
        }
        if (begins(bytes, 0xD0, 0xCF, 0x11, 0xE0))
            return said("The file is an old spreadsheet (xls), not a text", "Save the sheet as CSV in UTF-8.");
        if (begins(bytes, 0x1F, 0x8B)) return said("The file is compressed (gzip)", "Unpack it first.");
        if (begins(bytes, 'P', 'A', 'R', '1')) return said("The file is a Parquet table, not a text", "Write it as CSV in UTF-8.");
        if (begins(bytes, '%', 'P', 'D', 'F')) return said("The file is a PDF document, not a table", "Choose the corpus's own text file.");
        if (begins(bytes, 0x93, 'N', 'U', 'M', 'P', 'Y'))
            return said("The file is a NumPy array, not a text", "Write it as text in UTF-8.");
        String head = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1).stripLeading()
                .toLowerCase(Locale.ROOT);
        if (head.startsWith("version https://git-lfs")) {
            return said("The file is a Git LFS pointer: its content was not fetched",
                    "Fetch it with \"git lfs pull\", or download the file itself.");
        }
        if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
            return said("The file is a web page, not the data", "Download the file itself (its raw form).");
        }
        return Optional.empty();
    }

    private static Optional<Finding> said(String what, String advice) { return Optional.of(new Finding(what, advice)); }

    /** Whether the first bytes are these, given as numbers from 0 to 255. */
    static boolean begins(byte[] bytes, int... head) {
        if (bytes.length < head.length) return false;
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xFF) != head[i]) return false;
        }
        return true;
    }
}
