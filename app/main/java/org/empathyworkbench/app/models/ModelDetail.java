package org.empathyworkbench.app.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.identifier.IdentifierSetFile;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.ModelKind;

/**
 * Details read from a model's folder.
 *
 * @param rows  name and value, in display order
 * @param files file name and size
 * @param bytes size of all files
 * @param fault one sentence if the folder is invalid, else empty
 */
public record ModelDetail(List<Row> rows, List<Row> files, long bytes, String fault) {
    /** A name and its value. */
    public record Row(String name, String value) { }

    /** Reads only the small files; weights are not loaded. */
    static ModelDetail of(ModelInfo model, Path folder) throws IOException {
        List<Row> rows = new ArrayList<>();
        String fault = "";
        try {
            if (model.kind() == ModelKind.GENERATOR) rows.addAll(architecture(T5Config.read(folder.resolve("config.json"))));
            else rows.addAll(identifiers(folder));
        } catch (UserInputException e) {
            fault = e.getMessage();
        }
        Set<String> said = rows.stream().map(row -> row.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        said.add("d_model");
        new TreeMap<>(model.facts()).forEach((name, value) -> {
            if (!said.contains(name.toLowerCase(Locale.ROOT)))
                rows.add(new Row(Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
        });
        List<Row> files = new ArrayList<>();
        long bytes = 0;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    files.add(new Row(folder.relativize(file).toString(), size(Files.size(file))));
                    bytes += Files.size(file);
                }
            }
        }
        return new ModelDetail(rows, files, bytes, fault);
    }

    static String size(long bytes) {
        if (bytes < 1024) return bytes + " B";
        if (bytes < 1024 * 1024) return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
        if (bytes < 1024L * 1024 * 1024) return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
        return String.format(Locale.ROOT, "%.2f GiB", bytes / 1073741824.0);
    }

    private static List<Row> architecture(T5Config config) {
        return List.of(
                new Row("Family", config.family() + " (" + (config.gated() ? "gated " : "")
                        + config.activation().word() + ", " + (config.tied() ? "tied" : "untied") + ")"),
                new Row("Layers", config.layers() + " encoder, " + config.decoderLayers() + " decoder"),
                new Row("Width", String.format(Locale.ROOT, "d_model %,d, d_ff %,d", config.dModel(), config.dFf())),
                new Row("Heads", config.heads() + " of " + config.dKv()),
                new Row("Vocabulary", String.format(Locale.ROOT, "%,d pieces", config.vocabularySize())),
                new Row("Dropout", String.valueOf(config.dropout())));
    }

    private static List<Row> identifiers(Path folder) {
        IdentifierSetFile set = IdentifierSetFile.read(folder);
        return List.of(new Row("Mechanisms", String.join(", ", set.mechanisms().stream().map(m -> m.title()).toList())),
                new Row("Head", Settings.word(set.head())), new Row("Attention", Settings.word(set.attention())),
                new Row("Limits", set.contextTokens() + " context tokens, " + set.responseTokens() + " response tokens"));
    }
}
