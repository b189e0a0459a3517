package org.empathyworkbench.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.io.ForeignFile;
import org.empathyworkbench.io.VisibleText;

/**
 * What a tokenizer.json says, checked before the native reader sees it: its size, its parts ({@link TokenizerParts}), its vocabulary
 * ({@link Vocabulary}). Deliberately not a tokenizer.
 *
 * @param text   the file as the native reader takes it, with {@code model.type} added where older files lack it
 * @param pieces (V) piece by id; null where an id has none
 * @param usual a Unigram model with the parts of T5's tokenizers, or of those that this program learns; others
 *     are tried in a process of their own first
 */
record TokenizerFile(String text, String[] pieces, boolean usual) {
    private static final int MOST_BYTES = 64_000_000;
    private static final int MOST_VALUES = 4_000_000;

    static TokenizerFile read(Path path) {
        JsonElement root;
        try {
            ForeignFile.require(path, "Nothing was loaded.");
            root = BoundedJson.read(path, MOST_BYTES, MOST_VALUES);
        } catch (NoSuchFileException e) {
            throw new UserInputException(
                    "There is no tokenizer file " + path + ". Nothing was loaded. Choose a folder that holds tokenizer.json.", e);
        } catch (CharacterCodingException e) {
            throw new UserInputException(path + " is not UTF-8 text. Nothing was loaded. Copy the tokenizer.json of this model again.", e);
        } catch (JsonParseException e) {
            throw new UserInputException(path + " is damaged, it is not JSON: " + JsonFault.words(e)
                    + ". Nothing was loaded. Copy the tokenizer.json of this model again.", e);
        } catch (IOException e) {
            throw new UserInputException(
                    path + " cannot be read: " + FileFault.words(e) + ". Nothing was loaded. Check that it is a file and may be read.", e);
        }
        if (!root.isJsonObject()) throw unfit(path, "it is not a JSON object");
        JsonObject file = root.getAsJsonObject();
        if (!(file.get("model") instanceof JsonObject model)) throw unfit(path, "its part \"model\" is missing");
        try {
            String[] pieces = Vocabulary.require(file, model);
            boolean usual = TokenizerParts.require(file) && "Unigram".equals(model.get("type").getAsString());
            return new TokenizerFile(file.toString(), pieces, usual);
        } catch (IllegalArgumentException e) {
            throw unfit(path, String.valueOf(e.getMessage()));
        }
    }

    static UserInputException unfit(Path path, String why) {
        return new UserInputException(path + " is not a tokenizer that fits: " + VisibleText.line(why, 400)
                + ". Nothing was loaded. Choose the tokenizer.json of a T5 model.");
    }
}
