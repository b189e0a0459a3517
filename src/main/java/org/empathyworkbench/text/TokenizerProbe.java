package org.empathyworkbench.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.JavaCommand;
import org.empathyworkbench.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Opens a tokenizer in a process of its own and has it read texts that have stopped native readers before, with a limit on time and memory.
 * For files beyond the usual (a Unigram model with T5's parts, see {@link TokenizerParts}): what the checks of this package do not foresee
 * then stops that process and not this one. Each process asks anew, once a file: a note on the disk that a
 * file was looked at could be a stranger's.
 */
public final class TokenizerProbe {
    private static final long MOST_SECONDS = 60;
    private static final long MOST_MEMORY = 4_000_000_000L;
    private static final long PAGE = 4_096;
    private static final int LONG = 20_000;
    private static final int REFUSED = 3;
    private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

    private TokenizerProbe() { }

    /**
     * In the process of its own, with what the native reader gets: its exit code is 0 when the tokenizer has read everything, and
     * {@value #REFUSED} when it was not opened.
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        HuggingFaceTokenizer opened;
        try {
            opened = TextTokenizer.open(file, Files.readString(file));
        } catch (UserInputException refused) {
            System.exit(REFUSED);
            return;
        }
        try (HuggingFaceTokenizer tokenizer = opened) {
            for (String text : texts()) tokenizer.decode(tokenizer.encode(text, false, false).getIds(), true);
        }
    }

    /**
     * @param path for messages
     * @param file what the native reader is to get
     * @throws UserInputException when the tokenizer stopped its process, took too long or too much memory. What the native reader refuses
     *     with a reason of its own passes here
     */
    static void require(Path path, String file) {
        String hash = Sha256.hex(file);
        if (PASSED.contains(hash)) return;
        @Nullable Path copy = null;
        try {
            copy = Files.createTempFile("tokenizer", ".json", AtomicFile.ownerOnly());
            Files.writeString(copy, file);
            Process child = process(copy).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            child.getOutputStream().close();
            String fault = await(child);
            if (fault != null) {
                throw new UserInputException(path + " cannot be used as a tokenizer: opened in a process of its own, and given texts "
                        + "such as long repeats, it " + fault + ". Nothing was loaded. Choose the tokenizer.json of a T5 model.");
            }
            PASSED.add(hash);
        } catch (IOException e) {
            throw new UserInputException(path + " could not be tried in a process of its own: "
                    + FileFault.words(e) + ". Nothing was loaded. Check that this user may start programs.", e);
        } finally {
            delete(copy);
        }
    }

    private static void delete(@Nullable Path copy) {
        if (copy == null) return;
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private static @Nullable String await(Process child) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
            while (!child.waitFor(50, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > end) return "did not finish in " + MOST_SECONDS + " seconds";
                if (memory(child) > MOST_MEMORY) return "took more than " + MOST_MEMORY / 1_000_000_000 + " GB of memory";
            }
            return child.exitValue() == 0 || child.exitValue() == REFUSED ? null
                    : "stopped that process (exit code " + child.exitValue() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not tried to the end";
        } finally {
            child.destroyForcibly();
        }
    }

    /** Resident bytes, where the system tells them in /proc; 0 elsewhere. */
    private static long memory(Process child) {
        try {
            String[] pages = Files.readString(Path.of("/proc", String.valueOf(child.pid()), "statm")).split(" ");
            return pages.length > 1 ? Long.parseLong(pages[1]) * PAGE : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static ProcessBuilder process(Path file) {
        String crashReport = "-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL");
        List<String> flags = List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", crashReport,
                "-Dai.djl.offline=true");
        return JavaCommand.process(List.of(), flags, TokenizerProbe.class.getName(), List.of(file.toAbsolutePath().toString()));
    }

    /** Long repeats, what is nearly a match, characters without a piece, code points of every plane, half a pair. */
    private static List<String> texts() {
        StringBuilder planes = new StringBuilder();
        for (int point = 0; point < 0x110000; point += 211) planes.appendCodePoint(point);
        StringBuilder letters = new StringBuilder();
        for (int point = 1; point < 0x3000; point++) letters.appendCodePoint(point).append(point % 5 == 0 ? " " : "");
        return List.of("", "Hello, how are you? I'm fine.", "a".repeat(LONG) + "!", "x".repeat(LONG) + "y", "x".repeat(LONG) + "!",
                ".".repeat(LONG) + "x", "0".repeat(LONG) + "a", " ".repeat(LONG) + "b", "\n".repeat(LONG), "ab".repeat(LONG),
                "1".repeat(LONG), "'s".repeat(LONG / 10), "e" + "\u0301".repeat(2_000), "\u200d".repeat(1_000),
                "\ufdfa".repeat(500), "\u2581".repeat(2_000), "\u0001abc\u0001", "a\0b", "\ud800", "a\udc00b",
                "</s><pad><unk>".repeat(200), letters.toString(), planes.toString());
    }
}
