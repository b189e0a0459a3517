package org.empathyworkbench.data;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.BadInput;

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
            new EmpdgResponses(), new ChatgptResponses(), new JsonLinesResponses());

    private ResponseReaders() { }

    public static List<ResponseReader> all() { return ALL; }

    /** @throws BadInput naming the known formats when {@code name} is none of them */
    public static ResponseReader byFormat(String name) {
        return ALL.stream().filter(reader -> reader.format().equals(name)).findFirst().orElseThrow(() -> new BadInput("\"" + name
                + "\" is not a format of responses. Nothing was stored. Choose one of: "
                + ALL.stream().map(ResponseReader::format).collect(Collectors.joining(", ")) + "."));
    }
}
