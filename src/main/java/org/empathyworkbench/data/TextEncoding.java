package org.empathyworkbench.data;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Encoding of a text file: detected ({@link #AUTO}) or chosen by the user. Only certain cases are detected, a byte order mark or valid
 * UTF-8; nothing is guessed.
 *
 * @param charset empty for {@link #AUTO}
 */
public record TextEncoding(Optional<Charset> charset) {
    public static final TextEncoding AUTO = new TextEncoding(Optional.empty());

    private static final List<TextEncoding> OFFERED = Stream.of("UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "windows-1250",
            "windows-1251", "ISO-8859-15", "x-MacRoman", "GB18030", "Big5", "Shift_JIS", "EUC-KR").filter(Charset::isSupported)
            .map(name -> new TextEncoding(Optional.of(Charset.forName(name)))).toList();

    static TextEncoding of(Charset charset) { return new TextEncoding(Optional.of(charset)); }

    /** What a list in a window offers, {@link #AUTO} first; {@link #named} takes others too. */
    public static List<TextEncoding> offered() { return Stream.concat(Stream.of(AUTO), OFFERED.stream()).toList(); }

    /** @throws UserInputException when Java has no encoding of that name */
    public static TextEncoding named(String name) {
        if (name.isBlank() || name.strip().equalsIgnoreCase("auto")) return AUTO;
        try {
            return of(Charset.forName(name.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new UserInputException("\"" + SourceLocation.shown(name) + "\" is not a known text encoding. Nothing was stored. "
                    + "Choose auto or one of: " + String.join(", ", OFFERED.stream().map(TextEncoding::key).toList()) + ".");
        }
    }

    /** The name on a command line: {@code auto}, {@code windows-1252}. */
    public String key() { return charset.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("auto"); }

    /** Display name. */
    public String title() { return charset.map(Charset::displayName)
            .map(name -> name.equals("windows-1252") ? "Windows-1252 (Western Europe)" : name)
            .orElse("Recognised (UTF-8, or by byte order mark)"); }

    /** Whether every byte is one character, so that decoding cannot fail and only the user can judge the result. */
    boolean oneByteACharacter() {
        return charset.filter(known ->
                !known.equals(StandardCharsets.UTF_8) && known.canEncode() && known.newEncoder().maxBytesPerChar() == 1).isPresent();
    }
}
