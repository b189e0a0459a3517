package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.empathyworkbench.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final Path FILE = Path.of("x.csv");

    /** The oracle is Apache Commons CSV. */
    @ParameterizedTest
    @ValueSource(strings = {"empathetic-dialogues/by-emotion", "empathetic-dialogues/with-conv-ids",
            "empathetic-dialogues/original-columns", "mental-health-subreddits", "model-outputs/chatgpt"})
    void realFilesReadAsCommonsCsvReadsThem(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SharedData.data(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                String text = Files.readString(file);
                Csv csv = Csv.rfc4180(file, text);
                List<CSVRecord> expected = CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
                assertThat(csv.rows()).as(file.toString()).hasSize(expected.size() - 1);
                for (int i = 1; i < expected.size(); i++) {
                    assertThat(csv.rows().get(i - 1).fields()).isEqualTo(expected.get(i).values());
                }
            }
        }
    }

    @Test void aRowKnowsTheLineOnWhichItBegins() {
        Csv csv = Csv.rfc4180(FILE, "a,b\r\n1,\"x\ny\"\n\n2,z");
        assertThat(csv.rows()).extracting(Csv.Row::line).containsExactly(2, 5);
        assertThat(csv.rows().get(0).fields()).containsExactly("1", "x\ny");
        assertThat(csv.rows().get(1).fields()).containsExactly("2", "z");
    }

    @Test void emptyFieldsAndDoubledQuotesAreKept() {
        Csv csv = Csv.rfc4180(FILE, "a,b,c\n,,\n\"\",\"\"\"\",\"say \"\"no\"\"\"\n");
        assertThat(csv.rows().get(0).fields()).containsExactly("", "", "");
        assertThat(csv.rows().get(1).fields()).containsExactly("", "\"", "say \"no\"");
    }

    @Test void aLoneCarriageReturnBelongsToItsField() {
        assertThat(Csv.rfc4180(FILE, "a,b\r\n1\r2,3\r\n").rows().get(0).fields()).containsExactly("1\r2", "3");
    }
}
