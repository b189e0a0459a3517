package org.empathyworkbench.app.help;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All pages of documentation, which are packed beside the classes in the folder {@code docs}. */
public record HelpPages(List<HelpDocument> all) {
    /** Reading order; pages that are not named follow by path. */
    private static final List<String> FIRST = List.of("GUIDE.md", "METHOD.md", "RESULTS.md", "GLOSSARY.md", "DIFFERENCES.md",
            "PERFORMANCE.md", "ARCHITECTURE.md", "TORCHSCRIPT.md", "TEST-DATA.md", "CHANGELOG.md");
    private static final String ANY_PAGE = "/docs/METHOD.md";
    private static final int MOST_PAGES = 300;
    private static final long MOST_BYTES = 1_000_000;
    private static final int MOST_HITS = 60;
    private static final int SNIPPET = 160;

    /** A section that has all words of a search. */
    public record Hit(HelpDocument page, HelpDocument.Section section, String snippet) { }

    /** @param hits at most 60, those with the words in their headings first; @param found how many there are altogether */
    public record Hits(List<Hit> hits, int found) { }

    public HelpPages { all = List.copyOf(all); }

    /** Reads and parses all pages; takes a fraction of a second. */
    public static HelpPages read() throws IOException {
        URL any = HelpPages.class.getResource(ANY_PAGE);
        if (any == null) throw new IOException("The pages of documentation are missing in this build. Everything else works.");
        try {
            if (!(any.openConnection() instanceof JarURLConnection jar)) return read(Path.of(any.toURI()).getParent());
            try (FileSystem files = FileSystems.newFileSystem(Path.of(URI.create(jar.getJarFileURL().toString())))) {
                return read(files.getPath("docs"));
            }
        } catch (URISyntaxException e) {
            throw new IOException("The pages of documentation cannot be found at " + any + ".", e);
        }
    }

    static HelpPages read(Path folder) throws IOException {
        List<HelpDocument> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md")).limit(MOST_PAGES).toList()) {
                if (Files.size(file) > MOST_BYTES) throw new IOException("The page " + file.getFileName() + " is longer than 1 MB.");
                pages.add(HelpDocument.of(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file)));
            }
        }
        pages.sort(Comparator.comparingInt((HelpDocument page) -> order(page.path())).thenComparing(HelpDocument::path));
        return new HelpPages(pages);
    }

    private static int order(String path) {
        int place = FIRST.indexOf(path);
        return place >= 0 ? place : FIRST.size();
    }

    public Optional<HelpDocument> page(String path) { return all.stream().filter(page -> page.path().equals(path)).findFirst(); }

    /** Sections that contain every word of the query, upper and lower case alike. */
    public Hits search(String query) {
        String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
        List<Hit> titled = new ArrayList<>();
        List<Hit> others = new ArrayList<>();
        for (HelpDocument page : all) {
            for (HelpDocument.Section section : page.sections()) {
                String title = (page.name() + " " + section.title()).toLowerCase(Locale.ROOT);
                String text = section.text().toLowerCase(Locale.ROOT);
                if (!Stream.of(words).allMatch(word -> title.contains(word) || text.contains(word))) continue;
                boolean inTitle = Stream.of(words).allMatch(title::contains);
                (inTitle ? titled : others).add(new Hit(page, section, snippet(section.text(), text.indexOf(words[0]))));
            }
        }
        titled.addAll(others);
        return new Hits(List.copyOf(titled.subList(0, Math.min(MOST_HITS, titled.size()))), titled.size());
    }

    private static String snippet(String text, int at) {
        int from = Math.max(0, at - SNIPPET / 3);
        int to = Math.min(text.length(), from + SNIPPET);
        return (from > 0 ? "\u2026" : "") + text.substring(from, to).replaceAll("\\s+", " ").strip() + (to < text.length() ? "\u2026" : "");
    }
}
