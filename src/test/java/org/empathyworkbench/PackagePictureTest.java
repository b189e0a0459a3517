package org.empathyworkbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The picture of the engine's packages is what the sources say: the floors of ARCHITECTURE.md and an arrow for each import between two
 * packages that no longer way stands for. {@code -Dwrite.picture=true} writes it anew.
 */
class PackagePictureTest {
    private static final Path DOCS = SharedData.root().resolve("resources/docs");
    private static final Path SOURCES = SharedData.root().resolve("src/main/java/org/empathyworkbench");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?org\\.empathyworkbench\\.(\\w+)\\.");
    private static final int WIDTH = 1_000;
    private static final int FLOOR = 72;
    private static final int BOX = 116;

    @Test void thePictureOfThePackagesShowsTheImportsThereAre() throws IOException {
        Path file = DOCS.resolve("packages.svg");
        String picture = svg(floors(), reduced(imports()));
        if (Boolean.getBoolean("write.picture")) Files.writeString(file, picture);
        assertThat(Files.readString(file).replace("\r\n", "\n"))
                .as("stale: mvn -pl src test -Dtest=PackagePictureTest -DargLine=-Dwrite.picture=true").isEqualTo(picture);
    }

    /** Highest first. */
    private static List<List<String>> floors() throws IOException {
        List<List<String>> floors = new ArrayList<>();
        Matcher row = Pattern.compile("(?m)^\\| \\d+ \\| ([^|]+) \\|").matcher(Files.readString(DOCS.resolve("ARCHITECTURE.md")));
        while (row.find()) floors.add(Stream.of(row.group(1).split(",")).map(name -> name.replace("`", "").strip()).toList());
        return floors;
    }

    private static Map<String, Set<String>> imports() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
                if (file.getParent().equals(SOURCES)) continue;
                String name = SOURCES.relativize(file).getName(0).toString();
                Set<String> used = imports.computeIfAbsent(name, each -> new TreeSet<>());
                Matcher matcher = IMPORT.matcher(Files.readString(file));
                while (matcher.find()) if (!matcher.group(1).equals(name)) used.add(matcher.group(1));
            }
        }
        return imports;
    }

    /** Without the arrows that a way over other packages implies. */
    private static Map<String, Set<String>> reduced(Map<String, Set<String>> imports) {
        Map<String, Set<String>> reduced = new TreeMap<>();
        imports.forEach((from, used) -> {
            Set<String> kept = new TreeSet<>(used);
            kept.removeIf(to -> used.stream().anyMatch(over -> !over.equals(to) && reaches(imports, over, to)));
            reduced.put(from, kept);
        });
        return reduced;
    }

    private static boolean reaches(Map<String, Set<String>> imports, String from, String to) {
        Set<String> next = imports.getOrDefault(from, Set.of());
        return next.contains(to) || next.stream().anyMatch(over -> reaches(imports, over, to));
    }

    private static String svg(List<List<String>> floors, Map<String, Set<String>> arrows) {
        Map<String, double[]> places = new HashMap<>();
        StringBuilder boxes = new StringBuilder();
        for (int floor = 0; floor < floors.size(); floor++) {
            List<String> names = floors.get(floor);
            for (int i = 0; i < names.size(); i++) {
                double x = (i + 0.5) * WIDTH / names.size();
                double y = 30 + floor * FLOOR;
                places.put(names.get(i), new double[] {x, y});
                boxes.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"28\" rx=\"5\" fill=\"#ddf4ff\" "
                        + "stroke=\"#0969da\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>%n".replace("%n", "\n"),
                        x - BOX / 2.0, y - 14, BOX, x, y + 4.5, names.get(i)));
            }
        }
        StringBuilder lines = new StringBuilder();
        arrows.forEach((from, used) -> used.forEach(to -> {
            double[] a = places.get(from);
            double[] b = places.get(to);
            lines.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\"/>\n",
                    a[0], a[1] + 14, a[0], a[1] + 40, b[0], b[1] - 44, b[0], b[1] - 18));
        }));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + (floors.size() * FLOOR - 10) + "\">\n"
                + "<defs><marker id=\"a\" markerWidth=\"7\" markerHeight=\"7\" refX=\"4\" refY=\"3\" orient=\"auto\">"
                + "<path d=\"M0 0L6 3L0 6z\" fill=\"#57606a\"/></marker></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + "<g fill=\"none\" stroke=\"#8c959f\">\n" + lines.toString().replace("<path ", "<path marker-end=\"url(#a)\" ")
                + "</g>\n<g font-family=\"sans-serif\" font-size=\"13\" text-anchor=\"middle\">\n" + boxes + "</g>\n</svg>\n";
    }
}
