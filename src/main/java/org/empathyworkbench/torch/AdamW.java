package org.empathyworkbench.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * State of AdamW for a list of weights: first and second moments and step counts, one of each a weight, in the weights' order
 * (Loshchilov and Hutter 2019; epsilon outside the bias-corrected root, as PyTorch). The update itself is the method
 * {@code adamw} of the program fragment of that name.
 */
public final class AdamW implements AutoCloseable {
    /**
     * @param clip greatest global L2 norm of the gradient; 0 for none
     */
    public record Hyper(double weightDecay, double clip, double beta1, double beta2, double epsilon) {
        /** betas .9 and .999, epsilon 1e-8. */
        public static Hyper of(double weightDecay, double clip) { return new Hyper(weightDecay, clip, 0.9, 0.999, 1e-8); }
    }

    private final NDManager manager;
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>();
    private final NDArray decayed;
    private final Hyper hyper;

    /** @param decays whether weight decay acts on each weight */
    public AdamW(NDManager parent, List<NDArray> weights, boolean[] decays, Hyper hyper) {
        if (decays.length != weights.size()) throw new IllegalArgumentException("one flag a weight");
        this.manager = parent.newSubManager();
        this.hyper = hyper;
        for (NDArray weight : weights) {
            first.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
            second.add(manager.zeros(weight.getShape(), DataType.FLOAT32));
            steps.add(manager.zeros(new Shape(), DataType.FLOAT32));
        }
        float[] flags = new float[decays.length];
        for (int i = 0; i < flags.length; i++) flags[i] = decays[i] ? 1 : 0;
        decayed = Torch.numbers(manager, flags);
    }

    public List<NDArray> firstMoments() { return first; }

    public List<NDArray> secondMoments() { return second; }

    public List<NDArray> steps() { return steps; }

    /** All that a step changes, by name: what a checkpoint keeps. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (int i = 0; i < first.size(); i++) {
            state.put("m." + i, first.get(i));
            state.put("v." + i, second.get(i));
            state.put("t." + i, steps.get(i));
        }
        return state;
    }

    /** (number of weights) 1 where weight decay acts; on the CPU. */
    public NDArray decayed() { return decayed; }

    /** What the program reads, float64, on the CPU, attached to {@code step}. */
    public NDArray hyper(NDManager step, double learningRate) {
        return HyperParameters.of(HyperParameter.Group.ADAMW).set(HyperParameter.ADAMW_LEARNING_RATE, learningRate)
                .set(HyperParameter.ADAMW_WEIGHT_DECAY, hyper.weightDecay()).set(HyperParameter.ADAMW_CLIP, hyper.clip())
                .set(HyperParameter.ADAMW_BETA1, hyper.beta1()).set(HyperParameter.ADAMW_BETA2, hyper.beta2())
                .set(HyperParameter.ADAMW_EPSILON, hyper.epsilon()).float64(step);
    }

    @Override
    public void close() { manager.close(); }
}
