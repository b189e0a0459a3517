package org.empathyworkbench.app.inspector;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.control.Theme;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.inference.InferenceDevice;
import org.empathyworkbench.app.inference.LoadedModels;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.BackgroundTaskExecutor;
import org.empathyworkbench.app.task.CoalescedRunLater;
import org.empathyworkbench.app.task.Debounce;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.torch.Torch;
import org.empathyworkbench.workspace.Workspace;

/**
 * Not a test: from a key to its levels on the screen, in a real window with identifiers of t5-small's sizes, the window's own work
 * included. A key counts as answered when levels of the response with it, or with a later one, stand there. Arguments: keys (120),
 * milliseconds between two (150), threads (2). Written for the figures of PERFORMANCE.md; run it with the tests' class path and a display.
 */
public final class TypingBench {
    private TypingBench() { }

    public static void main(String[] arguments) { Application.launch(Window.class, arguments); }

    /** The window that is measured. */
    public static final class Window extends Application {
        private static final String TEXT = "I am so sorry for your loss, it must be really hard to come "
                + "home to an empty house every day. How old was he, and how long had you known each other? ";
        private final PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        private List<String> texts;
        private int keys;
        private double apart;

        @Override
        public void start(Stage stage) throws IOException {
            List<String> raw = getParameters().getRaw();
            keys = raw.isEmpty() ? 120 : Integer.parseInt(raw.get(0));
            texts = texts(keys);
            keys = texts.size();
            apart = raw.size() < 2 ? 150 : Double.parseDouble(raw.get(1));
            int threads = raw.size() < 3 ? 2 : Integer.parseInt(raw.get(2));
            Workspace workspace = Workspace.open(Files.createTempDirectory("typing-bench"));
            Torch.start(threads);
            TinyModels.identifiers(workspace, "t5-small", 1, pieces -> T5Config.small(32_128, 512, 2_048, 6, 8, 0));
            BackgroundTaskExecutor inference = new BackgroundTaskExecutor("inference",
                    1, FXCollections.observableArrayList(), Throwable::printStackTrace);
            LoadedModels loaded = new LoadedModels(workspace, () -> threads, InferenceDevice.cpu());
            WorkspaceWatch watch = new WorkspaceWatch(workspace, inference);
            InspectorViewModel model = new InspectorViewModel(loaded, loaded, inference,
                    watch, new ExamplesViewModel(workspace, watch, inference),
                    new InspectorViewModel.Pauses(new CoalescedRunLater(), new Debounce(300), new Debounce(300), new Debounce(300)));
            StackPane page = new StackPane(new LevelsCard(model.profileProperty()));
            page.getStyleClass().add("shell");
            stage.setScene(new Theme(false).dress(new Scene(page, 640, 200)));
            stage.show();
            watch.look();
            model.contextProperty().set("I lost my dog last week and the house feels so empty. "
                    + "He was fourteen, and he slept beside my bed every night of those years.");
            model.responseProperty().set("Oh");
            model.answeredProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends ScoredResponse> o, ScoredResponse before, ScoredResponse now) {
                    if (now == null) return;
                    model.answeredProperty().removeListener(this);
                    type(model);
                }
            });
        }

        private void type(InspectorViewModel model) {
            long[] typed = new long[keys];
            double[] lag = new double[keys];
            int[] state = {0, 0};           // keys typed, keys answered
            model.answeredProperty().addListener((o, before, now) -> {
                long at = System.nanoTime();
                int shown = now.response().length();
                while (state[1] < state[0] && texts.get(state[1]).length() <= shown) lag[state[1]] = (at - typed[state[1]++]) / 1e6;
                if (state[1] == keys) report(lag);
            });
            Timeline hand = new Timeline(new KeyFrame(Duration.millis(apart), e -> {
                if (state[0] == keys) return;
                typed[state[0]] = System.nanoTime();
                model.responseProperty().set(texts.get(state[0]++));
            }));
            hand.setCycleCount(Animation.INDEFINITE);
            hand.play();
        }

        /** Longer by a letter each time; a blank comes with the letter behind it, since it changes no level. */
        private static List<String> texts(int keys) {
            return IntStream.rangeClosed(4, TEXT.length()).filter(length -> TEXT.charAt(length - 1) != ' ')
                    .limit(keys).mapToObj(length -> TEXT.substring(0, length)).toList();
        }

        private void report(double[] lag) {
            double[] all = lag.clone();
            Arrays.sort(all);
            double[] last = Arrays.copyOfRange(lag, keys * 2 / 3, keys);
            Arrays.sort(last);
            out.printf(Locale.ROOT, "%d keys %.0f ms apart: p50 %.0f ms, p95 %.0f ms, longest %.0f ms; the last third, "
                    + "of %d letters: p50 %.0f ms, p95 %.0f ms%n", keys, apart, all[keys / 2], all[(int) (keys * 0.95)],
                    all[keys - 1], texts.get(keys - 1).length(), last[last.length / 2], last[(int) (last.length * 0.95)]);
            Platform.exit();
            System.exit(0);
        }
    }
}
