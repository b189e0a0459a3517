package org.empathyworkbench.verification;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.JsonFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.BoundedJson;
import org.empathyworkbench.t5.T5Config;

/**
 * The batch of a file of reference vectors and the tables beside it. Every key but {@code input_ids} may be missing. The tables may also
 * stand inside an object {@code t5}.
 *
 * @param root      where the tables stand
 * @param inputs    (B, S_b) context ids without padding
 * @param labels    (B, T_b) y1..yT without padding, where the file has labels
 */
record ReferenceCases(ReferenceTable root, int[][] inputs, Optional<int[][]> labels) {
    static final int MOST_TOKENS = 4_096;
    private static final int MOST_ROWS = 1_024;
    private static final int MOST_BYTES = 256_000_000;
    private static final int MOST_VALUES = 8_000_000;
    private static final int IGNORED = -100;

    /** @throws UserInputException naming the file and the place of what is wrong */
    static ReferenceCases read(Path file, T5Config config) {
        ReferenceTable root = new ReferenceTable(file.toString(), "", parse(file));
        if (!root.isObject()) throw root.refuse("it is not a JSON object");
        if (root.has("t5")) root = root.get("t5");
        int[][] ids = ids(root.get("input_ids"), config);
        int[][] inputs = root.has("attention_mask") ? masked(ids, root.get("attention_mask")) : ids;
        Optional<int[][]> labels = root.has("labels") ? Optional.of(labels(root.get("labels"), ids.length, config)) : Optional.empty();
        return new ReferenceCases(root, inputs, labels);
    }

    int[][] requireLabels(String key) { return labels.orElseThrow(() -> root.refuse("\"" + key + "\" needs \"labels\" beside it")); }

    private static JsonElement parse(Path file) {
        try {
            return BoundedJson.read(file, MOST_BYTES, MOST_VALUES);
        } catch (NoSuchFileException e) {
            throw new UserInputException("There is no file " + file + ". Nothing was compared. Choose a file of reference vectors.", e);
        } catch (JsonParseException e) {
            String place = e instanceof JsonFault.Stated ? "" : JsonFault.place(String.valueOf(e.getMessage()));
            throw new UserInputException(file + (place.isEmpty() ? " is no valid JSON: " + JsonFault.words(e)
                    : place + ": this is no valid JSON")
                    + ". Nothing was compared. Correct it there, or write the file again.", e);
        } catch (IOException e) {
            throw new UserInputException(file + " cannot be read: " + FileFault.words(e)
                    + ". Nothing was compared. Check that it is a text file in UTF-8 and its permissions.", e);
        }
    }

    private static int[][] ids(ReferenceTable table, T5Config config) {
        requireBounds(table);
        int[][] rows = table.wholeRows();
        if (rows.length == 0) throw table.refuse("it has no rows");
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length == 0) throw table.get(row).refuse("it has no tokens");
            for (int i = 0; i < rows[row].length; i++) requireToken(table.get(row), i, rows[row][i], config);
        }
        return rows;
    }

    /** More than these are no batch of reference vectors, and a row's attention takes memory as the square of its length. */
    static void requireBounds(ReferenceTable table) {
        if (table.size() > MOST_ROWS) throw table.refuse("it has " + table.size() + " rows, more than " + MOST_ROWS);
        for (int row = 0; row < table.size(); row++) {
            if (table.get(row).size() > MOST_TOKENS)
                throw table.get(row).refuse("it has " + table.get(row).size() + " tokens, more than " + MOST_TOKENS);
        }
    }

    private static void requireToken(ReferenceTable row, int i, int id, T5Config config) {
        if (id < 0 || id >= config.vocabularySize())
            throw row.get(i).refuse("token " + id + " lies outside the model's vocabulary of " + config.vocabularySize());
    }

    /** The tokens that the mask keeps; they must stand at the beginning of each row. */
    private static int[][] masked(int[][] ids, ReferenceTable mask) {
        requireBounds(mask);
        int[][] marks = mask.requireSize(ids.length).wholeRows();
        int[][] kept = new int[ids.length][];
        for (int row = 0; row < ids.length; row++) {
            if (marks[row].length != ids[row].length)
                throw mask.get(row).refuse("it has " + marks[row].length + " numbers, but the row of ids has " + ids[row].length);
            int length = 0;
            while (length < marks[row].length && marks[row][length] == 1) length++;
            for (int i = length; i < marks[row].length; i++) {
                if (marks[row][i] != 0)
                    throw mask.get(row).get(i).refuse("a row is 1 for its tokens, then 0 for its padding, which stands on the right");
            }
            if (length == 0) throw mask.get(row).refuse("it keeps no token");
            kept[row] = Arrays.copyOf(ids[row], length);
        }
        return kept;
    }

    private static int[][] labels(ReferenceTable table, int rows, T5Config config) {
        requireBounds(table);
        int[][] labels = table.requireSize(rows).wholeRows();
        for (int row = 0; row < rows; row++) {
            int length = 0;
            while (length < labels[row].length && labels[row][length] != IGNORED) length++;
            for (int i = 0; i < labels[row].length; i++) {
                if (i < length) requireToken(table.get(row), i, labels[row][i], config);
                else if (labels[row][i] != IGNORED) throw table.get(row).get(i).refuse("behind a label's end stands " + IGNORED + " only");
            }
            if (length == 0) throw table.get(row).refuse("it has no label");
            labels[row] = Arrays.copyOf(labels[row], length);
        }
        return labels;
    }

    /** Keys of the tables. */
    List<String> keys() { return List.copyOf(root.element().getAsJsonObject().keySet()); }
}
