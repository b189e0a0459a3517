package org.empathyworkbench.app.compare;

import static org.empathyworkbench.app.FrameMeter.onWindow;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.empathyworkbench.app.FrameMeter;
import org.empathyworkbench.app.Workbench;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.shell.Preferences;
import org.empathyworkbench.comparison.Comparison;
import org.empathyworkbench.comparison.ContextSource;
import org.empathyworkbench.comparison.RowFilter.Show;
import org.empathyworkbench.workspace.Workspace;

/**
 * Not a test: what comparing many systems on many contexts costs, in a real window over a real workspace. Arguments: the workspace's folder
 * (a copy: how its page was left is replaced), the dataset, the identifiers, then the sets of responses that stand in columns. Written for
 * the figures of PERFORMANCE.md; run it with the tests' class path and a display.
 */
public final class CompareBench {
    private CompareBench() { }

    public static void main(String[] arguments) { Application.launch(Window.class, arguments); }

    /** The window that is measured. */
    public static final class Window extends Application {
        private final PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        private Scene scene;

        @Override public void start(Stage stage) throws IOException {
            List<String> raw = getParameters().getRaw();
            Path folder = Path.of(raw.get(0));
            try (Workspace workspace = Workspace.open(folder)) {
                workspace.pageStates().put(CompareState.PAGE, state(raw.get(1), raw.get(2), raw.subList(3, raw.size())).json());
            }
            Path preferences = Files.createTempDirectory("compare-bench");
            Workbench workbench = new Workbench(new Preferences(preferences.resolve("preferences")),
                    preferences.resolve("log.txt"), opened -> { }, FileChoice.ofSystem());
            scene = workbench.theme().dress(new Scene(workbench.shell(), 1280, 800));
            stage.setScene(scene);
            stage.show();
            workbench.open(folder);
            new Thread(() -> {
                try {
                    measure(raw.size() - 3);
                } finally {
                    onWindow(workbench::close);
                    Platform.exit();
                }
            }, "bench").start();
        }

        private static CompareState state(String dataset, String identifiers, List<String> sets) {
            List<CompareState.Left> columns = Stream.concat(Stream.of(Comparison.REFERENCE), sets.stream().map(set -> "responses:" + set))
                    .map(key -> new CompareState.Left(key, false, 1, 1, Map.of())).toList();
            return new CompareState(ContextSource.Kind.DIALOGUES.name(), dataset, "test", identifiers, columns, Map.of(), true, true);
        }

        private void measure(int systems) {
            until("the program's first page", () -> there("#nav-compare"));
            onWindow(() -> fire("#nav-compare"));
            until("opening the page: the first row is there", () -> rows() > 0);
            until("opening the page: every column has its figures", () -> heads() == systems + 1 && known("Dist") == systems + 1);
            out.printf(Locale.ROOT, "%s: %s%n", "contexts", words("#compare-corner").replace('\n', ' '));
            scroll("scrolling for the first time, a notch of the wheel a frame", 300, 40);
            if (there("#read-levels")) {
                onWindow(() -> fire("#read-levels"));
                scroll("scrolling while levels are read, a notch a frame", 300, 40);
                until("reading the levels", () -> !there("#cancel-work") && !there("#read-levels"));
            }
            scroll("scrolling a notch of the wheel a frame", 300, 40);
            scroll("scrolling half a page a frame", 300, 300);
            Random random = new Random(1);
            ListView<?> list = (ListView<?>) scene.lookup("#compare-rows");
            say("dragging the thumb, another place each frame",
                    FrameMeter.frames(200, frame -> list.scrollTo(random.nextInt(list.getItems().size()))));
            onWindow(() -> list.scrollTo(0));
            for (Show show : List.of(Show.DISAGREE, Show.MISSED, Show.RISE, Show.ALL)) {
                int before = rows();
                String corner = words("#compare-corner");
                onWindow(() -> this.<Show>box("#compare-show").setValue(show));
                until("filter \"" + show.words() + "\"", () -> rows() != before || !words("#compare-corner").equals(corner));
                out.printf(Locale.ROOT, "  %,d rows%n", rows());
            }
            for (String typed : List.of("sorry", "sorry to", "")) {
                int before = rows();
                onWindow(() -> ((TextField) scene.lookup("#compare-text")).setText(typed));
                until("words \"" + typed + "\"", () -> rows() != before);
            }
            onWindow(() -> scene.getRoot().lookupAll(".column-head").stream()
                    .skip(2).findFirst().ifPresent(head -> ((ColumnHead) head).holdAgainst()));
            scroll("scrolling a notch a frame, words held against a column", 300, 40);
        }

        private void scroll(String what, int frames, double by) {
            Node list = scene.lookup("#compare-rows");
            Bounds[] bounds = {null};
            onWindow(() -> {
                ((ListView<?>) list).scrollTo(0);
                bounds[0] = list.localToScreen(list.getBoundsInLocal());
            });
            say(what, FrameMeter.frames(frames, frame -> Event.fireEvent(list.lookup(".compare-list-cell"), wheel(bounds[0], -by))));
        }

        private static ScrollEvent wheel(Bounds over, double by) {
            return new ScrollEvent(ScrollEvent.SCROLL, over.getWidth() / 2, over.getHeight() / 2,
                    over.getCenterX(), over.getCenterY(), false, false, false, false, false, false, 0, by, 0, by,
                    ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null);
        }

        private void until(String what, BooleanSupplier holds) {
            long began = System.nanoTime();
            FrameMeter.Frames frames = FrameMeter.until(holds);
            out.printf(Locale.ROOT, "%s: %.0f ms; longest time between frames %.0f ms%n", what, (System.nanoTime() - began) / 1e6,
                    frames.apart().length == 0 ? 0 : frames.apart()[frames.apart().length - 1]);
        }

        private void say(String what, FrameMeter.Frames frames) { out.printf(Locale.ROOT, "%s: %s%n", what, frames.words()); }

        private boolean there(String id) {
            Node node = scene.lookup(id);
            for (Node at = node; at != null; at = at.getParent()) if (!at.isVisible()) return false;
            return node != null;
        }

        private void fire(String id) {
            Node node = scene.lookup(id);
            if (node instanceof ButtonBase button) button.fire();
            else throw new IllegalStateException(id + " is no button");
        }

        private int rows() { return scene.lookup("#compare-rows") instanceof ListView<?> list ? list.getItems().size() : 0; }

        private int heads() { return scene.getRoot().lookupAll(".column-head").size(); }

        private int known(String figure) {
            List<String> texts = new ArrayList<>();
            for (Node node : scene.getRoot().lookupAll(".head-figure")) texts.add(((Label) node).getText());
            return (int) texts.stream().filter(text -> text.startsWith(figure)).count();
        }

        private String words(String id) { return scene.lookup(id) instanceof Label label ? label.getText() : ""; }

        @SuppressWarnings("unchecked")
        private <T> ComboBox<T> box(String id) { return (ComboBox<T>) scene.lookup(id); }
    }
}
