package org.empathyworkbench.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.NativeLibraries;
import org.empathyworkbench.io.VisibleText;

/**
 * A T5-like tokenizer read from a tokenizer.json: text to ids and back. Ids 0, 1 and 2 are padding, end of sequence and unknown, as in
 * every T5; a file with another order is refused. Reads local files only. May be used by many threads at once. Holds native memory
 * until closed.
 *
 * <p>Reserved pieces typed in a text, such as {@code </s>}, never become ids 0 or 1 inside an encoding: a text cannot end itself.
 */
public final class TextTokenizer implements AutoCloseable {
    public static final int PAD = 0;
    public static final int EOS = 1;
    public static final int UNKNOWN = 2;

    /** The pieces of the first ids. */
    static final List<String> RESERVED = List.of("<pad>", "</s>", "<unk>");
    private static final Map<String, String> OPTIONS = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final Path path;
    private final String[] pieces;
    private final HuggingFaceTokenizer tokenizer;

    private TextTokenizer(Path path, String[] pieces, HuggingFaceTokenizer tokenizer) {
        this.path = path;
        this.pieces = pieces;
        this.tokenizer = tokenizer;
    }

    /**
     * @throws UserInputException when the file is missing, damaged, or no tokenizer with T5's first three ids; the message names the place
     */
    public static TextTokenizer load(Path tokenizerJson) { return load(tokenizerJson, Integer.MAX_VALUE); }

    /**
     * As {@link #load(Path)}, for a model: a vocabulary that is too large for it is refused before it takes memory.
     *
     * @throws UserInputException as {@link #requireFits} too
     */
    public static TextTokenizer load(Path tokenizerJson, int modelVocabulary) {
        TokenizerFile file = TokenizerFile.read(tokenizerJson);
        requireFits(tokenizerJson, file.pieces().length, modelVocabulary);
        for (int id = 0; id < RESERVED.size(); id++) {
            if (id >= file.pieces().length || !RESERVED.get(id).equals(file.pieces()[id])) {
                throw TokenizerFile.unfit(tokenizerJson, "id " + id + " is not " + RESERVED.get(id));
            }
        }
        if (!file.usual()) TokenizerProbe.require(tokenizerJson, file.text());
        return new TextTokenizer(tokenizerJson, file.pieces(), open(tokenizerJson, file.text()));
    }

    /** The native reader reports every error as a bare RuntimeException; FutureTask distinguishes it from errors of this program. */
    static HuggingFaceTokenizer open(Path path, String json) {
        NativeLibraries.noTelemetry();
        NativeLibraries.requireDjlFolder();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        FutureTask<HuggingFaceTokenizer> task =
                new FutureTask<>(() -> HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), OPTIONS));
        task.run();
        boolean interrupted = Thread.interrupted();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) throw error;
            throw new UserInputException(path + " cannot be used as a tokenizer: "
                    + VisibleText.line(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()), 300)
                    + ". Nothing was loaded. Choose the tokenizer.json of a T5 model.", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("A finished task does not wait.", e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /**
     * The ids of a text, with EOS appended and kept when the text is cut.
     *
     * @param maxTokens the most ids to return, EOS among them; at least 1
     * @return (1 to maxTokens) ids; the empty text is EOS alone
     */
    public int[] encode(String text, int maxTokens, Truncate truncate) {
        if (maxTokens < 1) throw new IllegalArgumentException("An encoding has room for EOS at least, not for " + maxTokens + " ids.");
        return cut(encode(text), maxTokens, truncate);
    }

    /**
     * A whole encoding cut to a length, its EOS kept.
     *
     * @param whole as {@link #encode(String)} gives it
     * @return {@code whole} itself when it is short enough
     */
    public static int[] cut(int[] whole, int maxTokens, Truncate truncate) {
        if (whole.length <= maxTokens) return whole;
        int from = truncate == Truncate.LEFT ? whole.length - maxTokens : 0;
        int[] cut = Arrays.copyOfRange(whole, from, from + maxTokens);
        cut[maxTokens - 1] = EOS;
        return cut;
    }

    /**
     * As {@link #encode(String, int, Truncate)}, with the place of each token in the text.
     *
     * @return equal ids
     */
    public PlacedTokens encodePlaced(String text, int maxTokens, Truncate truncate) {
        int[] ids = encode(text, maxTokens, truncate);
        int[] from = new int[ids.length];
        int[] to = new int[ids.length];
        Arrays.fill(from, text.length());
        Arrays.fill(to, text.length());
        if (text.isEmpty()) return new PlacedTokens(ids, from, to);
        Encoding encoding = tokenizer.encode(text, false, false);
        long[] all = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        int skipped = truncate == Truncate.LEFT
                ? (int) Arrays.stream(all).filter(id -> id != PAD && id != EOS).count() - (ids.length - 1) : 0;
        int characters = text.codePointCount(0, text.length());     // the tokenizer counts code points
        int t = -skipped;
        int end = 0;
        for (int i = 0; i < all.length && t < ids.length - 1; i++) {
            if (all[i] == PAD || all[i] == EOS) continue;
            int begin = spans[i] == null ? end : text.offsetByCodePoints(0, Math.min(spans[i].getStart(), characters));
            end = spans[i] == null ? end : text.offsetByCodePoints(0, Math.min(spans[i].getEnd(), characters));
            if (t >= 0) {
                from[t] = begin;
                to[t] = end;
            }
            t++;
        }
        return new PlacedTokens(ids, from, to);
    }

    /** All ids of a text, EOS last, however many. */
    public int[] encode(String text) {
        int[] ids = rawIds(text);
        int[] encoded = Arrays.copyOf(ids, ids.length + 1);
        encoded[ids.length] = EOS;
        return encoded;
    }

    /** Text of ids; padding, EOS, unknown and other special pieces are skipped, ids without a piece too. */
    public String decode(int[] ids) { return decode(ids, true); }

    /** As {@link #decode(int[])}, with special pieces written out when {@code skipSpecials} is false. */
    public String decode(int[] ids, boolean skipSpecials) {
        long[] wide = new long[ids.length];
        int n = 0;
        for (int id : ids) {
            if (id >= 0 && id < pieces.length && pieces[id] != null) wide[n++] = id;
        }
        return n == 0 ? "" : tokenizer.decode(Arrays.copyOf(wide, n), skipSpecials);
    }

    /** Number of ids: one more than the highest id that has a piece. T5's is 32,100, inside a model's padded 32,128. */
    public int vocabularySize() { return pieces.length; }

    /** The piece of an id, a leading {@code ▁} standing for a blank; empty where an id has none, as T5's 32,100 to 32,127. */
    public String piece(int id) { return id < 0 || id >= pieces.length || pieces[id] == null ? "" : pieces[id]; }

    /** @throws UserInputException when this tokenizer has ids that a model with {@code modelVocabulary} embeddings does not know */
    public void requireFits(int modelVocabulary) { requireFits(path, pieces.length, modelVocabulary); }

    private static void requireFits(Path path, int pieces, int modelVocabulary) {
        if (pieces <= modelVocabulary) return;
        throw new UserInputException(String.format(Locale.ROOT, "%s has %,d pieces but the model expects at most %,d. Nothing was loaded. "
                + "Choose the tokenizer that came with this model.", path, pieces, modelVocabulary));
    }

    @Override public void close() { tokenizer.close(); }

    private int[] rawIds(String text) {
        long[] wide = text.isEmpty() ? new long[0] : tokenizer.encode(text, false, false).getIds();
        int[] ids = new int[wide.length];
        int n = 0;
        for (long id : wide) {
            if (id != PAD && id != EOS) ids[n++] = (int) id;
        }
        return n == ids.length ? ids : Arrays.copyOf(ids, n);
    }
}
