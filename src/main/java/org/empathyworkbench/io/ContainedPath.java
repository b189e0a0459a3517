package org.empathyworkbench.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Resolves a relative path that a file, a database or a server names, inside a folder and nowhere else: not absolute, no "..", no empty
 * part, no control character, and no part below the folder that is a link. The folder itself may be reached
 * by a link: that is the user's own choice.
 */
public final class ContainedPath {
    private static final int MOST_CHARACTERS = 1_000;

    private ContainedPath() { }

    /**
     * @param relative parts separated by "/"
     * @throws IOException when the path leaves the folder or goes through a link; its reason names the
     *     path with control characters made visible
     */
    public static Path resolve(Path folder, String relative) throws IOException {
        Path resolved = resolveName(folder, relative);
        Path part = folder;
        for (Path name : folder.relativize(resolved)) {
            part = part.resolve(name);
            if (Files.isSymbolicLink(part)) throw refused(relative, "is reached by a link");
        }
        return resolved;
    }

    /** As {@link #resolve}, looking at the name alone and not at the disk. */
    public static Path resolveName(Path folder, String relative) throws IOException {
        if (relative.isEmpty() || relative.length() > MOST_CHARACTERS || relative.chars().anyMatch(Character::isISOControl)
                || relative.indexOf('\\') >= 0) {
            throw refused(relative, "is no relative path");
        }
        for (String part : relative.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) throw refused(relative, "is no relative path inside the folder");
        }
        Path name;
        try {
            name = Path.of(relative);
        } catch (InvalidPathException invalid) {
            throw refused(relative, "is no path on this system");
        }
        Path resolved = folder.resolve(name);
        if (name.isAbsolute() || name.getRoot() != null || !resolved.normalize().startsWith(folder.normalize()))
            throw refused(relative, "leaves the folder");
        return resolved;
    }

    private static FileSystemException refused(String relative, String why) {
        return new FileSystemException(null, null, "the path \"" + VisibleText.line(relative, 120) + "\" " + why);
    }
}
