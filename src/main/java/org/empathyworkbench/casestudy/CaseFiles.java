package org.empathyworkbench.casestudy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.io.Json;
import org.empathyworkbench.io.RegularFiles;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.markup.CsvText;

/** Cases on their way to files and back. */
public final class CaseFiles {
    private static final int MOST_WORDS = 300;
    private static final int MOST_BYTES = 256_000_000;

    private CaseFiles() { }

    /** As {@link #write(CaseFormat, CaseCollection, List, Path, CsvText.Cells)}, CSV safe from formulas. */
    public static void write(CaseFormat format, CaseCollection collection, List<CaseStudy> studies, Path file) {
        write(format, collection, studies, file, CsvText.Cells.SAFE);
    }

    /**
     * Writes a collection; a file of that name is replaced when the new one is whole.
     *
     * @param cells of a CSV file
     * @throws UserInputException when it cannot be written
     */
    public static void write(CaseFormat format, CaseCollection collection, List<CaseStudy> studies, Path file, CsvText.Cells cells) {
        if (studies.isEmpty())
            throw new UserInputException("The collection \"" + collection.name()
                    + "\" holds no case. Nothing was written. Keep a case in it first.");
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            AtomicFile.write(target, format.text(collection, studies, cells));
        } catch (IOException e) {
            throw new UserInputException(
                    file + " could not be written: " + FileFault.words(e) + ". The cases are unchanged. Choose another place.", e);
        }
    }

    /** Reads JSON lines, one case a line. @throws UserInputException with file and line of the first that is none */
    public static List<CaseStudy> read(Path file, Instant now) {
        List<String> lines;
        try {
            lines = RegularFiles.readString(file, MOST_BYTES).lines().toList();
        } catch (IOException e) {
            throw new UserInputException(
                    "The cases could not be read: " + FileFault.words(e) + ". Nothing was stored. Choose a file of JSON lines.", e);
        }
        List<CaseStudy> studies = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            try {
                studies.add(CaseJson.read(lines.get(i), now));
            } catch (IllegalArgumentException fault) {
                throw new UserInputException("The line is no case: "
                        + VisibleText.line(String.valueOf(fault.getMessage()).replaceAll("\\.$", ""), MOST_WORDS)
                        + " (" + file.getFileName()
                        + ", line " + (i + 1) + "). Nothing was stored. Correct the file there, or get a new copy of it.", fault);
            }
        }
        if (studies.isEmpty())
            throw new UserInputException("The file holds no case (" + file.getFileName()
                    + "). Nothing was stored. Choose a file with one JSON object a line.");
        return studies;
    }

    /** A case as the JSON object of one line, with its id. */
    public static JsonElement json(CaseStudy study) {
        JsonObject object = Json.COMPACT.toJsonTree(CaseJson.object(study)).getAsJsonObject();
        object.addProperty("id", study.id());
        return object;
    }
}
