package org.empathyworkbench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;

/** Resolves the user's paths to files and reads their text. */
final class InputFiles {
    /** More does not fit into memory beside what is made of it; the largest published file has 22 MB. */
    private static final int MOST_BYTES = 500_000_000;

    private InputFiles() { }

    /**
     * The files named and, for a folder, the files in it whose name has one of the endings, by name. A file named twice is there once. Of
     * files in one folder that differ in nothing but the ending, the one whose ending comes first in {@code endings} is taken; the others
     * are noted, and so are hidden files.
     *
     * @param endings in small letters; none is the end of another
     * @throws UserInputException when a path does not exist or there is no such file at all
     */
    static List<Path> find(List<Path> paths, List<String> endings, ReadingNotes notes) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            Path whole = path.toAbsolutePath().normalize();
            if (Files.isDirectory(whole)) {
                files.addAll(inFolder(whole, endings, notes));
            } else if (Files.exists(whole)) {
                files.add(whole);
            } else {
                throw new UserInputException("There is no file or folder " + shown(whole) + ". Nothing was stored. Check the path.");
            }
        }
        if (files.isEmpty()) {
            String looked = paths.isEmpty() ? "no file was named"
                    : "no " + endings.get(0) + " file in " + shown(paths.get(0).toAbsolutePath().normalize());
            throw new UserInputException("There is nothing to read: " + looked
                    + ". Nothing was stored. Choose the corpus's files, or the folder that holds them.");
        }
        return new ArrayList<>(files);
    }

    private static List<Path> inFolder(Path folder, List<String> endings, ReadingNotes notes) {
        List<Path> all;
        try (Stream<Path> entries = Files.list(folder)) {
            all = entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new UserInputException("The folder " + shown(folder) + " cannot be read. Nothing was stored. Check its permissions.",
                    failure);
        }
        Map<String, Path> chosen = new LinkedHashMap<>();
        for (String ending : endings) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (!name.toLowerCase(Locale.ROOT).endsWith(ending)) continue;
                if (name.startsWith(".")) notes.add("Left out, because it is hidden", "file", SourceLocation.of(file));
                else if (chosen.putIfAbsent(stem(file), file) != null) {
                    notes.add("Left out, because a file of the same name with another ending was read", "file", SourceLocation.of(file));
                }
            }
        }
        return chosen.values().stream().sorted().toList();
    }

    /** {@link #text(Path, TextEncoding, ReadingNotes)} with a detected encoding, without notes. */
    static String text(Path file) { return text(file, TextEncoding.AUTO, new ReadingNotes()); }

    /**
     * A file's whole text, without byte order mark.
     *
     * @param notes receives a note on an encoding other than UTF-8, of characters that were broken at
     *     the source and of hidden control characters
     * @throws UnknownEncoding when the encoding is not certain and none was chosen
     * @throws UserInputException when it cannot be read, is empty, is no text, holds a NUL, or is
     *     not in the encoding chosen; with the place
     */
    static String text(Path file, TextEncoding encoding, ReadingNotes notes) {
        byte[] bytes;
        if (!Files.exists(file))
            throw new UserInputException("There is no file " + shown(file.toAbsolutePath()) + ". Nothing was stored. Check the path.");
        try {
            bytes = RegularFiles.readAllBytes(file, MOST_BYTES);
        } catch (IOException failure) {
            throw new UserInputException("The file " + shown(file) + " cannot be read: " + FileFault.words(failure)
                    + ". Nothing was stored. Check that it is a file and its permissions.", failure);
        }
        ForeignContent.of(bytes).ifPresent(content -> { throw SourceLocation.of(file).fault(content.what(), content.advice()); });
        String text = TextDecoding.decode(file, bytes, encoding, notes);
        if (text.isBlank()) throw SourceLocation.of(file).fault("The file is empty", "Get a fresh copy of it.");
        HiddenCharacters.check(file, text, notes);
        return HiddenCharacters.withoutMarks(file, text, notes);
    }

    private static String shown(Path path) { return VisibleText.line(path.toString(), 300); }

    /** Without the ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
