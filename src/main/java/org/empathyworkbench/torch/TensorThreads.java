package org.empathyworkbench.torch;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which threads tensor work runs on. An operation of a small model is too short to be shared out: waking a second thread costs more than
 * the operation. So a small model's operations run on one thread each, and pieces of work that do not depend on each other (rows of a
 * batch, networks) run on several Java threads. A large model's pieces run one after the other, each operation on all threads.
 *
 * <p>Pieces are cut by the model's size alone and their results stand in the order of the pieces, so the numbers do not depend on how
 * many threads there are.
 */
public final class TensorThreads {
    private static final ExecutorService HELPERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tensor pieces");
        thread.setDaemon(true);
        return thread;
    });
    /** Threads of one operation set last on this thread; nothing where it has the number of the engine's start. */
    private static final ThreadLocal<Integer> TOLD = new ThreadLocal<>();
    /** What the engine was started with. */
    private static final AtomicInteger STARTED = new AtomicInteger(1);

    private TensorThreads() { }

    /** Whether a model's work is cut into pieces for several threads. On a GPU one call has all of it. */
    public static boolean small(long parameters, Device device) { return parameters <= MallocTuning.SMALL && !device.isGpu(); }

    /** Does some work with a model of this size: operations of the calling thread run on as many threads as suit it. */
    public static <T extends @Nullable Object> T suiting(long parameters, Device device, Supplier<T> work) {
        return on(small(parameters, device) ? 1 : STARTED.get(), work);
    }

    /**
     * Does all pieces of work with a model; those of a small one on several threads, so they must not change anything together.
     *
     * @param small as {@link #small} says
     * @return what each piece gave, in their order
     */
    public static <T> List<T> run(boolean small, List<Supplier<T>> pieces) {
        int lanes = small ? Math.min(STARTED.get(), pieces.size()) : 1;
        return on(small ? 1 : STARTED.get(), () -> lanes < 2 ? pieces.stream().map(Supplier::get).toList() : together(pieces, lanes));
    }

    private static <T extends @Nullable Object> T on(int threads, Supplier<T> work) {
        int before = now();
        use(threads);
        try {
            return work.get();
        } finally {
            use(before);
        }
    }

    private static <T> List<T> together(List<Supplier<T>> pieces, int lanes) {
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(pieces.size());
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Throwable>> helpers = new ArrayList<>();
        for (int lane = 1; lane < lanes; lane++) {
            helpers.add(CompletableFuture.supplyAsync(() -> on(1, () -> work(pieces, next, results)), HELPERS)
                    .handle((done, failure) -> failure));
        }
        Throwable first = null;
        try {
            work(pieces, next, results);
        } finally {
            // also after a failure: nobody may free tensors that a helper still reads
            for (CompletableFuture<Throwable> helper : helpers) {
                Throwable failure = helper.join();
                if (failure != null && first == null) first = failure.getCause();
            }
        }
        if (first instanceof Error error) throw error;
        if (first instanceof RuntimeException exception) throw exception;
        List<T> inOrder = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) inOrder.add(results.get(i));
        return inOrder;
    }

    /** Takes piece after piece until none is left; after a failure none is. */
    private static <T> boolean work(List<Supplier<T>> pieces, AtomicInteger next, AtomicReferenceArray<T> results) {
        boolean whole = false;
        try {
            for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) results.set(i, pieces.get(i).get());
            whole = true;
            return true;
        } finally {
            if (!whole) next.set(pieces.size());
        }
    }

    /** The engine was started or set again with this number of threads for the calling thread's operations. */
    static void started(int threads) {
        STARTED.set(threads);
        TOLD.remove();
    }

    /** Threads of one operation on the calling thread. */
    static int now() {
        Integer told = TOLD.get();
        return told == null ? STARTED.get() : told;
    }

    private static void use(int threads) {
        if (threads == now()) return;
        JniUtils.setNumThreads(threads);
        TOLD.set(threads);
    }
}
