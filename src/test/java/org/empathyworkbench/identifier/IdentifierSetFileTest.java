package org.empathyworkbench.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierSetFileTest {
    @TempDir Path folder;

    @Test void whatIsWrittenIsRead() throws IOException {
        IdentifierSetFile set = new IdentifierSetFile(List.of(Mechanism.values()),
                Head.PAPER, Attention.NO_PROJECTION, 20, 10, "tokenizer.json");
        set.write(folder);
        assertThat(IdentifierSetFile.read(folder)).isEqualTo(set);
        assertThat(folder.toFile().list()).containsExactly(IdentifierSetFile.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "..", ".", "../tokenizer.json", "/etc/passwd.json", "a/b.json",
            "C:\\\\x.json", "\\u0000", "x\\u0000.json", "x\\n.json", "identifiers.json", "notes.txt"})
    void aTokenizerThatIsNoFileBesideItIsRefused(String tokenizer) throws IOException {
        change("\"tokenizer\": \"tokenizer.json\"", "\"tokenizer\": \"" + tokenizer + "\"");
        assertThatThrownBy(() -> IdentifierSetFile.read(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("identifiers.json cannot be used").hasMessageContaining("Nothing was loaded.")
                .satisfies(said -> assertThat(said.getMessage().chars().noneMatch(Character::isISOControl)).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "context_tokens": 20     | "context_tokens": 2000000000  | context_tokens is 2000000000, which is no limit
            "context_tokens": 20     | "context_tokens": [20]        | it has no "context_tokens"
            "context_tokens": 20     | "context_tokens": null        | it has no "context_tokens"
            "format_version": 1      | "format_version": 7           | it has format version 7
            "format_version": 1      | "format_version": 1, "head": "code" | the key "head" stands twice
            "head": "paper"          | "head": "foot"                | head is "foot"; known are
            """)
    void aValueThatIsNoneIsNamed(String was, String is, String why) throws IOException {
        change(was, is);
        assertThatThrownBy(() -> IdentifierSetFile.read(folder)).isInstanceOf(UserInputException.class).hasMessageContaining(why);
    }

    @Test void aDeviceOrAFolderIsRefusedAtOnce() throws IOException {
        Files.createSymbolicLink(folder.resolve(IdentifierSetFile.NAME), Path.of("/dev/zero"));
        assertThatThrownBy(() -> IdentifierSetFile.read(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("it is a pipe or device, not a file");
        Files.delete(folder.resolve(IdentifierSetFile.NAME));
        Files.createDirectory(folder.resolve(IdentifierSetFile.NAME));
        assertThatThrownBy(() -> IdentifierSetFile.read(folder)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("it is a folder, not a file");
    }

    private void change(String was, String is) throws IOException {
        new IdentifierSetFile(List.of(Mechanism.values()), Head.PAPER, Attention.NO_PROJECTION, 20, 10, "tokenizer.json").write(folder);
        Path file = folder.resolve(IdentifierSetFile.NAME);
        String text = Files.readString(file);
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, is));
    }
}
