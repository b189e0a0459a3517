package org.empathyworkbench.run;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.journal.RunSample;
import org.empathyworkbench.journal.TokenKl;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.workspace.MetricBlock;
import org.empathyworkbench.workspace.Runs;
import org.empathyworkbench.workspace.StepNote;
import org.empathyworkbench.workspace.StoredSample;

/** Exports the curves and samples of a run from the workspace, in chunks, so that memory use is bounded. */
public final class RunExport {
    private static final int AT_ONCE = 10_000;
    private static final int SAMPLES_AT_ONCE = 500;

    private final Runs runs;
    private final String run;

    public RunExport(Runs runs, String run) {
        this.runs = runs;
        this.run = run;
    }

    /** Cursor over a curve being exported. */
    private final class Cursor {
        private final String name;
        private MetricBlock block;
        private int at;

        Cursor(String name) {
            this.name = name;
            this.block = runs.metricBlock(run, name, 0, AT_ONCE);
        }

        boolean over() { return at == block.size(); }

        int step() { return block.steps()[at]; }

        void next() {
            if (++at < block.size()) return;
            block = runs.metricBlock(run, name, block.lastRow(0), AT_ONCE);
            at = 0;
        }
    }

    /**
     * CSV with one row per step: the step, when it was measured, and a column per metric, empty if it was not measured. Not-a-number is
     * NaN.
     *
     * @param cells escapes metric names that could be a formula
     * @return rows written, without the header
     */
    public long metrics(Writer out, CsvText.Cells cells) throws IOException {
        CsvText csv = CsvText.lines(cells);
        List<Cursor> cursors = new ArrayList<>();
        for (String name : runs.metricNames(run)) cursors.add(new Cursor(name));
        List<String> header = new ArrayList<>(List.of("step", "time"));
        for (Cursor cursor : cursors) header.add(cursor.name);
        out.write(csv.row(header));
        long rows = 0;
        for (int step = next(cursors); step >= 0; step = next(cursors), rows++) {
            long when = Long.MAX_VALUE;
            List<Object> row = new ArrayList<>(Arrays.asList(step, null));
            for (Cursor cursor : cursors) {
                boolean measured = !cursor.over() && cursor.step() == step;
                row.add(measured ? (Object) cursor.block.values()[cursor.at] : null);
                if (!measured) continue;
                when = Math.min(when, cursor.block.at()[cursor.at]);
                cursor.next();
            }
            row.set(1, Instant.ofEpochMilli(when));
            out.write(csv.row(row));
        }
        return rows;
    }

    /** The lowest next step of all curves, -1 at the end. */
    private static int next(List<Cursor> cursors) {
        return cursors.stream().filter(cursor -> !cursor.over()).mapToInt(Cursor::step).min().orElse(-1);
    }

    /**
     * CSV with one row per user note at a step.
     *
     * @return number of rows
     */
    public long notes(Writer out, CsvText.Cells cells) throws IOException {
        CsvText csv = CsvText.lines(cells);
        List<StepNote> notes = runs.notes().of(run);
        out.write(csv.row("step", "time", "note"));
        for (StepNote note : notes) out.write(csv.row(note.step(), note.at(), note.text()));
        return notes.size();
    }

    /**
     * A JSON array of samples in order of storage.
     *
     * @param prompts true for the answers to fixed prompts, false for the responses of the training itself
     * @return number of samples
     */
    public long samples(Writer out, boolean prompts) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setIndent(" ");
        json.beginArray();
        long row = 0;
        long count = 0;
        for (List<StoredSample> some = some(prompts, row); !some.isEmpty(); some = some(prompts, row)) {
            for (StoredSample one : some) write(json, one.sample());
            row = some.get(some.size() - 1).row();
            count += some.size();
        }
        json.endArray();
        json.flush();
        out.write('\n');
        return count;
    }

    private List<StoredSample> some(boolean prompts, long row) {
        return prompts ? runs.promptAnswers(run, row, SAMPLES_AT_ONCE) : runs.samples(run, row, SAMPLES_AT_ONCE);
    }

    private static void write(JsonWriter json, RunSample sample) throws IOException {
        json.beginObject().name("step").value(sample.step());
        if (sample.prompt() != null) json.name("prompt").value(sample.prompt());
        json.name("context").beginArray();
        for (String turn : sample.context()) json.value(turn);
        json.endArray().name("response").value(sample.response()).name("reference").value(sample.reference());
        if (sample.reward() != null) json.name("reward").value(sample.reward());
        if (sample.profile() != null || !sample.targets().isEmpty()) {
            json.name("levels").beginObject();
            for (Mechanism mechanism : Mechanism.values()) level(json, sample, mechanism);
            json.endObject();
        }
        if (!sample.tokens().isEmpty()) {
            json.name("tokens").beginArray();
            for (TokenKl token : sample.tokens())
                json.beginObject().name("piece").value(token.piece()).name("kl").value(token.kl()).endObject();
            json.endArray();
        }
        json.endObject();
    }

    private static void level(JsonWriter json, RunSample sample, Mechanism mechanism) throws IOException {
        Level wanted = sample.targets().get(mechanism);
        json.name(mechanism.key()).beginObject();
        if (sample.profile() != null) {
            json.name("written").value(sample.profile().level(mechanism).word()).name("probabilities").beginArray();
            for (Level level : Level.values()) json.value(sample.profile().probability(mechanism, level));
            json.endArray();
        }
        if (wanted != null) json.name("wanted").value(wanted.word());
        json.endObject();
    }
}
