package org.empathyworkbench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.BadInput;

/** From the paths that a person named to the files behind them and their text. */
final class InputFiles {
    /** More does not fit into memory beside what is made of it; the largest published file has 22 MB. */
    private static final long MOST_BYTES = 500_000_000;

    private InputFiles() { }

    /**
     * The files named and, for a folder, the files in it whose name ends in {@code ending}, by name. A file named twice is there once.
     *
     * @throws BadInput when a path does not exist or there is no such file at all
     */
    static List<Path> find(List<Path> paths, String ending) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            Path whole = path.toAbsolutePath().normalize();
            if (Files.isDirectory(whole)) {
                files.addAll(inFolder(whole, ending));
            } else if (Files.exists(whole)) {
                files.add(whole);
            } else {
                throw new BadInput("There is no file or folder " + whole + ". Nothing was stored. Check the path.");
            }
        }
        if (files.isEmpty()) {
            String looked = paths.isEmpty() ? "no file was named" : "no " + ending + " file in " + paths.get(0).toAbsolutePath().normalize();
            throw new BadInput("There is nothing to read: " + looked + ". Nothing was stored. Choose the corpus's files, or the folder that holds them.");
        }
        return new ArrayList<>(files);
    }

    private static List<Path> inFolder(Path folder, String ending) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending))
                    .sorted().toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new BadInput("The folder " + folder + " cannot be read. Nothing was stored. Check its permissions.", failure);
        }
    }

    /**
     * A file's whole text.
     *
     * @throws BadInput when it cannot be read, is empty, or is not UTF-8; in that case with the place of the first wrong byte
     */
    static String text(Path file) {
        byte[] bytes;
        if (!Files.exists(file)) throw new BadInput("There is no file " + file.toAbsolutePath() + ". Nothing was stored. Check the path.");
        try {
            if (Files.size(file) > MOST_BYTES) throw Place.of(file).fault("The file is larger than 500 MB", "Split it into several files.");
            bytes = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new BadInput("The file " + file + " cannot be read. Nothing was stored. Check that it is a file and its permissions.", failure);
        }
        String text = decode(file, bytes);
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        if (text.isBlank()) throw Place.of(file).fault("The file is empty", "Get a fresh copy of it.");
        return text;
    }

    /** Decoded without replacing anything: a replacement character in the text stood in the file. */
    private static String decode(Path file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);      // UTF-8 never has more UTF-16 units than bytes
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) result = decoder.flush(out);
        out.flip();
        if (result.isError()) {
            String before = out.toString();
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int lineStart = before.lastIndexOf('\n') + 1;
            throw Place.character(file, line, before.codePointCount(lineStart, before.length()) + 1)
                    .fault("The text is not UTF-8", "Save the file as UTF-8, or get a fresh copy of it.");
        }
        return out.toString();
    }

    /** Without the ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
