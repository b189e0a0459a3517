package org.empathyworkbench.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Decodes a response body to text: UTF-8, or as its headers specify. No compression is requested; gzip is decoded anyway, within the same
 * limit.
 */
final class BodyText {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([A-Za-z0-9._:-]{1,40})");

    /** A body that cannot be decoded reliably. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        /** @param why appended to "The answer" */
        Unreadable(String why) { super(why); }
    }

    private BodyText() { }

    /**
     * @param strict whether malformed bytes are an error, as in an answer; else they are replaced, as in an error message
     * @throws Unreadable if it has another compression, is too large when decompressed, or is malformed in its encoding
     */
    static String of(byte[] bytes, Map<String, List<String>> headers, int mostBytes, boolean strict) throws IOException {
        String compression = RateLimits.first(headers, "Content-Encoding").strip().toLowerCase(Locale.ROOT);
        byte[] plain = switch (compression) {
            case "", "identity" -> bytes;
            case "gzip", "x-gzip" -> gunzip(bytes, mostBytes);
            default -> throw new Unreadable("is compressed, which was not requested");
        };
        Charset charset = charset(RateLimits.first(headers, "Content-Type"));
        if (!strict) return new String(plain, charset);
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(plain)).toString();
        } catch (CharacterCodingException wrong) {
            throw new Unreadable("is not " + charset.name());
        }
    }

    private static byte[] gunzip(byte[] bytes, int mostBytes) throws IOException {
        byte[] plain;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            plain = in.readNBytes(mostBytes + 1);
        } catch (IOException damaged) {
            throw new Unreadable("is not gzip although its header says so");
        }
        if (plain.length > mostBytes) throw new Unreadable("is larger than " + (mostBytes >> 20) + " MiB");
        return plain;
    }

    private static Charset charset(String type) {
        Matcher named = CHARSET.matcher(type);
        if (!named.find()) return StandardCharsets.UTF_8;
        try {
            return Charset.forName(named.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
