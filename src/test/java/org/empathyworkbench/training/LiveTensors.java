package org.empathyworkbench.training;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts what hangs on a manager, its sub-managers' tensors included. */
public final class LiveTensors {
    private LiveTensors() {}

    public static int under(NDManager manager) {
        try {
            Field resources = BaseNDManager.class.getDeclaredField("resources");
            resources.setAccessible(true);
            int count = 0;
            for (Object resource : ((Map<?, ?>) resources.get(manager)).values())
                count += resource instanceof NDManager child ? 1 + under(child) : 1;
            return count;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
