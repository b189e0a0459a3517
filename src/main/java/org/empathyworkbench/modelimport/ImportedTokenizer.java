package org.empathyworkbench.modelimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.TempFolder;
import org.empathyworkbench.text.SentencePieceTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer.json of a model's folder that is to be imported: its own, or one made from its spiece.model in a folder for temporary
 * files, which goes when this is closed. Nothing is written into the model's folder, which is not ours.
 */
final class ImportedTokenizer implements AutoCloseable {
    static final String NAME = "tokenizer.json";

    private final Path file;
    private final @Nullable TempFolder temporary;       // null for a file of the model's own
    private final @Nullable String made;

    private ImportedTokenizer(Path file, @Nullable TempFolder temporary, @Nullable String made) {
        this.file = file;
        this.temporary = temporary;
        this.made = made;
    }

    /**
     * @param vocabulary how many embeddings the model has
     * @throws UserInputException when the folder has neither file, or spiece.model cannot be used
     */
    static ImportedTokenizer of(Path folder, int vocabulary) {
        if (Files.exists(folder.resolve(NAME))) return new ImportedTokenizer(folder.resolve(NAME), null, null);
        if (!Files.exists(folder.resolve(SentencePieceTokenizer.FILE))) {
            throw new UserInputException("The folder " + folder + " has no " + NAME + " and no " + SentencePieceTokenizer.FILE
                    + ". Nothing was imported. "
                    + "A model's folder holds config.json, one of these, and model.safetensors or model.safetensors.index.json with its "
                            + "shards.");
        }
        TempFolder temporary;
        try {
            temporary = TempFolder.make("tokenizer-");
        } catch (IOException e) {
            throw new UserInputException("The folder for temporary files cannot be used: " + FileFault.words(e)
                    + ". Nothing was imported. Look for space and permissions.", e);
        }
        Path file = temporary.path().resolve(NAME);
        boolean whole = false;
        try {
            String made = SentencePieceTokenizer.write(folder, vocabulary, file);
            whole = true;
            return new ImportedTokenizer(file, temporary, made);
        } finally {
            if (!whole) delete(temporary);
        }
    }

    Path file() { return file; }

    /** How the file was made, where it was. */
    Optional<String> made() { return Optional.ofNullable(made); }

    @Override public void close() {
        if (temporary != null) delete(temporary);
    }

    private static void delete(TempFolder temporary) {
        try {
            temporary.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + temporary.path() + " cannot be deleted.", e);
        }
    }
}
