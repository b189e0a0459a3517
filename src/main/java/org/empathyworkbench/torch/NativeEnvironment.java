package org.empathyworkbench.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables that the native libraries want, from the one file that the launchers read too; its comments say why. */
public final class NativeEnvironment {
    static final String FILE = "/native.env";

    private NativeEnvironment() { }

    /** Name to value, in the file's order. */
    public static Map<String, String> wanted() {
        try (InputStream in = NativeEnvironment.class.getResourceAsStream(FILE)) {
            if (in == null) throw new IllegalStateException("The program was built without " + FILE + ".");
            Map<String, String> wanted = new LinkedHashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
                int at = line.indexOf('=');
                if (!line.startsWith("#") && at > 0) wanted.put(line.substring(0, at), line.substring(at + 1));
            }
            return wanted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
