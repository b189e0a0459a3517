package org.empathyworkbench.app.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.empathyworkbench.comparison.ComparisonExport.Format;
import org.empathyworkbench.comparison.ComparisonSnapshot;
import org.empathyworkbench.io.AtomicFile;
import org.empathyworkbench.markup.CsvText;
import org.empathyworkbench.workspace.Workspace;

/** Writes comparisons into the workspace's exports folder, named by time. Called off the JavaFX thread. */
record ComparisonFiles(Workspace workspace, Clock clock) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    Path write(ComparisonSnapshot shot, Format format, CsvText.Cells cells) throws IOException {
        Path file = workspace.exports().resolve("comparison-" + TIME.format(LocalDateTime.now(clock)) + "." + format.ending());
        AtomicFile.write(file, shot.text(format, cells));
        return file;
    }
}
