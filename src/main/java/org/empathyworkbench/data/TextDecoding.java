package org.empathyworkbench.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes bytes to characters. A byte order mark is certain, and so is valid UTF-8; any other encoding is chosen by the user with a preview
 * ({@link UnknownEncoding}). Nothing is ever replaced: a replacement character in the text was in the file.
 */
final class TextDecoding {
    private static final String NOTE = "Read by an encoding other than UTF-8";
    private static final int MOST_PREVIEWS = 5;

    private TextDecoding() { }

    static String decode(Path file, byte[] bytes, TextEncoding chosen, ReadingNotes notes) {
        Optional<Mark> mark = Mark.of(bytes);
        if (mark.isPresent()) return byMark(file, bytes, mark.get(), chosen, notes);
        if (chosen.charset().isPresent()) return byChoice(file, bytes, chosen, notes);
        if (looksLikeUtf16(bytes))
            throw unknown(file, bytes, "The text looks like UTF-16 without a byte order mark", SourceLocation.of(file), 0,
                    List.of(TextEncoding.of(StandardCharsets.UTF_16LE), TextEncoding.of(StandardCharsets.UTF_16BE)));
        Attempt utf8 = Attempt.of(bytes, 0, StandardCharsets.UTF_8);
        if (utf8.whole()) return utf8.text();
        throw unknown(file, bytes, "The text is not UTF-8", utf8.place(file), utf8.wrongByte(), TextEncoding.offered().stream()
                .filter(offered -> !offered.key().startsWith("utf")).toList());
    }

    private static String byMark(Path file, byte[] bytes, Mark mark, TextEncoding chosen, ReadingNotes notes) {
        if (chosen.charset().isPresent() && !chosen.charset().get().name().toUpperCase(Locale.ROOT).startsWith(mark.family())) {
            throw SourceLocation.of(file).fault("The file begins with the byte order mark of " + mark.charset().name()
                    + ", but " + chosen.key() + " was chosen", "Let the encoding be recognised.");
        }
        Attempt attempt = Attempt.of(bytes, mark.bytes().length, mark.charset());
        if (!attempt.whole()) {
            throw attempt.place(file).fault("The text is not " + mark.charset().name() + ", of which the file has the byte order mark",
                    "Save the file as UTF-8, or get a fresh copy of it.");
        }
        notes.add("A byte order mark says that the text is " + mark.charset().name() + ", and it was read so",
                "file", SourceLocation.of(file));
        return attempt.text();
    }

    private static String byChoice(Path file, byte[] bytes, TextEncoding chosen, ReadingNotes notes) {
        Charset charset = chosen.charset().orElseThrow();
        Attempt attempt = Attempt.of(bytes, 0, charset);
        if (!attempt.whole()) {
            throw attempt.place(file).fault("The text is not " + charset.name() + ", which was chosen",
                    "Choose another encoding, or save the file as UTF-8.");
        }
        if (charset.equals(StandardCharsets.UTF_8)) return attempt.text();
        int special = firstSpecial(attempt.text());
        if (special < 0) return attempt.text();                     // the same characters in every encoding that is offered
        if (chosen.oneByteACharacter()) {
            Attempt utf8 = Attempt.of(bytes, 0, StandardCharsets.UTF_8);
            if (utf8.whole()) {
                throw TextPlace.of(file, attempt.text(), special)
                        .fault("The text is valid UTF-8, and " + charset.name() + " would garble it: \""
                                + SourceLocation.shown(TextPlace.around(utf8.text(), firstSpecial(utf8.text()))) + "\" would become \""
                                + SourceLocation.shown(TextPlace.around(attempt.text(), special)) + "\"",
                                "Let the encoding be recognised, or choose UTF-8.");
            }
        }
        notes.add(NOTE + ", " + charset.name() + " as chosen", "file", 1, TextPlace.of(file, attempt.text(), special),
                TextPlace.around(attempt.text(), special));
        return attempt.text();
    }

    private static int firstSpecial(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) return i;
        }
        return -1;
    }

    /** Half of the bytes at the even or at the odd positions are NUL: Latin letters in two bytes each. */
    private static boolean looksLikeUtf16(byte[] bytes) {
        int length = Math.min(bytes.length, 4_000) & ~1;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < length; i += 2) {
            if (bytes[i] == 0) even++;
            if (bytes[i + 1] == 0) odd++;
        }
        return length >= 4 && Math.max(even, odd) > length / 4 && Math.min(even, odd) < length / 16 + 1;
    }

    private static UnknownEncoding unknown(Path file, byte[] bytes, String what,
            SourceLocation place, int wrongByte, List<TextEncoding> candidates) {
        List<UnknownEncoding.Preview> previews = new ArrayList<>();
        for (TextEncoding candidate : candidates) {
            if (candidate.charset().isEmpty() || previews.size() == MOST_PREVIEWS) continue;
            Attempt attempt = Attempt.of(bytes, 0, candidate.charset().get());
            if (attempt.whole() && attempt.text().indexOf('\0') < 0) {
                previews.add(new UnknownEncoding.Preview(candidate, preview(bytes, wrongByte, candidate.charset().get(), attempt.text())));
            }
        }
        String sentence = what + " (" + place + "). Nothing was stored. ";
        if (previews.isEmpty()) return new UnknownEncoding(sentence + "Save the file as UTF-8, or get a fresh copy of it.", previews);
        UnknownEncoding.Preview first = previews.get(0);
        String others = String.join(", ", previews.stream().skip(1).map(preview -> preview.encoding().key()).toList());
        return new UnknownEncoding(sentence + "In " + first.encoding().key() + " it would read \"" + first.text()
                + "\": if that is right, choose this encoding" + (others.isEmpty() ? "" : " (" + others + " would be possible too)")
                + ", else save the file as UTF-8 or get a fresh copy of it.", previews);
    }

    /** The text around the first byte that is not UTF-8, as an encoding reads it. */
    private static String preview(byte[] bytes, int wrongByte, Charset charset, String text) {
        int at = Math.min(Attempt.of(Arrays.copyOf(bytes, wrongByte), 0, charset).text().length(), text.length());
        return SourceLocation.shown(TextPlace.around(text, at));
    }

    /** A byte order mark; @param family how the names of the encodings begin that it does not contradict */
    private record Mark(Charset charset, int[] bytes, String family) {
        private static final List<Mark> ALL = List.of(new Mark(StandardCharsets.UTF_8, new int[] {0xEF, 0xBB, 0xBF}, "UTF-8"),
                new Mark(Charset.forName("UTF-32LE"), new int[] {0xFF, 0xFE, 0, 0}, "UTF-32"),
                new Mark(Charset.forName("UTF-32BE"), new int[] {0, 0, 0xFE, 0xFF}, "UTF-32"),
                new Mark(StandardCharsets.UTF_16LE, new int[] {0xFF, 0xFE}, "UTF-16"),
                new Mark(StandardCharsets.UTF_16BE, new int[] {0xFE, 0xFF}, "UTF-16"));

        static Optional<Mark> of(byte[] bytes) {
            return ALL.stream().filter(mark -> ForeignContent.begins(bytes, mark.bytes())).findFirst();
        }
    }

    /** @param text what could be decoded; @param wrongByte position of the first byte that could not, or the length */
    private record Attempt(String text, boolean whole, int wrongByte) {
        static Attempt of(byte[] bytes, int from, Charset charset) {
            CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
            CharBuffer out = CharBuffer.allocate((int) Math.ceil((bytes.length - from) * (double) decoder.maxCharsPerByte()) + 2);
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) result = decoder.flush(out);
            out.flip();
            return new Attempt(out.toString(), !result.isError() && !result.isOverflow(), in.position());
        }

        SourceLocation place(Path file) { return TextPlace.of(file, text, text.length()); }
    }
}
