package org.empathyworkbench.app.cases;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import org.empathyworkbench.app.control.Snapshots;
import org.empathyworkbench.casestudy.CaseStudy;

/** A case as a picture, in the window's own look: as wide as a slide and as high as it needs. */
final class CasePicture {
    private static final double WIDTH = 1280;
    private static final int TYPE = 22;
    private static final double SCALE = 2;

    private CasePicture() { }

    /**
     * On the window's thread; a picture takes a few tens of milliseconds.
     *
     * @param dress gives a scene the program's look, light or dark as the window is
     */
    static BufferedImage of(CaseStudy study, UnaryOperator<Scene> dress) {
        CasePage page = CasePage.whole(study);
        Label title = new Label(study.name());
        title.getStyleClass().add("picture-title");
        VBox sheet = new VBox(title, page);
        sheet.getStyleClass().addAll("presentation", "case-picture");
        VBox root = new VBox(sheet);
        Scene scene = dress.apply(new Scene(root, WIDTH, 720));
        page.setStyle("-fx-font-size: " + TYPE + "px;");
        root.applyCss();
        double height = sheet.prefHeight(WIDTH);
        sheet.setMinSize(WIDTH, height);
        sheet.setPrefSize(WIDTH, height);
        root.resize(WIDTH, height);
        root.layout();
        return Snapshots.of(sheet, SCALE, scene.getFill() instanceof Color color ? color : Color.WHITE);
    }

    /** {@code cases.png} for one picture, {@code cases-01.png}, {@code cases-02.png} for several. */
    static Path file(Path base, int number, int of) {
        if (of == 1) return base;
        String name = base.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return base.resolveSibling(String.format(Locale.ROOT, "%s-%02d%s", stem, number, dot > 0 ? name.substring(dot) : ".png"));
    }
}
