package org.empathyworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Where tests find the published data files, which are not part of this repository: {@code ../shared/data} beside its root. A test that
 * needs one is skipped where they are missing.
 */
public final class SharedData {
    private SharedData() { }

    /** The file or folder; skips the test when it is missing. */
    public static Path data(String relative) {
        Path path = shared().resolve("data").resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), "The published test data is not here: " + path);
        return path;
    }

    /** The file or folder of a situation from the field, in {@code ../shared/cases}; skips the test when it is missing. */
    public static Path cases(String relative) {
        Path path = shared().resolve("cases").resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), "The situations from the field are not here: " + path);
        return path;
    }

    public static boolean present() { return Files.isDirectory(shared().resolve("data")); }

    /** The folder beside the repository's root, whether it exists or not. */
    public static Path shared() { return root().resolveSibling("shared"); }

    /** The nearest folder above the working directory whose {@code pom.xml} lists the modules. */
    public static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("pom.xml")) && Files.exists(folder.resolve("src/pom.xml"))
                    && Files.exists(folder.resolve("app/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("The tests do not run inside the repository.");
    }
}
