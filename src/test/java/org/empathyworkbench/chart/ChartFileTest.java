package org.empathyworkbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class ChartFileTest {
    private static final String SECOND = "a <b> & \"c\" \u4f60\u597d";

    @TempDir Path folder;

    private static CurveChart chart(ChartPalette palette) {
        Curve one = new Curve();
        Curve two = new Curve();
        for (int i = 0; i < 30; i++) {
            one.add(i, i, Math.sin(i / 5.0));
            two.add(i, i, Math.cos(i / 5.0));
        }
        List<ChartLine> lines = List.of(ChartLine.of("first", "a", one, LineStyle.series(0)),
                ChartLine.of(SECOND, "b", two, LineStyle.series(1)));
        return CurveChart.still("Reward & KL", ChartSubject.of(lines, 0, List.of()), palette, 600);
    }

    @Test void aPngIsTwiceAsFineAndInTheColoursOfItsTheme() throws IOException {
        for (ChartPalette palette : List.of(ChartPalette.LIGHT, ChartPalette.DARK)) {
            Path file = folder.resolve("a.png");
            ChartFile.PNG.write(chart(palette), 600, 400, file);
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isEqualTo(1_200);
            assertThat(image.getHeight()).isEqualTo(800);
            assertThat(image.getRGB(1, 1)).isEqualTo(palette.background().getRGB());
            boolean line = false;
            for (int y = 0; y < 800 && !line; y++)
                for (int x = 0; x < 1_200; x++) line |= image.getRGB(x, y) == palette.series().get(0).getRGB();
            assertThat(line).as("the first line's colour").isTrue();
        }
    }

    @Test void anSvgIsWellFormedWithItsTextAsTextAndTheSameEachTime() throws IOException, ParserConfigurationException, SAXException {
        Path file = folder.resolve("a.svg");
        ChartFile.SVG.write(chart(ChartPalette.LIGHT), 600, 400, file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(file.toFile());
        NodeList texts = document.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()).toList();
        assertThat(words).contains("Reward & KL", "first", SECOND, "step", "0.0");
        assertThat(Files.readString(file)).contains("stroke-dasharray").contains("sans-serif");
        assertThat(document.getElementsByTagName("ellipse").getLength()).as("a dot for each of 30 points of two lines").isEqualTo(60);
        Path again = folder.resolve("b.svg");
        ChartFile.SVG.write(chart(ChartPalette.LIGHT), 600, 400, again);
        assertThat(again).hasSameTextualContentAs(file);
    }

    @Test void aPdfHasOnePageOfItsSize() throws IOException {
        Path file = folder.resolve("a.pdf");
        ChartFile.PDF.write(chart(ChartPalette.LIGHT), 600, 400, file);
        String pdf = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(pdf).startsWith("%PDF-").contains("/MediaBox [0.0 0.0 600.0 400.0]", "/Count 1", "%%EOF");
    }
}
