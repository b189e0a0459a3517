package org.empathyworkbench.app.cases;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.Texts;
import org.empathyworkbench.casestudy.CaseFormat;
import org.empathyworkbench.markup.CsvText;
import org.kordamp.ikonli.feather.Feather;

/** Export dialog: format, scope and file. */
final class CaseExportPane extends VBox {
    /** The user's choices. A null format means images. */
    interface Wish { void take(CaseFormat format, CsvText.Cells cells, boolean openOnly, Path file); }

    private static final String PICTURE = "png";
    private final ToggleGroup formats = new ToggleGroup();
    private final TextField path = new TextField();
    private final CheckBox open = new CheckBox("Only the open case");
    private final CheckBox raw = new CheckBox("Do not escape cells that a spreadsheet would evaluate as formulas");
    private final Path folder;
    private final String stem;

    /** @param folder default folder for exports */
    CaseExportPane(Path folder, String collection, Wish wish, Runnable cancel) {
        super(14);
        this.folder = folder;
        this.stem = collection.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        VBox choices = new VBox(6);
        for (CaseFormat format : CaseFormat.values()) choices.getChildren().add(choice(format.key(), format.title(), format));
        choices.getChildren().add(choice(PICTURE, "PNG, one image for each case", PICTURE));
        open.setId("export-open-only");
        raw.setId("export-raw-csv");
        path.setId("export-path");
        path.setAccessibleText("Output file");
        HBox.setHgrow(path, Priority.ALWAYS);
        HBox where = new HBox(8, path, Buttons.plain("export-choose", "Choose…", Feather.FOLDER, this::choose));
        where.setAlignment(Pos.CENTER_LEFT);
        Button go = Buttons.primary("export-go", "Export", Feather.DOWNLOAD, () -> go(wish));
        HBox buttons = new HBox(8, Buttons.plain("export-cancel", "Cancel", null, cancel), go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(choices, raw, open, where,
                Texts.muted("Includes model names, weight hashes, seeds and dates. An existing file is replaced."), buttons);
        formats.selectedToggleProperty().subscribe(now -> {
            raw.setVisible(format() == CaseFormat.CSV);
            raw.setManaged(format() == CaseFormat.CSV);
        });
        formats.selectedToggleProperty().subscribe(now -> path.setText(folder.resolve(stem + "." + ending()).toString()));
        path.setOnAction(e -> go(wish));
        formats.selectToggle(formats.getToggles().get(0));
    }

    private RadioButton choice(String key, String title, Object value) {
        RadioButton button = new RadioButton(title);
        button.setId("export-format-" + key);
        button.setToggleGroup(formats);
        button.setUserData(value);
        return button;
    }

    private CaseFormat format() {
        return formats.getSelectedToggle() != null && formats.getSelectedToggle().getUserData() instanceof CaseFormat format
                ? format : null;
    }

    private String ending() { return format() == null ? PICTURE : format().ending(); }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Export cases");
        chooser.setInitialFileName(stem + "." + ending());
        if (folder.toFile().isDirectory()) chooser.setInitialDirectory(folder.toFile());
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) path.setText(file.toString());
    }

    private void go(Wish wish) {
        String words = path.getText().strip();
        boolean good = !words.isEmpty();
        if (good) {
            try {
                wish.take(format(), raw.isSelected() ? CsvText.Cells.RAW : CsvText.Cells.SAFE, open.isSelected(), Path.of(words));
            } catch (InvalidPathException e) {
                good = false;
            }
        }
        path.pseudoClassStateChanged(PseudoClass.getPseudoClass("wrong"), !good);
    }
}
