package org.empathyworkbench.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The predictions that EmpDG's repository holds, one file a system, whose name is the file's. A folder gives all of them. They answer 2,713
 * of the 5,255 test contexts, in another order: beside other systems they are to be joined by context and reference.
 */
final class EmpdgResponses implements ResponseReader {
    @Override public String format() { return "empdg"; }

    @Override public String title() { return "EmpDG (Predictions/*.txt)"; }

    @Override public ReadResponses read(Path file, TextEncoding encoding) {
        ReadingNotes notes = new ReadingNotes();
        List<NamedResponses> sets = new ArrayList<>();
        for (Path each : InputFiles.find(List.of(file), List.of(".txt"), notes)) sets.addAll(one(each, encoding, notes));
        return ReadResponses.of(format(), SourceLocation.of(file), sets, notes.sentences());
    }

    private List<NamedResponses> one(Path file, TextEncoding encoding, ReadingNotes notes) {
        String system = InputFiles.stem(file);
        String text = InputFiles.text(file, encoding, notes);
        boolean greedy = text.contains("\nGreedy:");      // the file of MoEL has Greedy: where the others have Pred:
        return new KeyedResponseReader(format(), title(), "emotion", "Context", "Ref",
                List.of(new KeyedResponseReader.Answer(greedy ? "Greedy" : "Pred", "empdg-" + system.toLowerCase(Locale.ROOT)
                        .replace('_', '-'), system + " (from EmpDG)")), Set.of("Emotion_context", "Feedback"), false).sets(file, text);
    }
}
