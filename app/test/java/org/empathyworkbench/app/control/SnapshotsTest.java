package org.empathyworkbench.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir Path folder;

    private static BufferedImage image() {
        BufferedImage image = new BufferedImage(7, 3, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(6, 2, 0x80123456);
        return image;
    }

    @Test
    void aPictureIsWrittenIntoAFolderThatWasNotThereAndReadBackTheSame() throws IOException {
        Path png = folder.resolve("new/picture.png");
        Snapshots.write(image(), png);
        BufferedImage read = ImageIO.read(png.toFile());
        assertThat(read.getWidth()).isEqualTo(7);
        assertThat(read.getHeight()).isEqualTo(3);
        assertThat(read.getRGB(6, 2)).isEqualTo(0x80123456);
        try (Stream<Path> beside = Files.list(png.getParent())) { assertThat(beside).containsExactly(png); }
    }

    @Test
    void aFolderOfThePicturesNameIsRefusedAndLeftAsItWas() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken.png"));
        assertThatThrownBy(() -> Snapshots.write(image(), taken)).isInstanceOf(IOException.class);
        assertThat(taken).isEmptyDirectory();
    }
}
