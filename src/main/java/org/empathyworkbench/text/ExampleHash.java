package org.empathyworkbench.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.empathyworkbench.io.Sha256;

/** The hash by which levels and profiles of a context and its response are found again. */
public final class ExampleHash {
    private ExampleHash() { }

    /** SHA-256 of the context's turns and the response, each with its length, in hexadecimal: ["a", "b"] and ["ab"] differ. */
    public static String of(List<String> context, String response) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(4).putInt(context.size()).flip());
        for (String turn : context) add(digest, turn);
        add(digest, response);
        return Sha256.hex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
