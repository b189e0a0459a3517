package org.empathyworkbench.t5;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.ForeignFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.JsonValues;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.torch.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Architecture of a T5, as in Hugging Face's config.json.
 *
 * @param gated      the feed-forward layers have a second matrix whose output the activation is multiplied by (v1.1, FLAN)
 * @param activation of the feed-forward layers: ReLU in v1.0, tanh-approximated GELU in v1.1 and FLAN
 * @param tied       input embedding and output projection are one matrix, and logits are scaled by d_model^-0.5
 */
public record T5Config(int vocabularySize, int dModel, int dKv, int dFf, int layers, int decoderLayers, int heads,
                       int relativeBuckets, int relativeMaxDistance, double dropout, double epsilon, boolean gated, Activation activation,
                       boolean tied, int padId, int eosId, int startId) {
    private static final int MOST_BYTES = 8_000_000;
    private static final int MOST_VALUES = 200_000;
    private static final int MOST_LAYERS = 1_000;
    private static final int MOST_HEADS = 1_024;
    private static final int WIDEST = 65_536;
    private static final int WIDEST_FEED_FORWARD = 1_000_000;
    private static final int MOST_WORDS = 5_000_000;

    /** A model of one of the published families: ReLU, or gated tanh-approximated GELU. */
    public T5Config(int vocabularySize, int dModel, int dKv, int dFf, int layers,
            int decoderLayers, int heads, int relativeBuckets, int relativeMaxDistance,
            double dropout, double epsilon, boolean gated, boolean tied, int padId, int eosId, int startId) {
        this(vocabularySize, dModel, dKv, dFf, layers, decoderLayers, heads, relativeBuckets, relativeMaxDistance, dropout, epsilon, gated,
                gated ? Activation.GELU_NEW : Activation.RELU, tied, padId, eosId, startId);
    }

    /** A v1.0 model of given sizes, d_kv = d_model / heads, with T5's usual constants. */
    public static T5Config small(int vocabularySize, int dModel, int dFf, int layers, int heads, double dropout) {
        return new T5Config(vocabularySize, dModel, dModel / heads, dFf, layers,
                layers, heads, 32, 128, dropout, 1e-6, false, true, 0, 1, 0);
    }

    /** Total width of all heads. */
    public int inner() { return heads * dKv; }

    public T5Config withDropout(double dropout) {
        return new T5Config(vocabularySize, dModel, dKv, dFf, layers, decoderLayers, heads, relativeBuckets, relativeMaxDistance, dropout,
                epsilon, gated, activation, tied, padId, eosId, startId);
    }

    /** Display name: "T5 v1.0", "T5 v1.1", or T5 with its activation. */
    public String family() {
        if (!gated && activation == Activation.RELU) return "T5 v1.0";
        if (gated && activation == Activation.GELU_NEW) return "T5 v1.1";
        return "T5, " + new FeedForward(gated, activation).projection() + (gated && activation == Activation.GELU ? " (exact)" : "");
    }

    /** @throws UserInputException naming the file and the error in it */
    public static T5Config read(Path file) {
        JsonObject json;
        try {
            ForeignFile.require(file, "Nothing was imported.");
            JsonElement element = BoundedJson.read(file, MOST_BYTES, MOST_VALUES);
            if (!element.isJsonObject()) throw refuse(file, "it is not a JSON object", null);
            json = element.getAsJsonObject();
        } catch (NoSuchFileException e) {
            throw refuse(file, "there is no such file", e);
        } catch (JsonParseException e) {
            throw refuse(file, "it is not valid JSON: " + JsonFault.words(e), e);
        } catch (IOException e) {
            throw refuse(file, "it could not be read: " + FileFault.words(e), e);
        }
        String type = text(file, json, "model_type").orElse("t5");
        if (!type.equals("t5")) throw refuse(file, "it describes a \"" + VisibleText.line(type, 60) + "\" model, not a T5", null);
        requireNotQuantised(file, json);
        FeedForward feedForward = FeedForward.of(file, json);
        int layers = number(file, json, "num_layers", null, MOST_LAYERS);
        T5Config config = new T5Config(number(file, json, "vocab_size", null, MOST_WORDS), number(file, json, "d_model", null, WIDEST),
                number(file, json, "d_kv", null, WIDEST), number(file, json, "d_ff", null, WIDEST_FEED_FORWARD),
                layers, number(file, json, "num_decoder_layers", layers, MOST_LAYERS),
                number(file, json, "num_heads", null, MOST_HEADS), number(file, json, "relative_attention_num_buckets", 32, WIDEST),
                number(file, json, "relative_attention_max_distance", 128, MOST_WORDS),
                real(file, json, "dropout_rate", 0.1), real(file, json, "layer_norm_epsilon", 1e-6),
                feedForward.gated(), feedForward.activation(),
                // transformers 5 writes tie_word_embeddings true for every model; scale_decoder_outputs is true for v1.0
                flag(file, json, "tie_word_embeddings").orElse(true) && flag(file, json, "scale_decoder_outputs").orElse(true),
                whole(file, json, "pad_token_id", 0), whole(file, json, "eos_token_id", 1), whole(file, json, "decoder_start_token_id", 0));
        requireInVocabulary(file, "pad_token_id", config.padId, config);
        requireInVocabulary(file, "eos_token_id", config.eosId, config);
        requireInVocabulary(file, "decoder_start_token_id", config.startId, config);
        if (config.relativeBuckets < 4 || config.relativeMaxDistance <= config.relativeBuckets / 2) {
            throw refuse(file, "relative_attention_num_buckets " + config.relativeBuckets
                    + " and relative_attention_max_distance " + config.relativeMaxDistance
                    + " are invalid: at least 4 buckets, and a distance of more than half their number", null);
        }
        if (!(config.dropout >= 0 && config.dropout < 1))
            throw refuse(file, "dropout_rate is " + config.dropout + ", not in [0, 1)", null);
        if (!(config.epsilon > 0 && config.epsilon < 1))
            throw refuse(file, "layer_norm_epsilon is " + config.epsilon + ", not a small positive number", null);
        return config;
    }

    private static void requireInVocabulary(Path file, String key, int id, T5Config config) {
        if (id < 0 || id >= config.vocabularySize)
            throw refuse(file, key + " " + id + " lies outside the vocabulary of " + config.vocabularySize, null);
    }

    private static void requireNotQuantised(Path file, JsonObject json) {
        JsonElement value = json.get("quantization_config");
        if (value == null || value.isJsonNull()) return;
        String method = value.isJsonObject() && value.getAsJsonObject().get("quant_method") instanceof JsonPrimitive named
                ? " by " + VisibleText.line(named.getAsString(), 40) : "";
        throw new UserInputException(file + " says that the weights are quantised" + method + " (its key quantization_config): "
                + "they are kept in few bits and are not read here. Nothing was imported. " + WeightNames.DEQUANTISE);
    }

    /** Writes the file as Hugging Face's T5Config reads it. */
    public void write(Path file) throws IOException {
        JsonObject json = new JsonObject();
        JsonElement architectures = JsonParser.parseString("[\"T5ForConditionalGeneration\"]");
        json.add("architectures", architectures);
        json.addProperty("model_type", "t5");
        json.addProperty("is_encoder_decoder", true);
        json.addProperty("vocab_size", vocabularySize);
        json.addProperty("d_model", dModel);
        json.addProperty("d_kv", dKv);
        json.addProperty("d_ff", dFf);
        json.addProperty("num_layers", layers);
        json.addProperty("num_decoder_layers", decoderLayers);
        json.addProperty("num_heads", heads);
        json.addProperty("relative_attention_num_buckets", relativeBuckets);
        json.addProperty("relative_attention_max_distance", relativeMaxDistance);
        json.addProperty("dropout_rate", dropout);
        json.addProperty("layer_norm_epsilon", epsilon);
        json.addProperty("feed_forward_proj", new FeedForward(gated, activation).projection());
        json.addProperty("is_gated_act", gated);
        json.addProperty("dense_act_fn", activation.word());
        json.addProperty("tie_word_embeddings", tied);
        json.addProperty("pad_token_id", padId);
        json.addProperty("eos_token_id", eosId);
        json.addProperty("decoder_start_token_id", startId);
        json.addProperty("initializer_factor", 1.0);
        json.addProperty("use_cache", true);
        json.addProperty("torch_dtype", "float32");
        AtomicFile.write(file, Json.PRETTY.toJson(json) + "\n");
    }

    /** Substitutions of the {@code @WORD}s of the program fragments {@code t5}, {@code sampling} and those built on them. */
    public Map<String, String> constants() { return constants(Precision.FP32); }

    /** As above, with matrix products of the fragment {@code t5} in a given precision. {@code sampling} is float32 only. */
    public Map<String, String> constants(Precision precision) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("BF16", precision == Precision.BF16 ? "True" : "False");
        constants.put("NORM_EPSILON", Double.toString(epsilon));
        constants.put("HEADS", Integer.toString(heads));
        constants.put("D_KV", Integer.toString(dKv));
        constants.put("INNER", Integer.toString(inner()));
        constants.put("BUCKETS", Integer.toString(relativeBuckets));
        constants.put("MAX_DISTANCE", Integer.toString(relativeMaxDistance));
        constants.put("ENCODER_LAYERS", Integer.toString(layers));
        constants.put("DECODER_LAYERS", Integer.toString(decoderLayers));
        constants.put("GATED", gated ? "True" : "False");
        constants.put("RELU", activation == Activation.RELU ? "True" : "False");
        constants.put("SILU", activation == Activation.SILU ? "True" : "False");
        constants.put("GELU_FORM", activation == Activation.GELU_NEW ? "tanh" : "none");
        constants.put("TIED", tied ? "True" : "False");
        constants.put("SCALE", Double.toString(Math.pow(dModel, -0.5)));
        constants.put("VOCABULARY", Integer.toString(vocabularySize));
        constants.put("START", Integer.toString(startId));
        constants.put("EOS", Integer.toString(eosId));
        constants.put("NO_LABEL", Long.toString(TokenBatch.IGNORED));
        WeightPlaces.of(this).forEach((word, place) -> constants.put(word, Integer.toString(place)));
        return constants;
    }

    /** @param cause may be null */
    static UserInputException refuse(Path file, String why, @Nullable Throwable cause) {
        return new UserInputException(
                file + " cannot be used: " + why + ". Nothing was imported. Choose the config.json that came with the model.", cause);
    }

    /** Empty if the key is missing or null. */
    static Optional<String> text(Path file, JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return Optional.empty();
        if (JsonValues.isText(value)) return Optional.of(value.getAsString());
        throw refuse(file, key + " is " + shown(value) + ", not a word", null);
    }

    private static int number(Path file, JsonObject json, String key, @Nullable Integer otherwise, int most) {
        int value = whole(file, json, key, otherwise);
        if (value < 1) throw refuse(file, key + " is " + value + ", which is not a valid size", null);
        if (value > most) throw refuse(file, key + " is " + value + ", out of range for a T5", null);
        return value;
    }

    private static int whole(Path file, JsonObject json, String key, @Nullable Integer otherwise) {
        double value = real(file, json, key, otherwise == null ? null : (double) otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE)
            throw refuse(file, key + " is " + shown(json.get(key)) + ", not a whole number", null);
        return (int) value;
    }

    private static double real(Path file, JsonObject json, String key, @Nullable Double otherwise) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) {
            if (otherwise == null) throw refuse(file, "it has no \"" + key + "\"", null);
            return otherwise;
        }
        boolean number = JsonValues.isNumber(value);
        if (!number || !Double.isFinite(value.getAsDouble())) throw refuse(file, key + " is " + shown(value) + ", not a number", null);
        return value.getAsDouble();
    }

    private static String shown(JsonElement value) { return VisibleText.line(value.toString(), 60); }

    /** Empty if the key is missing or null. */
    static Optional<Boolean> flag(Path file, JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return Optional.empty();
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) return Optional.of(value.getAsBoolean());
        throw refuse(file, key + " is " + shown(value) + ", not true or false", null);
    }
}
