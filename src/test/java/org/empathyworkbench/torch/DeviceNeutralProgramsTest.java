package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.empathyworkbench.SharedData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs run where their arguments are: they make no tensor on a default device and move none. Read from
 * their text, since a GPU is rarely at hand.
 */
class DeviceNeutralProgramsTest {
    /** Makes a tensor from numbers alone, so it must be told where. The {@code _like} forms follow their argument. */
    private static final Pattern MAKES = Pattern.compile("torch\\.(arange|empty|eye|full|linspace|logspace|ones|rand|randint|randn|randperm"
            + "|scalar_tensor|tensor|tril_indices|triu_indices|zeros)\\(");
    private static final Pattern MOVES =
            Pattern.compile("torch\\.(cpu|cuda|to_dense|pin_memory|numpy_T)\\(|\"(cpu|cuda)|torch\\.device\\(|\\.cpu\\(|\\.cuda\\(");

    @TestFactory Stream<DynamicTest> aProgramMakesNoTensorOnADefaultDeviceAndMovesNone() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.root().resolve("resources/engine/torchscript"))) {
            return files.filter(file -> file.toString().endsWith(".py")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                            () -> assertThat(faults(Files.readAllLines(file))).isEmpty()));
        }
    }

    @Test void theReaderFindsWhatItLooksFor() {
        assertThat(faults(List.of("    x = torch.zeros([2], dtype=6)"))).hasSize(1);
        assertThat(faults(List.of("    x = torch.zeros([2], dtype=6, device=y.device)", "    z = torch.zeros_like(x)"))).isEmpty();
        assertThat(faults(List.of("    x = torch.zeros([2], dtype=6,", "            device=y.device)"))).as("over two lines").isEmpty();
        assertThat(faults(List.of("    x = torch.add(torch.arange(0, torch.len(w)), y, device=z)")))
                .as("the device of another call").hasSize(1);
        assertThat(faults(List.of("    x = torch.cpu(y)", "    x = torch.to(y, \"cuda:0\")"))).hasSize(2);
    }

    private static List<String> faults(List<String> lines) {
        List<String> faults = new ArrayList<>();
        for (String code : statements(lines)) {
            if (MOVES.matcher(code).find()) faults.add(code.strip());
            Matcher makes = MAKES.matcher(code);
            while (makes.find()) {
                if (!arguments(code, makes.end()).contains("device=")) faults.add(code.strip());
            }
        }
        return faults;
    }

    /** Lines without their comments, one as long as its brackets are open joined with the next. */
    private static List<String> statements(List<String> lines) {
        List<String> statements = new ArrayList<>();
        String open = "";
        for (String line : lines) {
            open += line.replaceFirst("#.*", "");
            if (open.chars().filter(c -> c == '(').count() > open.chars().filter(c -> c == ')').count()) continue;
            statements.add(open);
            open = "";
        }
        return statements;
    }

    /** From behind an opening bracket to its closing one. */
    private static String arguments(String code, int from) {
        int depth = 1;
        int at = from;
        while (at < code.length() && depth > 0) {
            if (code.charAt(at) == '(') depth++;
            if (code.charAt(at) == ')') depth--;
            at++;
        }
        return code.substring(from, at);
    }
}
