package org.empathyworkbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources and the pages say about each other is there. */
class DocumentationTest {
    private static final Path DOCS = SharedData.root().resolve("resources/docs");
    private static final Pattern CITED = Pattern.compile("METHOD,? sections? (\\d+)(?:\\.(\\d+))?(?:, rules? (\\d+))?");
    /** In backticks: a package below the program's own, and a class. */
    private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)\\.([A-Z]\\w+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test void everySectionAndRuleOfTheMethodThatIsCitedIsThere() throws IOException {
        String method = Files.readString(DOCS.resolve("METHOD.md"));
        Set<String> sections = matches(method, "(?m)^## (\\d+)\\. ");
        String rulesOfSectionSix = method.substring(method.indexOf("\n## 6. "), method.indexOf("\n## 7. "));
        Set<String> rules = matches(rulesOfSectionSix, "(?m)^(\\d+)\\. ");
        List<String> dangling = new ArrayList<>();
        int citations = 0;
        for (Path file : sources()) {
            Matcher cited = CITED.matcher(Files.readString(file));
            while (cited.find()) {
                citations++;
                String rule = cited.group(3) != null ? cited.group(3) : cited.group(2);
                if (!sections.contains(cited.group(1)) || rule != null && !(cited.group(1).equals("6") && rules.contains(rule)))
                    dangling.add(file.getFileName() + ": " + cited.group());
            }
        }
        assertThat(dangling).isEmpty();
        assertThat(citations).isGreaterThan(30);
    }

    @Test void everyLinkBetweenThePagesLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) broken.add(page.getFileName() + ": " + link.group(1));
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test void theTableOfFloorsNamesThePackagesThereAre() throws IOException {
        String page = Files.readString(DOCS.resolve("ARCHITECTURE.md"));
        String table = page.substring(page.indexOf("\n| floor"), page.indexOf("The desktop:"));
        Set<String> named = new TreeSet<>();
        for (String row : table.split("\n")) {
            String[] cells = row.split("\\|");
            if (cells.length > 2) named.addAll(matches(cells[2], "`(\\w+)`"));
        }
        try (Stream<Path> folders = Files.list(SharedData.root().resolve("src/main/java/org/empathyworkbench"))) {
            assertThat(named).isEqualTo(folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test void everyClassThatTheArchitecturePageNamesWithItsPackageIsThere() throws IOException {
        Matcher named = CLASS.matcher(Files.readString(DOCS.resolve("ARCHITECTURE.md")));
        List<String> missing = new ArrayList<>();
        int classes = 0;
        while (named.find()) {
            classes++;
            String file = "main/java/org/empathyworkbench/" + named.group(1).replace('.', '/') + "/" + named.group(2) + ".java";
            if (!Files.exists(SharedData.root().resolve("src").resolve(file))
                    && !Files.exists(SharedData.root().resolve("app").resolve(file)))
                missing.add(named.group());
        }
        assertThat(missing).isEmpty();
        assertThat(classes).isGreaterThan(20);
    }

    private static Set<String> matches(String text, String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(SharedData.root().resolve("README.md"),
                SharedData.root().resolve(".github/CONTRIBUTING.md")));
        try (Stream<Path> files = Files.walk(DOCS)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("src/main", "src/test", "app/main", "app/test", "resources")) {
            try (Stream<Path> files = Files.walk(SharedData.root().resolve(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(java|py|json|md|css)"))
                        .filter(file -> !file.endsWith("DocumentationTest.java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
