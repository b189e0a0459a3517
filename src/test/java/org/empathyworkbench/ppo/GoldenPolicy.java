package org.empathyworkbench.ppo;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.Golden;
import org.empathyworkbench.runsettings.PpoSettings;
import org.empathyworkbench.t5.Parameters;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.T5Weights;

/** The reference policy, its value head and its frozen reference, as the Python stack used them; and tables of the cases as ragged rows. */
final class GoldenPolicy implements AutoCloseable {
    static final JsonObject CASES = Golden.section("ppo");

    final T5Model policy;
    final T5Model reference;
    final ValueHead head;
    final ActorCritic model;

    GoldenPolicy(Path folder, String policyFile, PpoSettings settings) throws IOException {
        policy = model(folder.resolve("policy"), policyFile);
        reference = model(folder.resolve("reference"), "ppo_ref.safetensors");
        head = ValueHead.read(policy.manager(), Golden.file(policyFile), policy.config().dModel());
        model = new ActorCritic(policy, head, reference, settings);
    }

    private static T5Model model(Path folder, String file) throws IOException {
        Files.createDirectories(folder);
        Files.copy(Golden.file("config.json"), folder.resolve("config.json"));
        Files.copy(Golden.file(file), folder.resolve("model.safetensors"));
        return T5Model.load(folder, Device.cpu());
    }

    static RolloutBatch rows() {
        int[][] withStart = Golden.ints(CASES.get("responses_with_start"));
        int[][] answers = new int[withStart.length][];
        for (int b = 0; b < answers.length; b++) answers[b] = Arrays.copyOfRange(withStart[b], 1, withStart[b].length);
        return new RolloutBatch(Golden.ints(CASES.get("queries")), answers);
    }

    /** A padded (8, 11) table, each row cut to its real tokens {@code from}..T-1. */
    static double[][] table(JsonElement padded, int from) {
        int[][] answers = rows().answers();
        double[][] rows = new double[answers.length][];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = new double[answers[b].length - from];
            for (int t = 0; t < rows[b].length; t++)
                rows[b][t] = padded.getAsJsonArray().get(b).getAsJsonArray().get(t + from).getAsDouble();
        }
        return rows;
    }

    static double[] row(JsonElement cells) {
        double[] values = new double[cells.getAsJsonArray().size()];
        for (int i = 0; i < values.length; i++) values[i] = cells.getAsJsonArray().get(i).getAsDouble();
        return values;
    }

    static double difference(double[][] a, double[][] b) {
        assertShape(a, b);
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int t = 0; t < a[i].length; t++) greatest = Math.max(greatest, Math.abs(a[i][t] - b[i][t]));
        }
        return greatest;
    }

    private static void assertShape(double[][] a, double[][] b) {
        if (a.length != b.length) throw new AssertionError(a.length + " rows, expected " + b.length);
        for (int i = 0; i < a.length; i++) {
            if (a[i].length != b[i].length)
                throw new AssertionError("row " + i + " has " + a[i].length + " cells, expected " + b[i].length);
        }
    }

    /** Every parameter's name, T5's first, then the head's, as {@link ActorCritic#gradients()} has them. */
    List<String> names() {
        List<String> names = new ArrayList<>(new T5Weights(policy.config()).all().stream().map(T5Weights.Weight::name).toList());
        names.add("v_head.summary.weight");
        names.add("v_head.summary.bias");
        return names;
    }

    /**
     * For each single weight, whether its gradient lies below a bound without being zero: Adam's first step
     * makes a whole step of rounding noise there.
     */
    boolean[] gradientsBelow(double bound) {
        List<Boolean> flags = new ArrayList<>();
        for (NDArray gradient : model.gradients()) {
            for (float g : gradient.toFloatArray()) flags.add(g != 0 && Math.abs(g) < bound);
        }
        boolean[] below = new boolean[flags.size()];
        for (int i = 0; i < below.length; i++) below[i] = flags.get(i);
        return below;
    }

    /** Absolute differences of every weight and the head to a file's, sorted; flagged ones are left out. */
    List<Double> differences(String file, boolean[] leftOut) {
        int at = 0;
        List<Double> differences = new ArrayList<>();
        try (NDManager step = policy.manager().newSubManager()) {
            List<NDArray> expected = new ArrayList<>(Parameters.read(step, Golden.file(file), new T5Weights(policy.config()).all()));
            ValueHead expectedHead = ValueHead.read(step, Golden.file(file), policy.config().dModel());
            expected.add(expectedHead.weight());
            expected.add(expectedHead.bias());
            List<NDArray> actual = new ArrayList<>(policy.weights());
            actual.add(head.weight());
            actual.add(head.bias());
            for (int i = 0; i < actual.size(); i++) {
                float[] a = actual.get(i).toFloatArray();
                float[] b = expected.get(i).toFloatArray();
                for (int j = 0; j < a.length; j++, at++) {
                    if (leftOut == null || !leftOut[at]) differences.add((double) Math.abs(a[j] - b[j]));
                }
            }
        }
        differences.sort(null);
        return differences;
    }

    @Override
    public void close() {
        model.close();
        reference.close();
        policy.close();
    }
}
