package org.empathyworkbench.app.control;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;

/** Asks the user for a file or a folder; replaced in tests. Empty or null when cancelled. */
public interface FileChoice {
    /** Asks for an output file. @param suggested the file's name; its extension is the only one offered */
    Optional<Path> save(Node from, String title, String suggested);

    /** Asks for an input file. @param endings extensions such as {@code json} */
    Optional<Path> open(Node from, String title, String... endings);

    /** Asks for input files of any kind; empty when cancelled. */
    List<Path> openSeveral(Node from, String title);

    /** @param beginning initial folder; null for the system's default */
    Optional<Path> folder(Node from, String title, Path beginning);

    /** Makes a file name from a title: {@code align-seed-2.record.json}. @param ending extension without the dot */
    static String name(String title, String ending) { return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "." + ending; }

    /** The system's file dialogs. */
    static FileChoice ofSystem() {
        return new FileChoice() {
            @Override public Optional<Path> save(Node from, String title, String suggested) {
                FileChooser chooser = chooser(title, suggested.substring(suggested.lastIndexOf('.') + 1));
                chooser.setInitialFileName(suggested);
                return Optional.ofNullable(chooser.showSaveDialog(from.getScene().getWindow())).map(File::toPath);
            }

            @Override public Optional<Path> open(Node from, String title, String... endings) {
                return Optional.ofNullable(chooser(title, endings).showOpenDialog(from.getScene().getWindow())).map(File::toPath);
            }

            @Override public List<Path> openSeveral(Node from, String title) {
                List<File> chosen = chooser(title).showOpenMultipleDialog(from.getScene().getWindow());
                return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
            }

            @Override public Optional<Path> folder(Node from, String title, Path beginning) {
                DirectoryChooser chooser = new DirectoryChooser();
                chooser.setTitle(title);
                if (beginning != null && Files.isDirectory(beginning)) chooser.setInitialDirectory(beginning.toFile());
                return Optional.ofNullable(chooser.showDialog(from.getScene().getWindow())).map(File::toPath);
            }
        };
    }

    private static FileChooser chooser(String title, String... endings) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        if (endings.length > 0)
            chooser.getExtensionFilters().add(new ExtensionFilter(endings[0].toUpperCase(Locale.ROOT),
                    Arrays.stream(endings).map(ending -> "*." + ending).toList()));
        return chooser;
    }
}
