package org.empathyworkbench.t5;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.torch.Precision;

/**
 * The sizes of a T5, as in Hugging Face's config.json.
 *
 * @param gated gated GELU (v1.1, FLAN) instead of ReLU (v1.0)
 * @param tied  input embedding and output projection are one matrix, and logits are scaled by d_model^-0.5
 */
public record T5Config(int vocabularySize, int dModel, int dKv, int dFf, int layers, int decoderLayers, int heads,
                       int relativeBuckets, int relativeMaxDistance, double dropout, double epsilon, boolean gated, boolean tied,
                       int padId, int eosId, int startId) {

    /** A v1.0 model of given sizes, d_kv = d_model / heads, with T5's usual constants. */
    public static T5Config small(int vocabularySize, int dModel, int dFf, int layers, int heads, double dropout) {
        return new T5Config(vocabularySize, dModel, dModel / heads, dFf, layers, layers, heads, 32, 128, dropout, 1e-6, false, true, 0, 1, 0);
    }

    /** The width of all heads together. */
    public int inner() { return heads * dKv; }

    public T5Config withDropout(double dropout) {
        return new T5Config(vocabularySize, dModel, dKv, dFf, layers, decoderLayers, heads, relativeBuckets, relativeMaxDistance, dropout,
                epsilon, gated, tied, padId, eosId, startId);
    }

    /** @throws BadInput naming the file and what is wrong in it */
    public static T5Config read(Path file) {
        JsonObject json;
        try {
            JsonElement element = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            if (!element.isJsonObject()) throw refuse(file, "it holds no JSON object", null);
            json = element.getAsJsonObject();
        } catch (java.nio.file.NoSuchFileException e) {
            throw refuse(file, "there is no such file", e);
        } catch (JsonParseException e) {
            throw refuse(file, "it is not valid JSON: " + JsonFault.words(e), e);
        } catch (IOException e) {
            throw refuse(file, "it could not be read: " + FileFault.words(e), e);
        }
        String type = text(json, "model_type", "t5");
        if (!type.equals("t5")) throw refuse(file, "it describes a \"" + type + "\" model, not a T5", null);
        String activation = text(json, "feed_forward_proj", "relu");
        if (!activation.equals("relu") && !activation.equals("gated-gelu")) {
            throw refuse(file, "feed_forward_proj is \"" + activation + "\"; known are relu and gated-gelu", null);
        }
        int layers = number(file, json, "num_layers", null);
        T5Config config = new T5Config(number(file, json, "vocab_size", null), number(file, json, "d_model", null), number(file, json, "d_kv", null),
                number(file, json, "d_ff", null), layers, number(file, json, "num_decoder_layers", layers), number(file, json, "num_heads", null),
                number(file, json, "relative_attention_num_buckets", 32), number(file, json, "relative_attention_max_distance", 128),
                real(file, json, "dropout_rate", 0.1), real(file, json, "layer_norm_epsilon", 1e-6), activation.equals("gated-gelu"),
                // transformers 5 writes tie_word_embeddings true for every model, and whether it is v1.0 into scale_decoder_outputs
                flag(file, json, "tie_word_embeddings", true) && flag(file, json, "scale_decoder_outputs", true), whole(file, json, "pad_token_id", 0), whole(file, json, "eos_token_id", 1),
                whole(file, json, "decoder_start_token_id", 0));
        for (int id : new int[] {config.padId, config.eosId, config.startId}) {
            if (id < 0 || id >= config.vocabularySize) throw refuse(file, "token id " + id + " lies outside the vocabulary of " + config.vocabularySize, null);
        }
        if (!(config.dropout >= 0 && config.dropout < 1)) throw refuse(file, "dropout_rate is " + config.dropout + ", not a part of 1", null);
        if (!(config.epsilon > 0 && config.epsilon < 1)) throw refuse(file, "layer_norm_epsilon is " + config.epsilon + ", not a small positive number", null);
        return config;
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
        json.addProperty("feed_forward_proj", gated ? "gated-gelu" : "relu");
        json.addProperty("is_gated_act", gated);
        json.addProperty("dense_act_fn", gated ? "gelu_new" : "relu");
        json.addProperty("tie_word_embeddings", tied);
        json.addProperty("pad_token_id", padId);
        json.addProperty("eos_token_id", eosId);
        json.addProperty("decoder_start_token_id", startId);
        json.addProperty("initializer_factor", 1.0);
        json.addProperty("use_cache", true);
        json.addProperty("torch_dtype", "float32");
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n", StandardCharsets.UTF_8);
    }

    /** What stands for the {@code @WORD}s of the program fragments {@code t5}, {@code sampling} and those built on them. */
    public Map<String, String> constants() { return constants(Precision.FP32); }

    /** As above, with the products of the fragment {@code t5} in a precision. {@code sampling} is for float32 alone. */
    public Map<String, String> constants(Precision precision) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("BF16", precision == Precision.BF16 ? "True" : "False");
        T5Weights layout = new T5Weights(this);
        constants.put("EPSILON", Double.toString(epsilon));
        constants.put("HEADS", Integer.toString(heads));
        constants.put("DKV", Integer.toString(dKv));
        constants.put("INNER", Integer.toString(inner()));
        constants.put("DMODEL", Integer.toString(dModel));
        constants.put("BUCKETS", Integer.toString(relativeBuckets));
        constants.put("MAXDISTANCE", Integer.toString(relativeMaxDistance));
        constants.put("LAYERS", Integer.toString(layers));
        constants.put("DECODERLAYERS", Integer.toString(decoderLayers));
        constants.put("GATED", gated ? "True" : "False");
        constants.put("TIED", tied ? "True" : "False");
        constants.put("SCALE", Double.toString(Math.pow(dModel, -0.5)));
        constants.put("VOCABULARY", Integer.toString(vocabularySize));
        constants.put("START", Integer.toString(startId));
        constants.put("EOS", Integer.toString(eosId));
        constants.put("ENCODERBLOCK", Integer.toString(layout.encoderBlockSize()));
        constants.put("DECODERBLOCK", Integer.toString(layout.decoderBlockSize()));
        constants.put("DECODERBLOCKS", Integer.toString(layout.decoderBlocks()));
        constants.put("DECODER", Integer.toString(layout.encoderSize()));
        constants.put("HEAD", Integer.toString(layout.encoderSize() + 2));
        constants.put("OUTPUT", Integer.toString(tied ? 0 : layout.encoderSize() + 2));           // the matrix that gives logits
        return constants;
    }

    private static BadInput refuse(Path file, String why, Throwable cause) {
        return new BadInput(file + " cannot be used: " + why + ". Nothing was imported. Choose the config.json that came with the model.", cause);
    }

    private static String text(JsonObject json, String key, String otherwise) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }

    private static int number(Path file, JsonObject json, String key, Integer otherwise) {
        int value = whole(file, json, key, otherwise);
        if (value < 1) throw refuse(file, key + " is " + value + ", which is not a size", null);
        int most = key.equals("num_layers") || key.equals("num_decoder_layers") || key.equals("num_heads") ? 1_000 : 10_000_000;
        if (value > most) throw refuse(file, key + " is " + value + ", which no T5 has", null);
        return value;
    }

    private static int whole(Path file, JsonObject json, String key, Integer otherwise) {
        double value = real(file, json, key, otherwise == null ? null : (double) otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) throw refuse(file, key + " is " + value + ", not a whole number", null);
        return (int) value;
    }

    private static double real(Path file, JsonObject json, String key, Double otherwise) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) {
            if (otherwise == null) throw refuse(file, "it has no \"" + key + "\"", null);
            return otherwise;
        }
        try {
            return value.getAsDouble();
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw refuse(file, key + " is " + value + ", not a number", e);
        }
    }

    private static boolean flag(Path file, JsonObject json, String key, boolean otherwise) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) return otherwise;
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) return value.getAsBoolean();
        throw refuse(file, key + " is " + value + ", not true or false", null);
    }
}
