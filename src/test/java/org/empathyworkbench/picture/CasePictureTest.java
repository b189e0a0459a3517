package org.empathyworkbench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.SampleCases;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasePictureTest {
    private static final int WHITE = 0xffffffff;

    @TempDir Path folder;

    private static CaseStudy saying(String text) {
        CaseStudy whole = SampleCases.whole();
        CaseResponse one = whole.responses().get(1);
        return whole.withResponses(List.of(CaseResponse.of("long", one.from(), text)));
    }

    private static boolean holds(BufferedImage picture, int rgb) {
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++) if (picture.getRGB(x, y) == (0xff000000 | rgb)) return true;
        return false;
    }

    /** Nothing is drawn into the margins: what is cut at an edge would be. */
    private static void nothingIsCut(BufferedImage picture) {
        int margin = 60;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                boolean outside = x < margin || x >= picture.getWidth() - margin || y < margin || y >= picture.getHeight() - margin;
                if (outside) assertThat(picture.getRGB(x, y)).as("at " + x + ", " + y).isEqualTo(WHITE);
            }
        }
    }

    @Test void aCaseIsAsWideAsASlideOnWhiteWithEachMechanismsColour() {
        BufferedImage picture = CasePicture.of(SampleCases.whole());
        assertThat(picture.getWidth()).isEqualTo(2560);
        assertThat(holds(picture, 0xc2410c)).as("a strong emotional reaction's chip").isTrue();
        assertThat(holds(picture, 0x0f766e)).as("a strong exploration's chip").isTrue();
        assertThat(holds(picture, 0xebe6fb)).as("behind marked words of the context").isTrue();
        assertThat(holds(picture, 0xddf0ff)).as("the listener's bubble").isTrue();
        nothingIsCut(picture);
    }

    @Test void longResponsesGoOnInFurtherLinesAndWordsWithoutBlanksAreBroken() {
        int one = CasePicture.of(saying("Oh no.")).getHeight();
        BufferedImage wrapped = CasePicture.of(saying("I am so sorry to hear that. ".repeat(60)));
        assertThat(wrapped.getHeight()).isGreaterThan(one + 800);
        nothingIsCut(wrapped);
        nothingIsCut(CasePicture.of(saying("a".repeat(900))));
        nothingIsCut(CasePicture.of(saying("First line.\nSecond \u4f60\u597d line, \ud83d\ude00.\n\nLast line.")));
        assertThat(CasePicture.of(saying("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no")).getHeight())
                .isGreaterThan(CasePicture.of(saying("a b c d e f g h i j k l m n o")).getHeight());
    }

    @Test void aCaseWithoutResponsesAndAnEmptyResponseAreDrawnToo() {
        nothingIsCut(CasePicture.of(SampleCases.whole().withResponses(List.of())));
        nothingIsCut(CasePicture.of(saying("")));
    }

    @Test void severalPicturesAreNumberedAndWhatCannotBeWrittenIsSaid() throws IOException {
        CaseStudy study = SampleCases.whole();
        List<Integer> told = new ArrayList<>();
        List<Path> files = CasePicture.write(List.of(study, study), folder.resolve("deep/cases.png"), told::add);
        assertThat(files).containsExactly(folder.resolve("deep/cases-01.png"), folder.resolve("deep/cases-02.png"));
        assertThat(told).containsExactly(0, 1);
        assertThat(ImageIO.read(files.get(1).toFile()).getHeight()).isEqualTo(CasePicture.of(study).getHeight());
        assertThat(CasePicture.write(List.of(study), folder.resolve("one.png"), told::add)).containsExactly(folder.resolve("one.png"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> CasePicture.write(List.of(study), file.resolve("case.png"), told::add))
                .isInstanceOf(UserInputException.class).hasMessageContaining("The cases are unchanged");
    }
}
