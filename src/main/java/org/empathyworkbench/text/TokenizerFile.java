package org.empathyworkbench.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.empathyworkbench.dialogue.BadInput;
import org.empathyworkbench.dialogue.FileFault;

/**
 * What a tokenizer.json says, checked before the native reader sees it: its text (with {@code model.type} added where older files lack
 * it) and the piece of every id. Deliberately not a tokenizer.
 *
 * @param text   the file as the native reader takes it
 * @param pieces (V) piece by id; null where an id has none
 */
record TokenizerFile(String text, String[] pieces) {

    static TokenizerFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new BadInput("There is no tokenizer file " + path + ". Nothing was loaded. Choose a folder that holds tokenizer.json.");
        }
        JsonElement root;
        try {
            root = JsonParser.parseString(Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new BadInput(path + " is not UTF-8 text. Nothing was loaded. Copy the tokenizer.json of this model again.", e);
        } catch (JsonSyntaxException e) {
            throw new BadInput(path + " is damaged: " + place(e) + ". Nothing was loaded. Copy the tokenizer.json of this model again.", e);
        } catch (JsonParseException e) {
            throw new BadInput(path + " is damaged: it ends too early. Nothing was loaded. Copy the tokenizer.json of this model again.", e);
        } catch (IOException e) {
            throw new BadInput(path + " cannot be read: " + FileFault.words(e) + ". Nothing was loaded. Check that the file may be read.", e);
        }
        if (!root.isJsonObject()) throw unfit(path, "it is not a JSON object");
        JsonObject file = root.getAsJsonObject();
        if (!(file.get("model") instanceof JsonObject model)) throw unfit(path, "its part \"model\" is missing");
        if (!model.has("type")) model.addProperty("type", inferredType(model));
        return new TokenizerFile(file.toString(), pieces(path, file, model));
    }

    /** T5's first fast-tokenizer files name no type; the shape of the vocabulary tells. */
    private static String inferredType(JsonObject model) {
        if (model.get("vocab") instanceof JsonArray) return "Unigram";
        return model.has("merges") ? "BPE" : "WordLevel";
    }

    private static String[] pieces(Path path, JsonObject file, JsonObject model) {
        String[] pieces = new String[0];
        JsonElement vocabulary = model.get("vocab");
        if (vocabulary instanceof JsonArray entries) {
            pieces = new String[entries.size()];
            for (int id = 0; id < pieces.length; id++) pieces[id] = unigramPiece(path, entries.get(id), id);
        } else if (vocabulary instanceof JsonObject entries) {
            for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
                pieces = with(pieces, id(path, entry.getValue(), "model.vocab[\"" + entry.getKey() + "\"]"), entry.getKey());
            }
        } else {
            throw unfit(path, "its part \"model.vocab\" is missing");
        }
        if (file.get("added_tokens") instanceof JsonArray added) {
            for (int i = 0; i < added.size(); i++) {
                if (!(added.get(i) instanceof JsonObject token) || !isText(token.get("content"))) {
                    throw unfit(path, "added_tokens[" + i + "] has no content");
                }
                pieces = with(pieces, id(path, token.get("id"), "added_tokens[" + i + "].id"), token.get("content").getAsString());
            }
        }
        return pieces;
    }

    private static String unigramPiece(Path path, JsonElement entry, int id) {
        boolean fits = entry instanceof JsonArray pair && pair.size() == 2 && isText(pair.get(0))
                && pair.get(1).isJsonPrimitive() && pair.get(1).getAsJsonPrimitive().isNumber();
        if (!fits) throw unfit(path, "model.vocab[" + id + "] is not a pair of piece and score");
        return entry.getAsJsonArray().get(0).getAsString();
    }

    private static int id(Path path, JsonElement value, String place) {
        boolean number = value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        double id = number ? value.getAsDouble() : -1;
        if (id < 0 || id > 10_000_000 || id != Math.rint(id)) throw unfit(path, place + " is not an id");
        return (int) id;
    }

    private static String[] with(String[] pieces, int id, String piece) {
        String[] larger = id < pieces.length ? pieces : Arrays.copyOf(pieces, id + 1);
        larger[id] = piece;
        return larger;
    }

    private static boolean isText(JsonElement value) {
        return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static String place(JsonSyntaxException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("at line ");
        if (at < 0) return "it is not JSON";
        String place = message.substring(at + 3);
        int end = place.indexOf('\n');
        return "it is not JSON at " + (end < 0 ? place : place.substring(0, end));
    }

    static BadInput unfit(Path path, String why) {
        return new BadInput(path + " is not a tokenizer that fits: " + why + ". Nothing was loaded. Choose the tokenizer.json of a T5 model.");
    }
}
