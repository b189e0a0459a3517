package org.empathyworkbench.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.Golden;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private static T5Model model;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Torch.start(1);
        model = T5Model.load(Golden.folder(), Device.cpu());
    }

    @AfterAll
    static void close() { model.close(); }

    @Test
    void aGatedUntiedModelGivesTheReferencesNumbersAndTokens() {
        try (T5Model second = T5Model.load(Golden.file("v1_1"), Device.cpu())) {
            VerificationReport report = Verification.run(second, Golden.file("v1_1/cases.json"));
            assertThat(report.checks()).allMatch(Check::passed);
            assertThat(report.worst()).extracting(Check::what)
                    .containsExactlyInAnyOrder(Verification.HIDDEN_STATES, Verification.LOGITS, Verification.TOKEN_LOSSES,
                            Verification.LOSS, Verification.GRADIENT_NORMS,
                            Verification.GREEDY, Verification.BEAM, Verification.BEAM_SCORES);
            assertThat(report.checks().stream().filter(check -> check.what().equals(Verification.GRADIENT_NORMS)))
                    .hasSize(second.weights().size());
        }
    }

    @Test
    void aFolderOfTransformers5IsUntiedWhereItsOutputsAreNotScaled() throws IOException {
        String config = Files.readString(Golden.file("v1_1/config.json"));
        Files.writeString(folder.resolve("config.json"),
                config.replace("\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true, \"scale_decoder_outputs\": false"));
        Files.copy(Golden.file("v1_1/model.safetensors"), folder.resolve("model.safetensors"));
        try (T5Model second = T5Model.load(folder, Device.cpu())) {
            assertThat(Verification.run(second, Golden.file("v1_1/cases.json")).passed()).isTrue();
        }
    }

    /** Each table by itself fails when one of its numbers is another, and says where. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            encoder_last_hidden_state | encoder hidden states | encoder_last_hidden_state[1][2][5] | 1e-3
            decoder_logits            | logits                | decoder_logits[3][0][95]           | 1e-3
            token_nll                 | token losses          | token_nll[0][0]                    | 1e-3
            loss                      | loss                  | loss                               | 1e-4
            grad_l2                   | gradient norms        | decoder.final_layer_norm.weight    | 1e-3
            grad_l2_total             | gradient norms        | all parameters together            | 1e-2
            greedy                    | greedy ids            | greedy.sequences_with_start[2][4]  | 1
            """)
    void aNumberThatIsAnotherFailsItsTableAndIsNamed(String key, String what, String where, double change) throws IOException {
        JsonObject cases = Golden.section("t5");
        String path = where.startsWith(key) ? where : key.equals("grad_l2") ? key + "." + where.replace('.', '/') : key;
        change(cases, path, change);
        VerificationReport report = Verification.run(model, written(cases));
        assertThat(report.passed()).isFalse();
        assertThat(report.worst().stream().filter(check -> !check.passed()).toList()).singleElement().satisfies(check -> {
            assertThat(check.what()).isEqualTo(what);
            assertThat(check.where()).isEqualTo(where);
        });
    }

    @Test
    void aWrongTokenOfABeamFails() throws IOException {
        JsonObject cases = JsonParser.parseString(Files.readString(Golden.file("beam.json"))).getAsJsonObject();
        change(cases, "beam[4].sequences_with_start[1][2]", 1);
        change(cases, "beam[6].sequences_scores[0]", -0.01);
        List<Check> failed = Verification.run(model, written(cases)).checks().stream().filter(check -> !check.passed()).toList();
        assertThat(failed).extracting(Check::what).containsExactly(Verification.BEAM, Verification.BEAM_SCORES);
        assertThat(failed).extracting(Check::where).containsExactly("beam[4].sequences_with_start[1][2]", "beam[6].sequences_scores[0]");
    }

    @Test
    void valuesBehindARowsEndPlayNoPart() throws IOException {
        JsonObject cases = Golden.section("t5");
        JsonArray mask = cases.getAsJsonArray("attention_mask");
        for (int row = 0; row < mask.size(); row++) {
            JsonArray marks = mask.get(row).getAsJsonArray();
            for (int i = 0; i < marks.size(); i++) {
                if (marks.get(i).getAsInt() == 0) change(cases, "encoder_last_hidden_state[" + row + "][" + i + "][0]", 99);
            }
        }
        assertThat(Verification.run(model, written(cases)).passed()).isTrue();
    }

    @Test
    void anySubsetOfTheTablesIsEnough() throws IOException {
        JsonObject all = Golden.section("t5");
        JsonObject few = new JsonObject();
        for (String key : List.of("input_ids", "attention_mask", "greedy")) few.add(key, all.get(key));
        few.add("remarks", new JsonArray());
        VerificationReport report = Verification.run(model, written(few));
        assertThat(report.checks()).singleElement().satisfies(check -> assertThat(check.passed()).isTrue());
        assertThat(report.notChecked()).containsExactly("remarks");
    }

    @Test
    void theTablesMayStandInAnObjectT5() {
        assertThat(Verification.run(model, Golden.file("cases.json")).passed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input_ids": [[5, 1]], "loss": 1                     | line 1, column
            [1]                                                   | it is not a JSON object
            {"labels": [[5, 1]]}                                  | it has no "input_ids"
            {"input_ids": [[5, 96]], "loss": 1}                   | at input_ids[0][1]: token 96 lies outside the model's vocabulary of 96
            {"input_ids": [[5, 1.5]], "loss": 1}                  | at input_ids[0][1]: it is 1.5, not a whole number
            {"input_ids": [[5, 1]], "loss": 1}                    | "loss" needs "labels" beside it
            {"input_ids": [[5, 1]]}                               | it has nothing to compare the model with
            {"input_ids": [[5, 1]], "attention_mask": [[0, 1]]}   | at attention_mask[0][1]: a row is 1 for its tokens, then 0
            {"input_ids": [[5, 1]], "labels": [[5, -100, 1]]}     | at labels[0][2]: behind a label's end stands -100 only
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "token_nll": [[1]]}         \
            | at token_nll[0]: it has 1 places, but the row has 2 labels
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "grad_l2": {"no.such": 1}}  | at grad_l2: the model has no parameter "no.such"
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "decoder_input_ids": [[5, 1]], "decoder_logits": [[]]} \
            | at decoder_input_ids[0][0]: it is no decoder input
            {"input_ids": [[5, 1]], "encoder_last_hidden_state": [[[1], [2]]]}      \
            | at encoder_last_hidden_state[0][0]: it has 1 numbers, not 32
            {"input_ids": [[5, 1]], "beam": {"num_beams": 0, "max_new_tokens": 3}}  | at beam.num_beams: it is 0
            {"input_ids": [[5, 1]], "beam": {"num_beams": 2}}                       | at beam: it says not how many tokens may be written
            """)
    void aFaultOfTheFileIsToldWithItsPlace(String text, String fault) throws IOException {
        Path file = Files.writeString(folder.resolve("cases.json"), text);
        assertThatThrownBy(() -> Verification.run(model, file)).isInstanceOf(UserInputException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(fault)
                .hasMessageContaining("Nothing was compared.");
    }

    /** What the engine would stop at in its own words, or with all memory. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input_ids": null, "loss": 1}                                               | at input_ids: it is no list
            {"input_ids": [null], "loss": 1}                                             | at input_ids[0]: it is no list
            {"input_ids": [[1e30]], "loss": 1}                                           \
            | at input_ids[0][0]: it is 1e30, not a whole number
            {"input_ids": [[5, 1]], "input_ids": [[6, 1]], "loss": 1}                    | the key "input_ids" stands twice
            {"t5": null}                                                                 | at t5: it is no object
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "loss": 1e999}                   | at loss: it is 1e999, not a number
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "grad_l2": [1]}                  | at grad_l2: it is no object of parameters
            {"input_ids": [[5, 1]], "labels": [[5, 6, 1]], "decoder_input_ids": [[0]], "decoder_logits": [[]]} \
            | at decoder_input_ids[0]: it has 1 tokens, but 3 are needed
            {"input_ids": [[5, 1]], "greedy_min_length_99999999999_max_length_99999999999": {}} | it says not how many tokens may be written
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "sampling_distribution": [{"current_length_incl_start": 1, "top_k": -5, \
            "temperature": 1}]} | top_k: it is -5
            {"input_ids": [[5, 1]], "labels": [[5, 1]], "sampling_distribution": [{"current_length_incl_start": 1, "top_k": 5, \
            "temperature": 0}]}  | temperature: it is 0.0
            """)
    void aTableOfOddValuesIsToldWithItsPlace(String text, String fault) throws IOException {
        aFaultOfTheFileIsToldWithItsPlace(text, fault);
    }

    @Test
    void aBatchThatNoMemoryHoldsIsRefusedBeforeItIsComputed() throws IOException {
        aFaultOfTheFileIsToldWithItsPlace("{\"input_ids\": [[" + "5,".repeat(99_999) + "1]], \"loss\": 1}",
                "at input_ids[0]: it has 100000 tokens, more than 4096");
        String row = "[" + "5,".repeat(4_095) + "1]";
        aFaultOfTheFileIsToldWithItsPlace("{\"input_ids\": [" + (row + ",").repeat(199) + row + "], \"loss\": 1}",
                "GB of memory beside the model");
        aFaultOfTheFileIsToldWithItsPlace("{\"input_ids\": [" + ("[5,1],").repeat(49)
                + "[5,1]], \"beam\": {\"num_beams\": 256, \"max_new_tokens\": 4096}}", "GB of memory beside the model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing-there.json", ""})
    void aFileThatIsNotThereIsSaid(String name) {
        assertThatThrownBy(() -> Verification.run(model, folder.resolve(name)))
                .isInstanceOf(UserInputException.class).hasMessageContaining(folder.toString());
    }

    @Test
    void aDifferenceThatIsNoNumberIsTheGreatestAndFails() {
        Differences differences = new Differences("x");
        differences.compare(1, 5, "first");
        differences.compare(Double.NaN, 1, "second");
        differences.compare(1, 9, "third");
        Check check = differences.within(100);
        assertThat(check.passed()).isFalse();
        assertThat(check.where()).isEqualTo("second");
        assertThat(new VerificationReport(List.of(new Check("x", "", 5, 1, 1), check), List.of()).worst("x").where()).isEqualTo("second");
    }

    private Path written(JsonObject cases) throws IOException { return Files.writeString(folder.resolve("cases.json"), cases.toString()); }

    /** Adds to the number at a place; a slash stands for a point inside a name. */
    private static void change(JsonElement root, String place, double change) {
        String[] steps = place.replace("[", ".").replace("]", "").split("\\.");
        JsonElement at = root;
        for (int i = 0; i < steps.length - 1; i++)
            at = at.isJsonArray() ? at.getAsJsonArray().get(Integer.parseInt(steps[i])) : at.getAsJsonObject().get(steps[i]);
        String last = steps[steps.length - 1].replace('/', '.');
        JsonElement before = at.isJsonArray() ? at.getAsJsonArray().get(Integer.parseInt(last)) : at.getAsJsonObject().get(last);
        JsonPrimitive after = change == Math.rint(change) ? new JsonPrimitive(before.getAsInt() + (int) change)
                : new JsonPrimitive(before.getAsDouble() + change);
        if (at.isJsonArray()) at.getAsJsonArray().set(Integer.parseInt(last), after);
        else at.getAsJsonObject().add(last, after);
    }
}
