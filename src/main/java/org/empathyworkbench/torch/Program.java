package org.empathyworkbench.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A compiled TorchScript program: methods over tensors, without state of its own. Its text is put together from fragments in
 * {@code resources/engine/torchscript}, each holding methods of one class {@code M}; words that begin with {@code @} are constants
 * ({@link ScriptWords}).
 *
 * <p>{@link #run} is for inference: scalars may be passed as numbers, no gradient is recorded. {@link #runWithGrad} records gradients;
 * there every argument is a tensor or a list of tensors (a scalar is a tensor of one element).
 */
public final class Program implements AutoCloseable {
    private final NDManager manager;
    private final PtSymbolBlock block;

    private Program(NDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /**
     * @param constants value of each {@code @WORD} of the text, by name without the sign
     * @param fragments names of fragments without folder and ending; a fragment may call methods of those before it, and {@code product}
     *     ({@link MatmulBackend})
     * @throws IllegalStateException    when the text does not compile, with the line
     * @throws IllegalArgumentException when the text has a word without a value
     */
    public static Program compile(Map<String, String> constants, String... fragments) {
        return compileText(text(constants, fragments));
    }

    /**
     * Compiles a whole program text, which must define {@code class M(Module)}.
     *
     * @throws IllegalStateException when it does not compile
     */
    static Program compileText(String text) {
        NDManager manager = Torch.newManager(Device.cpu());
        try (InputStream archive = new ByteArrayInputStream(ScriptArchive.of("M", text))) {
            return new Program(manager, JniUtils.loadModule((PtNDManager) manager, archive, true, false));
        } catch (EngineException e) {
            manager.close();
            throw new IllegalStateException("A TorchScript program does not compile: " + e.getMessage(), e);
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls a method without recording gradients.
     *
     * @param out       what the results are attached to
     * @param arguments tensors, lists of tensors, {@link Long}/{@link Integer}, {@link Double}/{@link Float}, {@link Boolean}
     */
    public NDList run(NDManager out, String method, Object... arguments) {
        Torch.prepareThread();
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) values[i] = valueOf(arguments[i]);
            try (IValue result = IValueUtils.runMethod(block, method, values)) {
                return result.toNDList((PtNDManager) out);
            }
        } finally {
            for (IValue value : values) {
                if (value != null) value.close();
            }
        }
    }

    /** Calls a method with gradients recorded; see the class comment for what may be passed. One tensor may stand in one list only. */
    public NDList runWithGrad(NDManager out, String method, Object... arguments) {
        Torch.prepareThread();
        NDList inputs = new NDList();
        // The engine takes the method and the grouping of tensors into lists from the names; results attach to the first tensor's manager.
        NDArray tag = out.create(0f);
        tag.setName("module_method:" + method);
        inputs.add(tag);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof List<?> list) {
                for (Object tensor : list) {
                    ((NDArray) tensor).setName("a" + i + "[]");
                    inputs.add((NDArray) tensor);
                }
            } else {
                ((NDArray) arguments[i]).setName(null);
                inputs.add((NDArray) arguments[i]);
            }
        }
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return IValueUtils.forward(block, inputs, true);
        } finally {
            JniUtils.setGradMode(before);
            tag.close();
        }
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }

    private static IValue valueOf(Object argument) {
        if (argument instanceof NDArray tensor) return IValue.from((PtNDArray) tensor);
        if (argument instanceof List<?> list) return IValue.listFrom(list.toArray(PtNDArray[]::new));
        if (argument instanceof Integer || argument instanceof Long) return IValue.from(((Number) argument).longValue());
        if (argument instanceof Float || argument instanceof Double) return IValue.from(((Number) argument).doubleValue());
        if (argument instanceof Boolean flag) return IValue.from((boolean) flag);
        throw new IllegalArgumentException("A program takes no " + argument.getClass().getSimpleName() + ".");
    }

    private static String text(Map<String, String> constants, String... fragments) {
        return assemble(constants, Stream.concat(Stream.of(MatmulBackend.FRAGMENT), Stream.of(fragments)).toArray(String[]::new));
    }

    /** The program of exactly these fragments, its words replaced. @throws IllegalArgumentException when a word has no value */
    static String assemble(Map<String, String> constants, String... fragments) {
        StringBuilder text = new StringBuilder("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
        for (String fragment : fragments) text.append(read("/torchscript/" + fragment + ".py")).append('\n');
        return ScriptWords.replace(text.toString(), constants);
    }

    private static String read(String resource) {
        try (InputStream in = Program.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalArgumentException("There is no program fragment " + resource + ".");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
