package org.empathyworkbench.torch;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * glibc malloc tuning ({@code mallopt}). A large model's freed memory is returned to the system at once; a small model's is kept for the
 * next step, since allocating it again costs more time than the arithmetic.
 *
 * @param returned M_MMAP_THRESHOLD: larger blocks are returned to the system when freed
 * @param trimmed  M_TRIM_THRESHOLD: bytes that may stay free at the top of the heap
 */
public record MallocTuning(int returned, int trimmed) {
    /** Maximum number of parameters of a small model. Measured with models of 0.9 and 60 million only. */
    static final long SMALL = 16_000_000;
    /** In the way of a small model: a larger part of its blocks lies below, while logits of a whole batch are still returned. */
    private static final MallocTuning KEPT = new MallocTuning(8_000_000, 1_000_000_000);
    private static final String RETURNED = "MALLOC_MMAP_THRESHOLD_";
    private static final String TRIMMED = "MALLOC_TRIM_THRESHOLD_";
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final Logger LOG = LoggerFactory.getLogger(MallocTuning.class);

    /**
     * To be called with a model before it is worked with for long. Gives back what was freed so far (loading a model leaves holes between
     * what stays), and says what becomes of what is freed from now on. Takes some milliseconds; where the C library knows no such calls,
     * Java's own garbage alone goes.
     *
     * @param parameters of the model that learns or answers
     */
    public static void prepare(long parameters) {
        System.gc();
        if (!Platform.isLinux()) return;
        try {
            if (ours(System.getenv())) suiting(parameters).set();
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {new NativeLong(0)});
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("This C library keeps what was freed.", e);
        }
    }

    /** Whether the process has the environment set by this program's launcher, and not one set by the user. */
    static boolean ours(Map<String, String> environment) {
        Map<String, String> wanted = NativeEnvironment.wanted();
        return Objects.equals(wanted.get(RETURNED), environment.get(RETURNED))
                && Objects.equals(wanted.get(TRIMMED), environment.get(TRIMMED));
    }

    /** By the model's size; for a large one what the environment says. */
    static MallocTuning suiting(long parameters) {
        Map<String, String> wanted = NativeEnvironment.wanted();
        return parameters <= SMALL ? KEPT : new MallocTuning(Integer.parseInt(wanted.get(RETURNED)), Integer.parseInt(wanted.get(TRIMMED)));
    }

    void set() {
        Function mallopt = Function.getFunction("c", "mallopt");
        mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, returned});
        mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, trimmed});
    }
}
