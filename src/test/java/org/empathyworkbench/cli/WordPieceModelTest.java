package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A T5 whose tokenizer is of BERT's kind, which is tried in a process of its own. */
class WordPieceModelTest {
    private static final String TOKENIZER = """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[
              {"id":0,"content":"<pad>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
              {"id":1,"content":"</s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
              {"id":2,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
            "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},
            "pre_tokenizer":{"type":"BertPreTokenizer"},"post_processor":null,"decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
            "model":{"type":"WordPiece","unk_token":"<unk>","continuing_subword_prefix":"##","max_input_chars_per_word":100,
              "vocab":{"<pad>":0,"</s>":1,"<unk>":2,"i":3,"lost":4,"my":5,"job":6,"##s":7,".":8,"sorry":9}}}
            """;

    @TempDir Path folder;

    @Test void aWordPieceModelIsImportedAndResponds() throws IOException {
        Path source = Files.createDirectory(folder.resolve("bert-t5"));
        Path tokenizer = Files.writeString(source.resolve("tokenizer.json"), TOKENIZER);
        Torch.start(1);
        try (T5Model model = T5Model.random(TinyGenerator.first(32), 7, Device.cpu())) {
            model.save(source);
        }
        try (TextTokenizer words = TextTokenizer.load(tokenizer)) {
            assertThat(words.encode("I lost my jobs. Strange!")).containsExactly(3, 4, 5, 6, 7, 8, 2, 2, 1);
            assertThat(words.decode(new int[] {3, 4, 5, 6, 7, 8, 1})).isEqualTo("i lost my jobs.");
        }
        Path workspace = folder.resolve("workspace");
        Typed.Done imported = Typed.in(workspace, "import-model", source.toString(), "--name", "words");
        assertThat(imported.status()).as(imported.err()).isZero();
        Typed.Done answered = Typed.in(workspace, "respond", "--model", "words", "--context", "I lost my job.", "--threads", "1", "--json");
        assertThat(answered.status()).as(answered.err()).isZero();
        assertThat(answered.json().getAsJsonArray().get(0).getAsJsonObject().get("response").isJsonPrimitive()).isTrue();
    }
}
