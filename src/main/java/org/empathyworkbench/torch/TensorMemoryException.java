package org.empathyworkbench.torch;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory ran out in the midst of a training. Weights and optimiser are as after the last whole step, unless the cause says otherwise. */
public final class TensorMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** As the CPU's allocator, CUDA and its libraries, and C++ say it. */
    private static final List<String> SAID = List.of("can't allocate memory", "not enough memory", "out of memory",
            "cublas_status_alloc_failed", "cudnn_status_alloc_failed", "bad_alloc", "bad allocation");
    private static final Pattern BYTES = Pattern.compile("allocate (\\d{1,18}) bytes");
    private static final Pattern UNITS = Pattern.compile("Tried to allocate ([\\d.]+ [KMGT]iB)");

    private final int step;

    /** @param step the last whole step */
    public TensorMemoryException(int step, Throwable cause) {
        super("Memory ran out after step " + step + ": " + what(cause), cause);
        this.step = step;
    }

    public int step() { return step; }

    /** What ran out, and how much more was asked for where that is known. */
    public String what() { return what(Objects.requireNonNull(getCause())); }

    /** Whether a failure, or what caused it, says that memory ran out. */
    public static boolean isIn(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof OutOfMemoryError || one instanceof TensorMemoryException) return true;
            String said = String.valueOf(one.getMessage()).toLowerCase(Locale.ROOT);
            if (one instanceof EngineException && SAID.stream().anyMatch(said::contains)) return true;
        }
        return false;
    }

    private static String what(Throwable cause) {
        if (cause instanceof OutOfMemoryError) return "Java's own memory (" + cause.getMessage() + ")";
        String said = String.valueOf(cause.getMessage());
        String device = said.toLowerCase(Locale.ROOT).contains("cuda") || said.toLowerCase(Locale.ROOT).contains("cublas")
                ? "the GPU's memory" : "the machine's memory";
        Matcher bytes = BYTES.matcher(said);
        if (bytes.find())
            return device + String.format(Locale.ROOT, ", of which %,.1f MB more were asked for", Long.parseLong(bytes.group(1)) / 1e6);
        Matcher units = UNITS.matcher(said);
        return units.find() ? device + ", of which " + units.group(1) + " more were asked for" : device;
    }
}
