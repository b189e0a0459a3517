package org.empathyworkbench.t5;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.empathyworkbench.io.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Unsupported weight formats, recognised by the file name, with the cause and what to do. Pickles are not supported because opening one
 * executes code.
 *
 * @param file  its name
 * @param cause a sentence that follows one that names the file
 */
public record UnreadWeights(String file, String cause, Kind kind) {
    static final String MERGE = "Merge it into its base model once with Python and import the folder OUT, with tokenizer.json beside it: "
            + "python -c \"from peft import AutoPeftModelForSeq2SeqLM as A; "
            + "A.from_pretrained('MODEL').merge_and_unload().save_pretrained('OUT')\"";

    private static final String PICKLE = "It is a pickle, a program that runs when it is opened, so it is not supported.";
    private static final String FORMAT = "That format is not supported.";
    /** PyTorch files that trainers write beside the weights. */
    private static final Set<String> NO_WEIGHTS = Set.of("training_args.bin", "optimizer.bin",
            "optimizer.pt", "optimizer.pth", "scheduler.bin", "scheduler.pt", "scaler.pt", "rng_state.pth");

    /** What the user should do. */
    public enum Kind { ADAPTER, PYTORCH_MODEL, PYTORCH_STATE, TENSORFLOW, FLAX, GGUF, ONNX, OTHER_NAME }

    /** @return the one among a folder's files that most likely contains its weights; empty if there is no candidate */
    public static Optional<UnreadWeights> among(Collection<String> names) {
        UnreadWeights best = null;
        for (String name : names) {
            UnreadWeights one = of(name);
            if (one != null && (best == null || one.kind.ordinal() < best.kind.ordinal()
                    || one.kind == best.kind && one.file.compareTo(best.file) < 0))
                best = one;
        }
        return Optional.ofNullable(best);
    }

    private static @Nullable UnreadWeights of(String name) {
        String low = name.toLowerCase(Locale.ROOT);
        if (name.equals(WeightFiles.SINGLE) || name.equals(WeightFiles.INDEX) || NO_WEIGHTS.contains(low) || low.startsWith("rng_state"))
            return null;
        if (low.startsWith("adapter_model.") || low.equals("adapter_config.json") || low.startsWith("pytorch_lora_weights.")) {
            return new UnreadWeights(name, "That is an adapter, such as LoRA's: it modifies a base model and is not a complete model.",
                    Kind.ADAPTER);
        }
        if (low.startsWith("pytorch_model") && (low.endsWith(".bin") || low.endsWith(".bin.index.json")))
            return new UnreadWeights(name, PICKLE, Kind.PYTORCH_MODEL);
        if (ends(low, ".pth", ".pt", ".ckpt", ".bin", ".pkl")) return new UnreadWeights(name, PICKLE, Kind.PYTORCH_STATE);
        if (ends(low, ".h5", ".keras", ".ckpt.index", ".ckpt.meta")) return new UnreadWeights(name, FORMAT, Kind.TENSORFLOW);
        if (ends(low, ".msgpack", ".msgpack.index.json")) return new UnreadWeights(name, FORMAT, Kind.FLAX);
        if (ends(low, ".gguf", ".ggml")) return new UnreadWeights(name, FORMAT, Kind.GGUF);
        if (ends(low, ".onnx", ".tflite", ".mlmodel", ".ot")) return new UnreadWeights(name, FORMAT, Kind.ONNX);
        if (ends(low, ".safetensors"))
            return new UnreadWeights(name, "Weights are looked for under the name " + WeightFiles.SINGLE + ".", Kind.OTHER_NAME);
        return null;
    }

    private static boolean ends(String name, String... endings) { return List.of(endings).stream().anyMatch(name::endsWith); }

    /**
     * Instructions for the user; sentences.
     *
     * @param model the folder or the hub's id
     */
    public String way(String model) {
        String at = model.matches("[\\w ./:~+@=,-]+") ? model : "MODEL";                      // part of a command that the user copies
        String one = file.matches("[\\w.-]+") ? file : "FILE";
        String convert = "Convert it once with Python and import the folder OUT, with tokenizer.json beside it: ";
        return switch (kind) {
            case ADAPTER -> MERGE.replace("MODEL", at);
            case PYTORCH_MODEL -> convert + WeightFiles.CONVERSION.replace("MODEL", at);
            case PYTORCH_STATE -> convert + "python -c \"import torch; from transformers import T5Config, T5ForConditionalGeneration "
                    + "as T; m = T(T5Config.from_pretrained('" + at + "')); m.load_state_dict(torch.load('" + at + "/" + one
                    + "', map_location='cpu', weights_only=True)); m.save_pretrained('OUT', safe_serialization=True)\"";
            case TENSORFLOW -> convert + loaded(at, "from_tf=True");
            case FLAX -> convert + loaded(at, "from_flax=True");
            case GGUF -> convert + loaded(at, "gguf_file='" + one + "'");
            case ONNX -> "It is for inference only: import the model that it was exported from.";
            case OTHER_NAME -> "When " + VisibleText.line(file, 80) + " holds the whole model, rename it to "
                    + WeightFiles.SINGLE + "; when it is one of several, get " + WeightFiles.INDEX + " too.";
        };
    }

    private static String loaded(String model, String how) {
        return "python -c \"from transformers import T5ForConditionalGeneration as T; T.from_pretrained('"
                + model + "', " + how + ").save_pretrained('OUT', safe_serialization=True)\"";
    }

    /** A sentence about a single file given instead of a model's folder; empty if its name is not recognised. */
    public static Optional<UnreadWeights> ofFile(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).flatMap(name -> among(List.of(name)));
    }
}
