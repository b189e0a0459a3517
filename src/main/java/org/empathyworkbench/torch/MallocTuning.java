package org.empathyworkbench.torch;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the C library does with memory that tensors gave back. A large model's is returned to the system at once, for there is much of it; a
 * small model's stays for the next step: to take it from the system anew costs more time than its arithmetic.
 *
 * @param returned blocks of so many bytes and more go back to the system when they are freed
 * @param trimmed  so many bytes may lie free behind the last block in use
 */
public record MallocTuning(int returned, int trimmed) {
    /** Parameters of a model that counts as small. Measured with models of 0.9 and 60 million; between the two nobody has looked. */
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

    /** Whether the process has the environment that every process of this program is started with, and not one of somebody's own choice. */
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
