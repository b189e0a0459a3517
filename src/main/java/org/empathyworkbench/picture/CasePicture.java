package org.empathyworkbench.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.CaseWords;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.AtomicFile;

/**
 * A case as a picture: the context at the left, the responses at the right with their levels, as wide as a slide, as high as it needs, and
 * twice as fine as a screen. Light whatever the window's theme, since it is printed or shown beside others.
 */
public final class CasePicture {
    /** Before it is enlarged. */
    private static final int WIDTH = 1_280;
    private static final int SCALE = 2;
    private static final double MARGIN = 44;
    private static final double BETWEEN = 44;
    private static final double CONTEXT = 0.42;
    private static final float BODY = 21;

    private final Fonts type;

    private CasePicture(Fonts type) { this.type = type; }

    /** The picture of one case. */
    public static BufferedImage of(CaseStudy study) { return new CasePicture(Fonts.here()).draw(study); }

    /**
     * Writes a picture of each case; a file that is there is replaced when the new one is whole.
     *
     * @param base     the file of the only one; several are numbered behind its name
     * @param progress called before each picture with the number done
     * @return the files
     * @throws UserInputException when one cannot be written; those before it are
     */
    public static List<Path> write(List<CaseStudy> studies, Path base, IntConsumer progress) {
        List<Path> files = new ArrayList<>();
        CasePicture pictures = new CasePicture(Fonts.here());
        for (CaseStudy study : studies) {
            progress.accept(files.size());
            Path file = file(base, files.size() + 1, studies.size());
            write(pictures.draw(study), file);
            files.add(file);
        }
        return files;
    }

    private static void write(BufferedImage picture, Path file) {
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            AtomicFile.write(target, out -> {
                if (!ImageIO.write(picture, "png", out)) throw new IOException("this Java writes no PNG");
            });
        } catch (IOException e) {
            throw new UserInputException(
                    file + " could not be written: " + FileFault.words(e) + ". The cases are unchanged. Choose another place.", e);
        }
    }

    /** {@code cases.png} for one picture, {@code cases-01.png}, {@code cases-02.png} for several. */
    public static Path file(Path base, int number, int of) {
        if (of == 1) return base;
        String name = base.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return base.resolveSibling(String.format(Locale.ROOT, "%s-%02d%s", stem, number, dot > 0 ? name.substring(dot) : ".png"));
    }

    private BufferedImage draw(CaseStudy study) {
        Drawable title = title(study);
        Drawable context = Drawable.column(14, turns(study));
        Drawable responses = Drawable.column(26, study.responses().stream().map(this::response).toList());
        double inner = WIDTH - 2 * MARGIN;
        double left = (inner - BETWEEN) * CONTEXT;
        double right = inner - BETWEEN - left;
        double top = MARGIN + title.height(inner) + 24;
        double height = top + Math.max(context.height(left), responses.height(right)) + MARGIN;
        BufferedImage picture = new BufferedImage(WIDTH * SCALE, (int) Math.ceil(height) * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D page = picture.createGraphics();
        page.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        page.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        page.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        page.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        page.setColor(Palette.PAPER);
        page.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        page.scale(SCALE, SCALE);
        title.draw(page, MARGIN, MARGIN, inner);
        context.draw(page, MARGIN, top, left);
        responses.draw(page, MARGIN + left + BETWEEN, top, right);
        page.dispose();
        return picture;
    }

    private Drawable title(CaseStudy study) {
        List<Drawable> lines = new ArrayList<>(List.of(FlowText.of(study.name(), type.bold(29), Palette.TEXT)));
        if (!study.title().isBlank() && !study.emotion().isBlank()) lines.add(FlowText.of(study.emotion(), type.plain(17), Palette.MUTED));
        if (!study.note().isBlank()) lines.add(FlowText.of(study.note(), type.plain(18), Palette.MUTED));
        return Drawable.column(5, lines);
    }

    private List<Drawable> turns(CaseStudy study) {
        List<Drawable> turns = new ArrayList<>();
        for (int turn = 0; turn < study.context().size(); turn++) {
            boolean speaker = turn % 2 == 0;
            turns.add(new TurnBubble(FlowText.of(CaseWords.speaker(turn), type.plain(14), Palette.MUTED),
                    FlowText.of(study.context().get(turn), study.marks().get(turn), type.plain(BODY), type.bold(BODY), Palette.TEXT),
                    speaker ? Palette.SPEAKER : Palette.LISTENER, !speaker));
        }
        return turns;
    }

    private Drawable response(CaseResponse one) {
        List<Drawable> parts = new ArrayList<>(List.of(FlowText.of(CaseWords.system(one), type.bold(18), Palette.TEXT),
                one.text().isBlank() ? FlowText.of("(an empty response)", type.plain(BODY), Palette.MUTED)
                : FlowText.of(one.text(), one.marks(), type.plain(BODY), type.bold(BODY), Palette.TEXT)));
        if (one.reading() != null) parts.add(new Chips(one.reading().profile(), type.plain(14), type.bold(14)));
        if (!one.ratings().none()) parts.add(FlowText.of("Rated: " + CaseWords.ratings(one.ratings()), type.plain(14), Palette.MUTED));
        if (!one.note().isBlank()) parts.add(FlowText.of(one.note(), type.plain(15), Palette.MUTED));
        parts.add(FlowText.of(CaseWords.origin(one), type.plain(12), Palette.MUTED));
        return Drawable.column(6, parts);
    }
}
