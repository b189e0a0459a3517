package org.empathyworkbench.verification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.generation.BeamSearch;
import org.empathyworkbench.generation.BeamSettings;
import org.empathyworkbench.t5.T5Memory;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.t5.T5Weights;
import org.empathyworkbench.t5.TokenBatch;
import org.empathyworkbench.torch.Precision;

/**
 * Compares a model with reference vectors, table by table; places behind a row's end are padding and left out.
 *
 * <p>Tolerances are for two programs that both count in float32: activations, log-probabilities and gradient norms 5e-5, the mean loss
 * 5e-6, each times the greatest expected number where that is over 1. Token ids must be the same.
 */
public final class Verification {
    public static final String HIDDEN_STATES = "encoder hidden states";
    public static final String LOGITS = "logits";
    public static final String TOKEN_LOSSES = "token losses";
    public static final String LOSS = "loss";
    public static final String GRADIENT_NORMS = "gradient norms";
    public static final String GRADIENT_CELLS = "gradient cells";
    public static final String GREEDY = "greedy ids";
    public static final String BEAM = "beam ids";
    public static final String BEAM_SCORES = "beam scores";
    public static final String SAMPLING = "sampling distribution";
    public static final String BUCKETS = "position buckets";

    private static final double ACTIVATIONS = 5e-5;
    private static final double MEAN_LOSS = 5e-6;
    /** Of a batch's activations. */
    private static final long MOST_MEMORY = 4_000_000_000L;
    /** Both counts hold the start token in a name such as {@code greedy_min_length_9_max_length_12}. */
    private static final Pattern LENGTHS = Pattern.compile("greedy_min_length_(\\d{1,9})_max_length_(\\d{1,9})");

    private final T5Model model;
    private final ReferenceCases cases;
    private final NDManager call;
    private final T5Memory memory;
    private final List<Check> checks = new ArrayList<>();
    private final Set<String> checked = new LinkedHashSet<>(List.of("input_ids", "attention_mask", "labels"));

    private Verification(T5Model model, ReferenceCases cases, NDManager call) {
        this.model = model;
        this.cases = cases;
        this.call = call;
        this.memory = new T5Memory(model.config(), Precision.FP32);
    }

    /**
     * Compares everything that the file has.
     *
     * @throws org.empathyworkbench.dialogue.UserInputException with file and place of what is wrong with the
     *     file, or when it holds nothing to compare with
     */
    public static VerificationReport run(T5Model model, Path file) {
        ReferenceCases cases = ReferenceCases.read(file, model.config());
        try (NDManager call = model.manager().newSubManager()) {
            return new Verification(model, cases, call).report();
        }
    }

    private VerificationReport report() {
        int[][] labels = cases.labels().orElse(new int[0][]);
        requireMemory(cases.root(), memory.reading(cases.inputs().length, TokenBatch.width(cases.inputs()), TokenBatch.width(labels), 2));
        teacherForced();
        losses();
        gradients();
        greedy();
        beams();
        if (here("sampling_distribution")) sampling();
        if (here("relative_position_bucket")) buckets();
        if (checks.isEmpty()) throw cases.root().refuse("it has nothing to compare the model with, such as \"decoder_logits\"");
        return new VerificationReport(checks, cases.keys().stream()
                .filter(key -> !checked.contains(key) && !cases.root().get(key).element().isJsonPrimitive()).toList());
    }

    private void requireMemory(ReferenceTable table, long bytes) {
        if (bytes > MOST_MEMORY) {
            throw table.refuse(String.format(Locale.ROOT,
                    "the batch would take about %,.0f GB of memory beside the model, more than %,.0f; write fewer or shorter rows",
                    bytes / 1e9, MOST_MEMORY / 1e9));
        }
    }

    private boolean here(String key) {
        if (!cases.root().has(key)) return false;
        checked.add(key);
        return true;
    }

    private void teacherForced() {
        boolean states = here("encoder_last_hidden_state");
        boolean logits = here("decoder_logits");
        boolean given = here("decoder_input_ids");
        if (!states && !logits) return;
        int[][] labels = cases.labels().orElse(null);
        if (logits && labels == null && !given)
            throw cases.root().refuse("\"decoder_logits\" needs \"labels\" or \"decoder_input_ids\" beside it");
        int[][] decoder = given ? decoderInput() : null;
        NDArray input = decoder != null ? TokenBatch.ids(call, decoder)
                : TokenBatch.decoderInput(call, labels == null ? new int[cases.inputs().length][1] : labels, model.config().startId());
        NDList out = model.program().run(call, "teacher", model.weights(), contexts(), mask(), input);
        if (states) compare(HIDDEN_STATES, "encoder_last_hidden_state", out.get(0), cases.inputs());
        if (logits) compare(LOGITS, "decoder_logits", out.get(1), Objects.requireNonNull(labels != null ? labels : decoder));
    }

    /** Must be [start, y1 .. yT-1] where there are labels (METHOD section 6, rule 1). */
    private int[][] decoderInput() {
        ReferenceTable table = cases.root().get("decoder_input_ids").requireSize(cases.inputs().length);
        ReferenceCases.requireBounds(table);
        int[][] rows = table.wholeRows();
        requireMemory(table, memory.reading(rows.length, TokenBatch.width(cases.inputs()), TokenBatch.width(rows), 2));
        for (int b = 0; b < rows.length; b++) {
            int wanted = cases.labels().isPresent() ? cases.labels().get()[b].length : 1;
            if (rows[b].length < wanted)
                throw table.get(b).refuse("it has " + rows[b].length + " tokens, but " + wanted + " are needed, one a label");
            for (int t = 0; t < rows[b].length; t++) {
                if (rows[b][t] < 0 || rows[b][t] >= model.config().vocabularySize())
                    throw table.get(b).get(t).refuse("token " + rows[b][t] + " lies outside the model's vocabulary");
                int at = t;
                int row = b;
                cases.labels().filter(labels -> at < labels[row].length
                        && rows[row][at] != (at == 0 ? model.config().startId() : labels[row][at - 1])).ifPresent(labels -> {
                            throw table.get(row).get(at).refuse("it is no decoder input: the labels follow the start token "
                                    + model.config().startId() + " one place later");
                        });
            }
        }
        return rows;
    }

    /** Found (B, T, n) at the real tokens of rows. */
    private void compare(String what, String key, NDArray found, int[][] rows) {
        ReferenceTable table = cases.root().get(key).requireSize(rows.length);
        float[] values = found.toFloatArray();
        int width = (int) found.getShape().get(1);
        int cells = (int) found.getShape().get(2);
        Differences differences = new Differences(what);
        for (int b = 0; b < rows.length; b++) {
            if (table.get(b).size() < rows[b].length)
                throw table.get(b).refuse("it has " + table.get(b).size() + " places, but the row has " + rows[b].length + " tokens");
            for (int t = 0; t < rows[b].length; t++) {
                ReferenceTable place = table.get(b).get(t);
                float[] expected = place.numbers(cells);
                for (int i = 0; i < cells; i++)
                    differences.compare(values[(b * width + t) * cells + i], expected[i], place.place() + "[" + i + "]");
            }
        }
        checks.add(differences.within(ACTIVATIONS));
    }

    private void losses() {
        boolean tokens = here("token_nll");
        boolean loss = here("loss");
        if (!tokens && !loss) return;
        int[][] labels = cases.requireLabels(tokens ? "token_nll" : "loss");
        NDArray nll = model.program().run(call, "token_nll", model.weights(), contexts(), mask(),
                decoderInput(labels), TokenBatch.labels(call, labels)).singletonOrThrow();
        float[] values = nll.toFloatArray();
        int width = TokenBatch.width(labels);
        Differences differences = new Differences(TOKEN_LOSSES);
        double sum = 0;
        for (int b = 0; b < labels.length; b++) {
            for (int t = 0; t < labels[b].length; t++) {
                float value = values[b * width + t];
                sum += value;
                if (!tokens) continue;
                ReferenceTable row = cases.root().get("token_nll").requireSize(labels.length).get(b);
                if (row.size() < labels[b].length)
                    throw row.refuse("it has " + row.size() + " places, but the row has " + labels[b].length + " labels");
                differences.compare(value, row.get(t).number(), row.get(t).place());
            }
        }
        if (tokens) checks.add(differences.within(ACTIVATIONS));
        if (!loss) return;
        Differences mean = new Differences(LOSS);
        mean.compare(sum / TokenBatch.tokens(labels), cases.root().get("loss").number(), "loss");
        checks.add(mean.within(MEAN_LOSS));
    }

    /** Of the mean loss over the batch's tokens, without dropout. */
    private void gradients() {
        boolean norms = here("grad_l2");
        boolean total = here("grad_l2_total");
        boolean cells = here("grad_raw");
        if (!norms && !total && !cells) return;
        int[][] labels = cases.requireLabels("grad_l2");
        long learning = memory.learning(labels.length, TokenBatch.width(cases.inputs()), TokenBatch.width(labels), false)
                - memory.weights();
        requireMemory(cases.root(), learning);
        NDList out = model.program().runWithGrad(call, "loss_gradients", model.weights(), contexts(), mask(), decoderInput(labels),
                TokenBatch.labels(call, labels), call.create(0f), call.create((float) TokenBatch.tokens(labels)));
        List<String> names = new T5Weights(model.config()).all().stream().map(T5Weights.Weight::name).toList();
        double squares = 0;
        for (int i = 0; i < names.size(); i++) {
            float[] gradient = out.get(i + 1).toFloatArray();
            double own = 0;
            for (float g : gradient) own += (double) g * g;
            squares += own;
            if (norms && cases.root().get("grad_l2").has(names.get(i))) {
                one(GRADIENT_NORMS, Math.sqrt(own), cases.root().get("grad_l2").get(names.get(i)).number(), names.get(i));
            }
            if (cells && cases.root().get("grad_raw").has(names.get(i))) cells(gradient, cases.root().get("grad_raw").get(names.get(i)));
        }
        if (norms) requireKnown(cases.root().get("grad_l2"), names);
        if (cells) requireKnown(cases.root().get("grad_raw"), names);
        if (total) one(GRADIENT_NORMS, Math.sqrt(squares), cases.root().get("grad_l2_total").number(), "all parameters together");
    }

    private static void requireKnown(ReferenceTable table, List<String> names) {
        if (!table.isObject()) throw table.refuse("it is no object of parameters");
        for (String name : table.element().getAsJsonObject().keySet()) {
            if (!names.contains(name)) throw table.refuse("the model has no parameter \"" + name + "\"");
        }
    }

    private void cells(float[] gradient, ReferenceTable table) {
        Differences differences = new Differences(GRADIENT_CELLS);
        for (int i = 0; i < table.size(); i++) {
            int at = table.get(i).get("flat_index").whole();
            if (at < 0 || at >= gradient.length)
                throw table.get(i).refuse("the parameter has " + gradient.length + " numbers, none at " + at);
            differences.compare(gradient[at], table.get(i).get("value").number(), table.get(i).place());
        }
        checks.add(differences.within(ACTIVATIONS));
    }

    private void one(String what, double found, double expected, String where) {
        Differences differences = new Differences(what);
        differences.compare(found, expected, where);
        checks.add(differences.within(ACTIVATIONS));
    }

    private void greedy() {
        for (String key : cases.keys()) {
            if (!key.startsWith("greedy") || !cases.root().get(key).isObject()) continue;
            here(key);
            ReferenceTable table = cases.root().get(key);
            Matcher lengths = LENGTHS.matcher(key);
            boolean named = lengths.matches();
            int steps = steps(table, named ? Integer.parseInt(lengths.group(2)) - 1 : 0);
            requireMemory(table, memory.answering(cases.inputs().length, TokenBatch.width(cases.inputs()), steps));
            int minimum = table.whole("min_length", named ? Integer.parseInt(lengths.group(1)) : 0);
            NDArray noise = call.zeros(new Shape(steps, cases.inputs().length));
            NDList out = model.program().run(call, "generate", model.weights(),
                    contexts(), mask(), noise, steps, minimum, 1, 1.0, 1.0, true, true);
            long[] flat = out.get(0).toLongArray();
            long[] written = out.get(1).toLongArray();
            int[][] rows = new int[written.length][];
            for (int b = 0; b < rows.length; b++) {
                rows[b] = new int[(int) written[b]];
                for (int t = 0; t < rows[b].length; t++) rows[b][t] = (int) flat[b * steps + t];
            }
            checks.add(sameIds(GREEDY, rows, table.get("sequences_with_start")));
        }
    }

    /** New tokens at most: {@code max_new_tokens}, or {@code max_length}, which counts the start token. */
    private static int steps(ReferenceTable table, int otherwise) {
        int steps = table.whole("max_new_tokens", table.whole("max_length", otherwise + 1) - 1);
        if (steps < 1 || steps > 4_096)
            throw table.refuse("it says not how many tokens may be written (\"max_new_tokens\", from 1 to 4096)");
        return steps;
    }

    private void beams() {
        if (!here("beam")) return;
        ReferenceTable table = cases.root().get("beam");
        List<ReferenceTable> all = new ArrayList<>();
        for (int i = 0; table.isArray() && i < table.size(); i++) all.add(table.get(i));
        if (table.isObject()) all.add(table);
        if (all.isEmpty()) throw table.refuse("it holds no search");
        try (BeamSearch search = new BeamSearch(model)) {
            for (ReferenceTable one : all) {
                int beams = one.get("num_beams").whole();
                if (beams < 1 || beams > 256) throw one.get("num_beams").refuse("it is " + beams + ", not between 1 and 256");
                if (!Double.isFinite(one.number("length_penalty", 1))) throw one.get("length_penalty").refuse("it is no number");
                BeamSettings settings = new BeamSettings(beams, one.number("length_penalty", 1),
                        one.flag("early_stopping", false), steps(one, 0), Math.max(0, one.whole("min_length", 0)));
                requireMemory(one, memory.answering((long) cases.inputs().length * beams,
                        TokenBatch.width(cases.inputs()), settings.maximumNewTokens()));
                List<BeamSearch.Answer> answers = search.search(cases.inputs(), settings);
                checks.add(sameIds(BEAM, answers.stream().map(BeamSearch.Answer::ids).toArray(int[][]::new),
                        one.get("sequences_with_start")));
                if (one.has("sequences_scores")) scores(answers, one.get("sequences_scores").requireSize(answers.size()));
            }
        }
    }

    private void scores(List<BeamSearch.Answer> answers, ReferenceTable expected) {
        Differences differences = new Differences(BEAM_SCORES);
        for (int b = 0; b < answers.size(); b++)
            differences.compare(answers.get(b).score(), expected.get(b).number(), expected.get(b).place());
        checks.add(differences.within(ACTIVATIONS));
    }

    /** Found y1..yT against [start, y1 .. yT]; tokens after the first end token are ignored. */
    private Check sameIds(String what, int[][] found, ReferenceTable expected) {
        expected.requireSize(found.length);
        Differences differences = new Differences(what);
        for (int b = 0; b < found.length; b++) {
            int[] row = expected.get(b).wholes();
            int length = 1;
            while (length < row.length && row[length] != model.config().eosId()) length++;
            length = Math.min(length, row.length - 1);                     // tokens, the end token among them
            for (int t = 0; t < Math.max(length, found[b].length); t++) {
                boolean same = t < length && t < found[b].length && row[t + 1] == found[b][t];
                differences.count(same, expected.get(b).place() + "[" + (t + 1) + "]");
            }
        }
        return differences.exactly();
    }

    private void sampling() {
        ReferenceTable table = cases.root().get("sampling_distribution");
        int[][] labels = cases.requireLabels("sampling_distribution");
        NDArray first = model.program().run(call, "teacher", model.weights(), contexts(), mask(), decoderInput(labels)).get(1).get(":,0,:");
        for (int c = 0; c < table.size(); c++) {
            ReferenceTable one = table.get(c);
            int kept = one.get("top_k").whole();
            double share = one.number("top_p", 1);
            double temperature = one.get("temperature").number();
            if (kept < 1) throw one.get("top_k").refuse("it is " + kept + ", not at least 1");
            if (!(share > 0 && share <= 1)) throw one.get("top_p").refuse("it is " + share + ", not a part of 1");
            if (!(temperature > 0)) throw one.get("temperature").refuse("it is " + temperature + ", not greater than 0");
            NDArray found = model.program().run(call, "distribution", first, one.get("current_length_incl_start").whole(),
                    one.whole("min_length", 0), Math.min(kept, model.config().vocabularySize()), share, temperature).singletonOrThrow();
            float[] values = found.toFloatArray();
            int cells = model.config().vocabularySize();
            Differences differences = new Differences(SAMPLING);
            ReferenceTable rows = one.get("probs").requireSize(cases.inputs().length);
            for (int b = 0; b < rows.size(); b++) {
                float[] expected = rows.get(b).numbers(cells);
                for (int i = 0; i < cells; i++)
                    differences.compare(values[b * cells + i], expected[i], rows.get(b).place() + "[" + i + "]");
            }
            checks.add(differences.within(ACTIVATIONS));
        }
    }

    private void buckets() {
        ReferenceTable table = cases.root().get("relative_position_bucket");
        for (String width : List.of("", "_wide")) {
            if (!table.has("distances" + width)) continue;
            NDArray distances = call.create(Arrays.stream(table.get("distances" + width).wholes()).asLongStream().toArray());
            for (boolean both : new boolean[] {true, false}) {
                ReferenceTable expected = table.get((both ? "bidirectional" : "causal") + width);
                long[] found = model.program().run(call, "bucket", distances, both).singletonOrThrow().toLongArray();
                expected.requireSize(found.length);
                Differences differences = new Differences(BUCKETS);
                for (int i = 0; i < found.length; i++) differences.count(found[i] == expected.get(i).whole(), expected.get(i).place());
                checks.add(differences.exactly());
            }
        }
    }

    private NDArray contexts() { return TokenBatch.ids(call, cases.inputs()); }

    private NDArray mask() { return TokenBatch.mask(call, cases.inputs()); }

    private NDArray decoderInput(int[][] labels) { return TokenBatch.decoderInput(call, labels, model.config().startId()); }
}
