package org.empathyworkbench.app.inspector;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;
import org.empathyworkbench.app.inference.Alignment;
import org.empathyworkbench.app.inference.Inspection;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.TaskExecutor;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.generation.KlScores;
import org.empathyworkbench.generation.TeacherForcedScores;
import org.empathyworkbench.generation.TokenCandidate;
import org.empathyworkbench.generation.TokenPosition;

/**
 * Token probabilities of the chosen generator at each position of the response, with those of its initial model and the KL between them.
 * Computed only while visible.
 */
public final class PiecesViewModel {
    /** Candidates per position. */
    static final int MOST = 10;
    private static final String BLANK = "\u2581";

    /** Probabilities of both models for one text. @param kl null without a reference */
    public record Read(String generator, TypedPair spoken, TeacherForcedScores policy, Alignment alignment, KlScores kl) {
        public Optional<TeacherForcedScores> reference() { return Optional.ofNullable(kl).map(KlScores::reference); }
    }

    private final Inspection inspection;
    private final TaskExecutor thread;
    private final ObservableValue<TypedPair> spoken;
    private final ObservableValue<String> generator;
    private final Consumer<Runnable> later;
    private final Consumer<String> put;
    private final BooleanProperty lookedAt = new SimpleBooleanProperty();
    private final IntegerProperty place = new SimpleIntegerProperty();
    private final ReadOnlyObjectWrapper<Read> read = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<UserMessage> problem = new ReadOnlyObjectWrapper<>();

    /** @param put replaces the response */
    PiecesViewModel(Inspection inspection, TaskExecutor thread, ObservableValue<TypedPair> spoken,
            ObservableValue<String> generator, Consumer<Runnable> later, Consumer<String> put) {
        this.inspection = inspection;
        this.thread = thread;
        this.spoken = spoken;
        this.generator = generator;
        this.later = later;
        this.put = put;
        spoken.addListener((o, before, now) -> { if (lookedAt.get()) later.accept(this::look); });
        generator.addListener((o, before, now) -> {
            read.set(null);
            if (lookedAt.get()) look();
        });
        lookedAt.addListener((o, before, now) -> { if (now) look(); });
    }

    /** True while the tabs Next words or Reward are visible. */
    public BooleanProperty lookedAtProperty() { return lookedAt; }

    /** Selected position: 0 for the first token, the last one for EOS. */
    public IntegerProperty placeProperty() { return place; }

    /** Null before the first result and without a generator. */
    public ReadOnlyObjectProperty<Read> readProperty() { return read.getReadOnlyProperty(); }

    public ReadOnlyBooleanProperty readingProperty() { return reading.getReadOnlyProperty(); }

    public ReadOnlyObjectProperty<UserMessage> problemProperty() { return problem.getReadOnlyProperty(); }

    private void look() {
        TypedPair now = spoken.getValue();
        String name = generator.getValue();
        if (now == null || now.context().isEmpty() || name == null || name.isEmpty()) {
            read.set(null);
            return;
        }
        if (read.get() != null && read.get().spoken().equals(now) && read.get().generator().equals(name)) return;
        reading.set(true);
        thread.run(BackgroundTask.of("Computing token probabilities", progress -> {
            TeacherForcedScores policy = inspection.pieces(name, now.context(), now.response(), MOST, progress);
            Optional<Alignment> alignment = inspection.alignment(name);
            if (alignment.isEmpty()) return new Read(name, now, policy, null, null);
            TeacherForcedScores reference = inspection.pieces(alignment.get().reference(), now.context(), now.response(), MOST, progress);
            return new Read(name, now, policy, alignment.get(), new KlScores(policy, reference));
        }).show(result -> {
            reading.set(false);
            problem.set(null);
            if (!result.generator().equals(generator.getValue())) return;
            read.set(result);
            place.set(Math.max(0, Math.min(place.get(), result.policy().places().size() - 1)));
        }).failed(failure -> {
            reading.set(false);
            read.set(null);
            problem.set(UserMessage.of(failure));
        }).latestOf("inspector pieces").quietly());
    }

    /** Selects the token at a character of the response. */
    public void goTo(int character) {
        if (read.get() == null) return;
        for (int i = 0; i < read.get().policy().places().size(); i++) {
            if (character < read.get().policy().places().get(i).to()) {
                place.set(i);
                return;
            }
        }
        place.set(read.get().policy().places().size() - 1);
    }

    /** Moves the selection, clamped to the ends. */
    public void move(int by) {
        if (read.get() != null) place.set(Math.max(0, Math.min(place.get() + by, read.get().policy().places().size() - 1)));
    }

    /**
     * Inserts a piece at the selected position. A piece that begins a word replaces the rest of the current word; a continuation is
     * appended directly to the text before it, and a word that begins there is kept; EOS truncates the response.
     */
    public void put(TokenCandidate piece) {
        Read now = read.get();
        if (now == null || place.get() >= now.policy().places().size()) return;
        String text = now.spoken().response();
        TokenPosition at = now.policy().places().get(place.get());
        String edited = with(text, at, piece);
        if (!piece.ends()) place.set(place.get() + 1);
        put.accept(edited);
    }

    static String with(String text, TokenPosition at, TokenCandidate piece) {
        int from = at.from();
        while (from < at.to() && Character.isWhitespace(text.charAt(from))) from++;
        String before = text.substring(0, from).stripTrailing();
        if (piece.ends()) return before;
        boolean word = piece.piece().startsWith(BLANK);
        int to = from;
        if (word || !at.actual().piece().startsWith(BLANK)) while (to < text.length() && !Character.isWhitespace(text.charAt(to))) to++;
        String body = piece.piece().replace(BLANK, "");
        String after = text.substring(to);
        boolean gap = !word && !after.isEmpty() && !Character.isWhitespace(after.charAt(0));
        return (before + (word && !before.isEmpty() ? " " : "") + body + (gap ? " " : "") + after).strip();
    }
}
