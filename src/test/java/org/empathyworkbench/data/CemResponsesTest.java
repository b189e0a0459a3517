package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout that CEM, CASE, SEEK and IAMM share. */
class CemResponsesTest {
    private static final String FIRST = "Emotion: sad\nPred Emotions: sad, afraid\nx_intent:['to rest']\nx_react:['sad']\nContext:['i "
            + "missed it .', \"it 's late\"]\n"
            + "Greedy:oh no . \nRef:what a pity .\n-----------------\n";
    private static final String SECOND = "Emotion: proud\nPred Emotions: proud\nx_intent:['to win']\nx_react:['glad']\nContext:['we won "
            + "!']\nGreedy:great ! \nRef:well done .\n-----------------\n";

    @TempDir Path folder;

    @Test void recordsWithInferencesGiveOneSetForEachWayOfDecoding() {
        ReadResponses greedy = read(FIRST + SECOND);
        assertThat(greedy.sets()).containsExactly(new NamedResponses("greedy", "greedy (from results)", List.of(
                new GivenResponse("sad", List.of("i missed it .", "it 's late"), "what a pity .", "oh no ."),
                        new GivenResponse("proud", List.of("we won !"), "well done .", "great !"))));
        assertThat(greedy.notes()).containsExactly("Lines not read: Pred Emotions, x_intent, x_react.");
        ReadResponses both = read(FIRST.replace("Greedy:", "Beam:no !\nGreedy:") + SECOND.replace("Greedy:", "Beam:good .\nGreedy:"));
        assertThat(both.sets()).extracting(NamedResponses::name).containsExactly("beam", "greedy");
        assertThat(both.sets().get(0).responses()).extracting(GivenResponse::text).containsExactly("no !", "good .");
    }

    @Test void metricsBeforeTheFirstRecordOtherCapitalsAndMissingDecodingsAreReadAndSaid() {
        ReadResponses read = read("EVAL\tLoss\tPPL\tAccuracy\ntest\t3.6\t36.1\t0.39\n"
                + FIRST.replace("Emotion:", "emotion:").replace("Greedy:", "Topk:well .\ngreedy:") + SECOND);
        assertThat(read.sets()).extracting(NamedResponses::name).containsExactly("topk", "greedy");
        assertThat(read.sets().get(1).responses()).hasSize(2);
        assertThat(read.notes()).contains("2 lines before the first record not read.",
                "1 record without a line Topk:, so topk does not answer them.");
    }

    @Test void anEmptyResponseIsNoAnswerAndCounted() {
        ReadResponses read = read(FIRST + SECOND.replace("Greedy:great ! ", "Greedy: "));
        assertThat(read.sets().get(0).responses()).extracting(GivenResponse::text).containsExactly("oh no .");
        assertThat(read.notes()).contains("greedy: 1 record without a response left out: an empty text is no answer.");
    }

    @Test void aDamagedRecordIsNamedWithItsLine() {
        assertThatThrownBy(() -> read(FIRST + SECOND.replace("Ref:well done .\n", ""))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("no line Ref:").hasMessageContaining("line 9");
        assertThatThrownBy(() -> read(FIRST + SECOND.replace("Greedy:great ! \n", ""))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("no response").hasMessageContaining("line 9");
        assertThatThrownBy(() -> read(FIRST + SECOND.replace("great ! \n", "great !\nand more\n"))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 15");
        assertThatThrownBy(() -> read(FIRST.replace("Ref:", "Greedy:again\nRef:"))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("Greedy: twice").hasMessageContaining("line 7");
        assertThatThrownBy(() -> read(FIRST.replace("'i missed it .'", "'i missed it ."))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("line 5");
    }

    @Test void theSituationsFromTheFieldAreRead() {
        Path greedy = SharedData.cases("r14-cem-output/results.txt");
        assertThat(ResponseReaders.recognise(greedy)).isEqualTo("cem");
        assertThat(ResponseReaders.byFormat("cem").read(greedy).sets()).singleElement().satisfies(set -> {
            assertThat(set.name()).isEqualTo("greedy");
            assertThat(set.responses()).containsExactly(
                    new GivenResponse("sad", List.of("i lost my keys today .", "oh no , where ?", "in the park , i think"),
                            "that is a pity .", "i am sorry to hear that . i hope you find them ."),
                    new GivenResponse("proud", List.of("my sister ran a marathon !"), "wow , how long did she train ?", "that is great !"));
        });
        List<NamedResponses> beam = ResponseReaders.byFormat("cem").read(SharedData.cases("r15-cem-beam/results.txt")).sets();
        assertThat(beam).extracting(NamedResponses::name).containsExactly("beam", "greedy");
        assertThat(beam.get(0).responses()).extracting(GivenResponse::text).containsExactly("oh no !", "good for her !");
        assertThat(beam.get(1).responses()).extracting(GivenResponse::text).containsExactly("i am sorry to hear that .", "that is great !");
    }

    @Test void thePublishedFilesAreToldByTheirLook() {
        assertThat(ResponseReaders.recognise(SharedData.data("model-outputs/moel/generation_result.txt"))).isEqualTo("moel");
        assertThat(ResponseReaders.recognise(SharedData.data("model-outputs/mime/output.txt"))).isEqualTo("mime");
        assertThat(ResponseReaders.recognise(SharedData.data("model-outputs/kemp/KEMP.txt"))).isEqualTo("kemp");
        assertThat(ResponseReaders.recognise(SharedData.data("model-outputs/empdg/MoEL.txt"))).isEqualTo("empdg");
        assertThat(ResponseReaders.recognise(SharedData.data("model-outputs/empdg"))).isEqualTo("empdg");
        assertThat(ResponseReaders.recognise(SharedData.data("model-outputs/chatgpt/dataset_and_ratings.csv"))).isEqualTo("chatgpt");
        assertThatThrownBy(() -> ResponseReaders.recognise(SharedData.data("dailydialog/readme.txt")))
                .isInstanceOf(UserInputException.class)
                .hasMessageContaining("Name its format");
    }

    private ReadResponses read(String text) {
        try {
            return ResponseReaders.byFormat("cem").read(Files.writeString(folder.resolve("results.txt"), text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
