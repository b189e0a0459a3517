package org.empathyworkbench.app.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the program is made of beside its own code: the libraries of the runtime class path, written by the build from their poms
 * ({@code third-party.tsv}), the parts within them and the fonts ({@code licences/embedded.tsv}), and the Java that runs it.
 */
public final class ThirdParty {
    private static final String LIBRARIES = "/third-party.tsv";
    private static final String EMBEDDED = "/licences/embedded.tsv";
    private static final String CONTAINED = "in ";

    /** @param artifact the Maven artifact; empty for what is none */
    public record Part(String name, String artifact, String version, String licence, String address) { }

    private ThirdParty() { }

    /** By name; Java first. */
    public static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (String[] cells : rows(LIBRARIES)) parts.add(new Part(cells[3], cells[1], cells[2], cells[4], cells[5]));
        List<Part> libraries = List.copyOf(parts);
        for (String[] cells : rows(EMBEDDED)) parts.add(new Part(cells[0], "", version(cells[1], libraries), cells[2], cells[3]));
        parts.removeIf(part -> part.version().isEmpty());             // part of a library that this build does without
        parts.sort(Comparator.comparing(part -> part.name().toLowerCase(Locale.ROOT)));
        parts.add(0, new Part("Java, " + System.getProperty("java.vendor", ""), "",
                System.getProperty("java.version", ""), "see its vendor", System.getProperty("java.vendor.url", "")));
        return List.copyOf(parts);
    }

    private static String version(String said, List<Part> libraries) {
        if (!said.startsWith(CONTAINED)) return said;
        String artifact = said.substring(CONTAINED.length());
        return libraries.stream().filter(part -> part.artifact().equals(artifact)).map(Part::version).findFirst().orElse("");
    }

    private static List<String[]> rows(String resource) {
        try (InputStream in = ThirdParty.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("The build did not write " + resource + ".");
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\t", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
