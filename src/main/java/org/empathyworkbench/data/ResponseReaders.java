package org.empathyworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;

/** The kinds of response files that can be read: those that published systems left, and a plain one for everybody else. */
public final class ResponseReaders {
    private static final List<ResponseReader> ALL = List.of(
            new KeyedResponseReader("moel", "MoEL (generation_result.txt)", "Emotion", "Context", "ref", List.of(
                    new KeyedResponseReader.Answer("trs", "moel-transformer", "Transformer (from MoEL)"),
                    new KeyedResponseReader.Answer("trs+multitask", "moel-multitask", "Transformer, multitask (from MoEL)"),
                    new KeyedResponseReader.Answer("MOE", "moel", "MoEL"),
                    new KeyedResponseReader.Answer("MOE+oracle", "moel-oracle", "MoEL, oracle emotion")), Set.of(), false),
            new KeyedResponseReader("mime", "MIME (output.txt)", "emotion", "Context", "Ref", List.of(
                    new KeyedResponseReader.Answer("Topk", "mime-topk", "MIME, top-k sampling"),
                    new KeyedResponseReader.Answer("Beam", "mime-beam", "MIME, beam search"),
                    new KeyedResponseReader.Answer("Greedy", "mime-greedy", "MIME, greedy")), Set.of(), true),
            new KeyedResponseReader("kemp", "KEMP (KEMP.txt)", "Emotion", "Context", "Ref",
                    List.of(new KeyedResponseReader.Answer("Pred", "kemp", "KEMP")), Set.of("Concept"), false),
            new EmpdgResponses(), new CemResponses(), new ChatgptResponses(), new JsonResponses(ResponseFields.recognised()));

    private ResponseReaders() { }

    public static List<ResponseReader> all() { return ALL; }

    /** @throws UserInputException naming the known formats when {@code name} is none of them */
    public static ResponseReader byFormat(String name) {
        String wanted = name.equals("json") ? JsonResponses.FORMAT : name;
        return ALL.stream().filter(reader -> reader.format().equals(wanted)).findFirst().orElseThrow(() ->
                new UserInputException("\"" + name + "\" is not a format of responses. Nothing was stored. Choose one of: "
                        + ALL.stream().map(ResponseReader::format).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * As {@link #byFormat(String)}, with the user's keys of fields.
     *
     * @throws UserInputException if keys are given for a format with fixed fields
     */
    public static ResponseReader byFormat(String name, ResponseFields fields) {
        ResponseReader reader = byFormat(name);
        if (fields.isEmpty()) return reader;
        if (reader instanceof JsonResponses) return new JsonResponses(fields);
        throw new UserInputException("The format " + reader.format()
                + " has fixed fields, so none can be named for it. Nothing was stored. Leave the names out, or choose jsonl.");
    }

    /**
     * Detects the format from a file's content.
     *
     * @throws UserInputException if it is not recognised
     */
    public static String recognise(Path file) { return recognise(file, TextEncoding.AUTO); }

    /** As {@link #recognise(Path)}, with an encoding chosen by the user. */
    public static String recognise(Path file, TextEncoding encoding) {
        if (Files.isDirectory(file)) return "empdg";
        String text = InputFiles.text(file, encoding, new ReadingNotes());
        String begin = text.substring(0, Math.min(text.length(), 20_000));
        char first = begin.stripLeading().charAt(0);
        if (first == '{' || first == '[') return JsonResponses.FORMAT;
        Set<String> keys = begin.lines().filter(line -> line.indexOf(':') > 0).map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.toSet());
        if (keys.containsAll(Set.of("Emotion", "Context", "trs", "MOE", "ref"))) return "moel";
        if (keys.containsAll(Set.of("emotion", "Context", "Topk", "Beam", "Greedy", "Ref"))) return "mime";
        if (keys.containsAll(Set.of("Emotion", "Context", "Concept", "Pred", "Ref"))) return "kemp";
        if (keys.contains("emotion") && keys.containsAll(Set.of("Context", "Ref"))) return "empdg";
        Set<String> small = keys.stream().map(key -> key.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (small.containsAll(Set.of("emotion", "context", "ref"))) return CemResponses.FORMAT;
        if (begin.lines().findFirst().orElse("").contains("speaker_uttr")) return "chatgpt";
        throw SourceLocation.of(file).fault("What stands in the file is no format of responses that is known by its look",
                "Name its format, one of: " + ALL.stream().map(ResponseReader::format).collect(Collectors.joining(", ")) + ".");
    }
}
