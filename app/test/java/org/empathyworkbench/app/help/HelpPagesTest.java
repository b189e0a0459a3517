package org.empathyworkbench.app.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpPagesTest {
    private static final Path DOCS = Path.of("../resources/docs");
    @TempDir Path folder;

    @Test
    void everyPageOfTheRepositoryIsInTheProgram() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            assertThat(HelpPages.read().all()).extracting(HelpDocument::path).containsExactlyInAnyOrderElementsOf(files
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> DOCS.relativize(file).toString().replace('\\', '/')).toList());
        }
    }

    @Test
    void pagesAreReadFromAnArchiveAsFromAFolder() throws IOException {
        Path archive = folder.resolve("pages.jar");
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of("create", "true"))) {
            Files.createDirectories(files.getPath("docs/decisions"));
            Files.writeString(files.getPath("docs/A.md"), "# A\n\ntext");
            Files.writeString(files.getPath("docs/decisions/0001-b.md"), "# B");
        }
        try (FileSystem files = FileSystems.newFileSystem(archive)) {
            assertThat(HelpPages.read(files.getPath("docs")).all()).extracting(HelpDocument::path)
                    .containsExactly("A.md", "decisions/0001-b.md");
        }
    }

    @Test
    void searchWantsEveryWordAndPutsHeadingsFirst() {
        HelpPages pages = new HelpPages(List.of(HelpDocument.of("A.md", "# A\n\nreward and **advantage**\n\n## Other\n\nreward"),
                HelpDocument.of("B.md", "# B\n\n## Reward, advantage\n\n| a | b |\n|---|---|\n| cell | two |")));
        assertThat(pages.search("ADVANTAGE reward").hits()).extracting(hit -> hit.section().title())
                .containsExactly("Reward, advantage", "A");
        assertThat(pages.search("cell two").hits()).singleElement().satisfies(hit -> assertThat(hit.snippet()).contains("cell"));
        assertThat(pages.search("reward nowhere").found()).isZero();
    }

    @Test
    void linksAreFollowedBetweenPagesAndOthersOnlyShown() {
        HelpViewModel model = new HelpViewModel(new SameThreadTasks());
        model.show("METHOD.md#section-6");
        assertThat(model.placeProperty().get().page().path()).isEqualTo("METHOD.md");
        assertThat(model.placeProperty().get().anchor()).isEqualTo("section-6");
        model.follow("decisions/0001-torchscript-from-java.md");
        model.follow("../TORCHSCRIPT.md");
        assertThat(model.placeProperty().get().page().path()).isEqualTo("TORCHSCRIPT.md");
        model.follow("https://example.org/x");
        assertThat(model.outsideProperty().get()).isEqualTo("https://example.org/x");
        assertThat(model.placeProperty().get().page().path()).isEqualTo("TORCHSCRIPT.md");
        model.goBack();
        assertThat(model.placeProperty().get().page().path()).startsWith("decisions/0001");
        assertThat(model.outsideProperty().get()).isEmpty();
    }
}
