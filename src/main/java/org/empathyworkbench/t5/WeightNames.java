package org.empathyworkbench.t5;

import static org.empathyworkbench.t5.Safetensors.shown;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Checks the names and dtypes of a file's tensors before any is read: whether they are the weights that the configuration requires, and if
 * not, the probable cause: an adapter, quantised weights, a saved wrapper, another number of layers.
 */
final class WeightNames {
    static final String DEQUANTISE = "Import the model that it was made from, or turn it back with Python, with "
            + "the package that quantised it, and import the folder OUT: python -c \"from transformers import "
            + "T5ForConditionalGeneration as T; T.from_pretrained('MODEL').dequantize().save_pretrained('OUT')\"";

    private static final String ONE_MODEL = "Choose the config.json and weights of one model.";
    private static final Set<String> FLOATS = Set.of("F64", "F32", "F16", "BF16");
    private static final Pattern LAYER = Pattern.compile("(encoder|decoder)\\.block\\.(\\d{1,6})\\.");
    private static final Pattern ADAPTER =
            Pattern.compile("(^|\\.)(lora_[A-Za-z_]+|ia3_l|hada_w\\d_a|prompt_embeddings|prefix_encoder)(\\.|$)|^base_model\\.model\\.");
    private static final Pattern QUANTISED =
            Pattern.compile("\\.(SCB|absmax|nested_absmax|quant_map|nested_quant_map|quant_state\\..*|weight_format|qweight|qzeros|g_idx|"
                    + "weight_scale|weight_packed|input_scale|weight\\._data|weight\\._scale)$");
    /** Prefixes that wrappers add to a model's own names, and the wrapper's name. */
    private static final Map<String, String> WRAPPERS = Map.of("module",
            "PyTorch's DataParallel, DistributedDataParallel (DDP) or DeepSpeed", "_orig_mod", "torch.compile",
            "_fsdp_wrapped_module", "PyTorch's FullyShardedDataParallel (FSDP)", "_forward_module",
            "Lightning Fabric", "_checkpoint_wrapped_module", "activation checkpointing");

    private final Path source;
    private final List<T5Weights.Weight> weights;
    private final Map<String, Safetensors.Entry> entries;

    WeightNames(Path source, List<T5Weights.Weight> weights, Map<String, Safetensors.Entry> entries) {
        this.source = source;
        this.weights = weights;
        this.entries = entries;
    }

    /**
     * @throws UserInputException if a weight is missing, has another shape or a non-floating-point dtype, or the file has more layers than
     *     configured
     */
    void require() {
        requireNoAdapter();
        requireNotQuantised();
        List<String> missing = weights.stream().filter(weight -> !entries.containsKey(stored(weight))).map(T5Weights.Weight::name).toList();
        if (!missing.isEmpty()) throw missing(missing);
        for (T5Weights.Weight weight : weights) {
            Safetensors.Entry entry = Objects.requireNonNull(entries.get(stored(weight)));
            if (!FLOATS.contains(entry.dtype())) throw noFloat(entry);
            if (!entry.shape().equals(weight.shape())) {
                throw new UserInputException(source + ": \"" + shown(entry.name()) + "\" has shape " + entry.shape()
                        + ", but config.json requires " + weight.shape() + ". Nothing was imported. " + ONE_MODEL);
            }
        }
        Map<String, Integer> asked = layers(weights.stream().map(T5Weights.Weight::name).toList());
        for (String name : unused()) requireAskedFor(name, asked);
    }

    /** The name of a weight in the file: some converters save the shared input embedding under another name. */
    String stored(T5Weights.Weight weight) {
        if (!weight.name().equals("shared.weight")) return weight.name();
        return embeddings().filter(entries::containsKey).findFirst().orElse(weight.name());
    }

    /** The file's other names of the shared input embedding, and of a tied model's output projection: duplicates of it. */
    List<String> copiesOfTheEmbedding() {
        if (weights.stream().noneMatch(weight -> weight.name().equals("shared.weight"))) return List.of();
        boolean tied = weights.stream().anyMatch(weight -> weight.name().startsWith("decoder."))
                && weights.stream().noneMatch(weight -> weight.name().equals("lm_head.weight"));
        return Stream.concat(embeddings(), tied ? Stream.of("lm_head.weight") : Stream.of())
                .filter(entries::containsKey).filter(name -> !name.equals(stored(weights.get(0)))).toList();
    }

    /** Tensors that the model does not use, sorted; without those that any T5 file may contain in addition. */
    List<String> unused() {
        Set<String> left = new TreeSet<>(entries.keySet());
        weights.forEach(weight -> left.remove(weight.name()));
        embeddings().forEach(left::remove);
        copiesOfTheEmbedding().forEach(left::remove);
        left.remove("decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight");           // in T5's first files; never used
        return List.copyOf(left);
    }

    private static Stream<String> embeddings() {
        return Stream.of("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");
    }

    private void requireNoAdapter() {
        for (String name : entries.keySet()) {
            if (ADAPTER.matcher(name).find()) {
                throw new UserInputException(source + " holds an adapter, such as LoRA's, and not a model (it has \""
                        + shown(name) + "\"). Nothing was imported. " + UnreadWeights.MERGE);
            }
        }
    }

    private void requireNotQuantised() {
        for (Safetensors.Entry entry : entries.values()) {
            boolean few = entry.dtype().startsWith("F8") || entry.dtype().startsWith("F6") || entry.dtype().startsWith("F4");
            boolean packed = entry.name().endsWith(".weight") && (entry.dtype().equals("I8") || entry.dtype().equals("U8"));
            if (few || packed || QUANTISED.matcher(entry.name()).find()) {
                throw new UserInputException(source + " holds weights that were quantised to few bits (\"" + shown(entry.name())
                        + "\" is " + entry.dtype() + "), which are not supported. Nothing was imported. " + DEQUANTISE);
            }
        }
    }

    private UserInputException noFloat(Safetensors.Entry entry) {
        return new UserInputException(source + ": the weight \"" + shown(entry.name()) + "\" is kept as "
                + entry.dtype() + ", not as floating-point numbers (F32, F16, BF16, F64). Nothing was imported. "
                + "Choose the weights as they were trained, or save them again as F32.");
    }

    private UserInputException missing(List<String> missing) {
        Optional<UserInputException> wrapped = wrapped(missing);
        if (wrapped.isPresent()) return wrapped.get();
        String others = missing.size() == 1 ? "" : String.format(Locale.ROOT, " (and %,d more)", missing.size() - 1);
        return new UserInputException(source + " has no weight \"" + missing.get(0)
                + "\" that its config.json requires" + others + why(missing) + ". Nothing was imported. " + ONE_MODEL);
    }

    /** The most probable reason, appended to "requires". */
    private String why(List<String> missing) {
        String first = missing.get(0);
        if (entries.keySet().stream().noneMatch(name -> name.contains(".block."))) {
            return ": none of its " + entries.size() + " tensors has the name of a T5's weight (the first is \""
                    + entries.keySet().stream().findFirst().map(Safetensors::shown).orElse("") + "\")";
        }
        Matcher layer = LAYER.matcher(first);
        if (layer.find()) {
            String part = layer.group(1);
            int asked = layers(weights.stream().map(T5Weights.Weight::name).toList()).getOrDefault(part, 0);
            int there = layers(entries.keySet()).getOrDefault(part, 0);
            if (there < asked) return ": the weights have " + there + " layers in the " + part + ", config.json says " + asked;
        }
        if (first.endsWith(".wi_0.weight"))
            return ": its feed-forward layers are not gated, but config.json says that they are (feed_forward_proj, is_gated_act)";
        if (first.endsWith(".wi.weight"))
            return ": its feed-forward layers are gated, but config.json says that they are not (feed_forward_proj, is_gated_act)";
        if (first.equals("lm_head.weight"))
            return ": config.json says that the output projection is a matrix of "
                    + "its own (tie_word_embeddings or scale_decoder_outputs false)";
        if (missing.stream().allMatch(name -> name.startsWith("decoder.") || name.equals("lm_head.weight")))
            return ": it is only an encoder";
        return "";
    }

    private Optional<UserInputException> wrapped(List<String> missing) {
        String wanted = missing.get(0).equals("shared.weight") && missing.size() > 1 ? missing.get(1) : missing.get(0);
        UnaryOperator<String> bare = name -> Arrays.stream(name.split("\\."))
                .filter(part -> !WRAPPERS.containsKey(part)).collect(Collectors.joining("."));
        for (String name : entries.keySet()) {
            boolean ends = name.endsWith("." + wanted);
            if (!ends && !bare.apply(name).equals(wanted)) continue;
            String before = ends ? name.substring(0, name.length() - wanted.length()) : "";
            Optional<String> wrapper = Arrays.stream(name.split("\\.")).filter(WRAPPERS::containsKey).findFirst();
            String remove = wrapper.isPresent() && !before.endsWith("model.") && !before.endsWith("transformer.")
                    ? wrapper.get() + "." : before;
            String cause = wrapper.map(WRAPPERS::get).map(who -> "with the wrapper of " + who + " around it")
                    .orElse("as a part of another module");
            boolean plain = remove.matches("[\\w.]+");
            return Optional.of(new UserInputException(source + " holds the model " + cause
                    + ": its weights are named \"" + shown(name) + "\" and so on, where \"" + wanted + "\" is expected. "
                    + "Nothing was imported. " + (plain ? "Take \"" + remove + "\" out of the names with Python and import the new "
                            + "file: python -c \"from safetensors.torch import load_file, save_file; save_file({k.replace('" + remove
                            + "', ''): v for k, v in load_file('OLD.safetensors').items()}, 'model.safetensors', {'format': 'pt'})\""
                    : "Save the model inside the wrapper, with save_pretrained.")));
        }
        return Optional.empty();
    }

    /**
     * Rejects a tensor of a layer beyond the configured number.
     *
     * @param asked layers by part; a part that is not configured may have any
     */
    private void requireAskedFor(String name, Map<String, Integer> asked) {
        Matcher layer = LAYER.matcher(name);
        if (!layer.find()) return;
        String part = layer.group(1);
        if (!asked.containsKey(part) || Integer.parseInt(layer.group(2)) < asked.get(part)) return;
        String key = part.equals("encoder") ? "num_layers" : "num_decoder_layers";
        throw new UserInputException(source + " has " + layers(entries.keySet()).get(part) + " layers in the " + part
                + ", but config.json says " + asked.get(part) + " (" + key + "). Nothing was imported. " + ONE_MODEL);
    }

    /** Number of layers in tensors of these names, by part: {@code encoder}, {@code decoder}. A part without layers is left out. */
    private static Map<String, Integer> layers(Iterable<String> names) {
        Map<String, Integer> layers = new HashMap<>();
        for (String name : names) {
            Matcher layer = LAYER.matcher(name);
            if (layer.find()) layers.merge(layer.group(1), Integer.parseInt(layer.group(2)) + 1, Math::max);
        }
        return layers;
    }
}
