package org.empathyworkbench.run;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.checkpoint.Fingerprint;
import org.empathyworkbench.io.FileHash;
import org.empathyworkbench.recipe.Versions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identification of this program.
 *
 * @param version of the release, {@code development} for a checkout
 * @param commit  of the checkout, 40 hexadecimal digits; empty for a release
 * @param code    SHA-256 of the engine's classes, scripts and presets as loaded: distinguishes a modified checkout
 * @param method  incremented when equal recipes would no longer give equal results
 */
public record ProgramVersion(String version, String commit, String code, String method) {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramVersion.class);

    /** This program; reads all of its classes, which takes a few tenths of a second. What cannot be read is empty. */
    public static ProgramVersion here() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        Path classes = classes();
        return new ProgramVersion(version == null ? "development" : version,
                classes == null ? "" : commit(classes), classes == null ? "" : code(classes), Versions.METHOD);
    }

    /** A folder of classes, or a jar. */
    private static Path classes() {
        try {
            return Path.of(ProgramVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            LOG.info("The location of the program's classes is unknown", e);
            return null;
        }
    }

    private static String code(Path classes) {
        try {
            if (Files.isDirectory(classes)) return code(List.of(classes));
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + classes.toUri()), Map.of())) {
                return code(jar.getRootDirectories());
            }
        } catch (IOException e) {
            LOG.info("The program's classes could not be read", e);
            return "";
        }
    }

    private static String code(Iterable<Path> roots) throws IOException {
        Fingerprint print = new Fingerprint();
        for (Path root : roots) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(Files::isRegularFile)
                        .filter(path -> !root.relativize(path).startsWith("META-INF")).sorted().toList()) {
                    print.add(root.relativize(file).toString().replace('\\', '/')).add(FileHash.of(file));
                }
            }
        }
        return print.hex();
    }

    /** Commit of the checkout that the classes were built from; the launcher builds before it starts. */
    static String commit(Path within) {
        for (Path folder = within.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path git = folder.resolve(".git");
            if (!Files.exists(git)) continue;
            try {
                return head(git);
            } catch (IOException e) {
                LOG.info("The commit of the checkout {} could not be read", folder, e);
                return "";
            }
        }
        return "";
    }

    private static String head(Path dotGit) throws IOException {
        Path git = dotGit;
        // a git worktree
        if (Files.isRegularFile(dotGit)) git = dotGit.resolveSibling(text(dotGit).replaceFirst("^gitdir: *", ""));
        String head = text(git.resolve("HEAD"));
        if (!head.startsWith("ref:")) return head;
        String ref = head.substring(4).strip();
        Path common = Files.exists(git.resolve("commondir")) ? git.resolve(text(git.resolve("commondir"))).normalize() : git;
        for (Path place : List.of(git, common)) {
            if (Files.exists(place.resolve(ref))) return text(place.resolve(ref));
        }
        Path packed = common.resolve("packed-refs");
        if (!Files.exists(packed)) return "";
        return Files.readAllLines(packed, StandardCharsets.UTF_8).stream().filter(line -> line.endsWith(" " + ref))
                .map(line -> line.substring(0, line.indexOf(' '))).findFirst().orElse("");
    }

    private static String text(Path file) throws IOException { return Files.readString(file, StandardCharsets.UTF_8).strip(); }
}
