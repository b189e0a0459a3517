package org.empathyworkbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Determines from the first bytes what a file really is if its content does not match its name: a Git LFS pointer, a web page, a pickle
 * under another name.
 *
 * @param what such as "a web page"
 * @param way  what to do about it; a sentence
 */
public record ForeignFile(String what, String way) {
    /** As many first bytes of a file as are looked at. */
    public static final int HEAD = 512;

    private static final String CONVERT = "Load it with the program that wrote it and save it as safetensors, or take the original model.";

    /** @param head the first bytes of a file; empty when they are none of the known ones */
    public static Optional<ForeignFile> of(byte[] head) {
        String text = new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.ISO_8859_1);
        String words = text.stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs") || text.startsWith("version https://hawser")) {
            return found("a Git LFS pointer: a few lines that stand for the real file",
                    "Run \"git lfs install\" and \"git lfs pull\" in the folder it was cloned into, or download the file itself.");
        }
        if (words.startsWith("<!doctype") || words.startsWith("<html") || words.startsWith("<?xml")) {
            return found("a web page", "Download the file itself: on the hub by its download link, not by the page that shows it.");
        }
        if (text.startsWith("PK\3\4"))
            return found("a zip archive, such as PyTorch's pickles (.pth, .pt, .bin) are",
                    "A pickle is a program that runs when it is opened, so it is not read here. " + CONVERT);
        if (head.length > 1 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            return found("a pickle (.pth, .pt, .bin), a program that runs when it is opened", "It is not read here. " + CONVERT);
        }
        if (text.startsWith("\u0089HDF")) return found("an HDF5 file, as TensorFlow and Keras write (.h5)", CONVERT);
        if (text.startsWith("GGUF") || text.startsWith("ggml") || text.startsWith("lmgg"))
            return found("a GGUF file of llama.cpp", CONVERT);
        if (text.startsWith("\u001f\u008b") || text.startsWith("BZh") || text.startsWith("7z\u00bc")
                || text.startsWith("\u00fd7zXZ") || text.startsWith("\u0028\u00b5\u002f\u00fd")) {
            return found("a compressed archive", "Unpack it first.");
        }
        if (text.startsWith("Entry not found") || text.startsWith("Repository not found")
                || text.startsWith("Invalid username or password")) {
            return found("the hub's answer to a download that failed (\""
                    + VisibleText.line(text.lines().findFirst().orElse(""), 60) + "\")", "Download the file again.");
        }
        return Optional.empty();
    }

    /**
     * For a file that is text, such as config.json.
     *
     * @param safe what is safe; a sentence
     * @throws UserInputException    when it is one of the known ones
     * @throws IOException when it cannot be read, or is no regular file
     */
    public static void require(Path file, String safe) throws IOException {
        byte[] head = head(file);
        Optional<ForeignFile> found = of(head).or(() -> safetensors(head));
        if (found.isPresent()) throw found.get().refuse(file, safe);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = RegularFiles.open(file, Long.MAX_VALUE)) {
            return in.readNBytes(HEAD);
        }
    }

    private static Optional<ForeignFile> safetensors(byte[] head) {
        boolean header = head.length > 9 && head[8] == '{' && head[4] == 0 && head[5] == 0 && head[6] == 0 && head[7] == 0;
        return header ? found("a safetensors file", "Give each file of the model its own name again.") : Optional.empty();
    }

    public UserInputException refuse(Path file, String safe) {
        return new UserInputException(file + " is " + what + ". " + safe + " " + way);
    }

    private static Optional<ForeignFile> found(String what, String way) { return Optional.of(new ForeignFile(what, way)); }
}
