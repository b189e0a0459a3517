package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ResponseReadersTest {
    @TempDir Path folder;

    @Test void moelGivesFourSystemsOverTheMoelTestContexts() throws IOException {
        List<NamedResponses> sets = real("moel", "moel/generation_result.txt");
        assertThat(sets).extracting(NamedResponses::name).containsExactly("moel-transformer", "moel-multitask", "moel", "moel-oracle");
        List<JsonObject> contexts = new ArrayList<>();
        for (String line : Files.readAllLines(SharedData.data("empathetic-dialogues/moel-split/contexts.test.jsonl"))) {
            contexts.add(JsonParser.parseString(line).getAsJsonObject());
        }
        for (NamedResponses set : sets) {
            assertThat(set.responses()).hasSize(5_255).allMatch(response -> !response.text().isEmpty() && !response.reference().isEmpty());
            for (int i = 0; i < contexts.size(); i++) {
                // The contexts of the split are as people wrote them, those of the outputs are tokenised: their turns can be counted.
                assertThat(set.responses().get(i).context()).as("context %d", i).hasSize(contexts.get(i).getAsJsonArray("context").size());
                assertThat(set.responses().get(i).emotion()).isEqualTo(contexts.get(i).get("emotion").getAsString());
            }
        }
        assertThat(sets.get(2).responses().get(0).text()).isEqualTo("i am so sorry to hear that . were you ok ?");
        assertThat(sets.get(2).responses().get(0).reference()).isEqualTo("did you suffer any injuries ?");
    }

    @Test void mimeGivesThreeDecodingsAndKempOneOverTheSameContexts() {
        List<GivenResponse> moel = real("moel", "moel/generation_result.txt").get(2).responses();
        List<NamedResponses> mime = real("mime", "mime/output.txt");
        assertThat(mime).extracting(NamedResponses::name).containsExactly("mime-topk", "mime-beam", "mime-greedy");
        assertThat(mime).allMatch(set -> set.responses().size() == 5_255);
        assertThat(mime.get(0).responses()).extracting(GivenResponse::context)
                .isEqualTo(moel.stream().map(GivenResponse::context).toList());
        assertThat(mime.get(0).responses()).extracting(GivenResponse::emotion)
                .isEqualTo(moel.stream().map(GivenResponse::emotion).toList());
        assertThat(mime.get(1).responses().get(0).text()).isEqualTo("i am sorry to hear that . what happened ?");
        List<NamedResponses> kemp = real("kemp", "kemp/KEMP.txt");
        assertThat(kemp).singleElement().satisfies(set -> {
            assertThat(set.responses()).hasSize(5_255);
            int otherwise = 0;
            for (int i = 0; i < 5_255; i++) {
                if (!set.responses().get(i).context().equals(moel.get(i).context())
                        || !set.responses().get(i).reference().equals(moel.get(i).reference()))
                    otherwise++;
            }
            assertThat(otherwise).as("contexts or references that KEMP tokenised otherwise").isEqualTo(245);
        });
    }

    @Test void everyEmpdgFileIsOneSystemOverPartOfTheContexts() {
        List<NamedResponses> sets = real("empdg", "empdg");
        assertThat(sets).extracting(NamedResponses::name).containsExactly("empdg-emoprepend", "empdg-empdg",
                "empdg-empdg-w-feedback", "empdg-empdg-wod", "empdg-empdg-wog", "empdg-moel", "empdg-transformer");
        assertThat(sets).allMatch(set -> set.responses().size() == 2_713);
        Set<List<String>> moel = new HashSet<>();
        real("moel", "moel/generation_result.txt").get(0).responses().forEach(response -> moel.add(response.context()));
        assertThat(sets.get(1).responses()).allMatch(response -> moel.contains(response.context()));
        assertThat(sets.get(2).responses()).isEqualTo(sets.get(1).responses());
    }

    @Test void theChatgptStudyGivesThreeSystemsAndNothingOfItsRaters() throws IOException {
        List<NamedResponses> sets = real("chatgpt", "chatgpt/dataset_and_ratings.csv");
        assertThat(sets).extracting(NamedResponses::name).containsExactly("chatgpt-human", "chatgpt", "chatgpt-empathy");
        assertThat(sets).allMatch(set -> set.responses().size() == 2_000);
        for (int i = 0; i < 2_000; i++) {
            assertThat(sets.get(0).responses().get(i).text()).isEqualTo(sets.get(1).responses().get(i).reference());
            assertThat(sets.get(2).responses().get(i).context()).isEqualTo(sets.get(1).responses().get(i).context()).hasSize(1);
        }
        assertThat(sets.get(1).responses().get(0))
                .isEqualTo(new GivenResponse("prepared", List.of("I am prepared to help my family financially whenever they need it"),
                        "That is really great.  You don't find too many people willing "
                        + "to help others financially.  Do you have a really good job?",
                        "That's a very noble sentiment. It's important to support our loved ones in "
                        + "times of need. Just remember to also take care of your own financial health."));
        // The second to fourth field of every row are ids of people.
        Set<String> people = new HashSet<>();
        for (String line : Files.readAllLines(SharedData.data("model-outputs/chatgpt/dataset_and_ratings.csv"))) {
            Matcher id = Pattern.compile("[0-9a-f]{24}").matcher(line);
            while (id.find()) people.add(id.group());
        }
        assertThat(people).isNotEmpty();
        assertThat(people).noneMatch(sets.toString()::contains);
    }

    @Test void jsonLinesGiveOneSystemNamedAfterItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.jsonl"),
                "{\"context\":[\"a\",\"b \\\"c\\\"\"],\"response\":\"r\",\"reference\":\"x\",\"emotion\":\"sad\"}\n"
                + "{\"response\":\"\",\"context\":[\"a\"],\"reference\":null}\n\n");
        List<NamedResponses> sets = ResponseReaders.byFormat("jsonl").read(file).sets();
        assertThat(sets)
                .containsExactly(new NamedResponses("mine", "mine", List.of(new GivenResponse("sad", List.of("a", "b \"c\""), "x", "r"))));
    }

    @ParameterizedTest @ValueSource(strings = {"{\"context\":[\"a\"]}", "{\"context\":[\"a\"],\"response\":3}",
        "{\"context\":[1],\"response\":\"r\"}", "[1]", "null", "7", "{\"context\"",
        "{\"context\":[\"a\"],\"response\":\"r\"} x", "{'context':['a'],'response':'r'}"})
    void aWrongJsonLineIsNamed(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.jsonl"), "{\"context\":[\"a\"],\"response\":\"r\"}\n" + line + "\n");
        assertThatThrownBy(() -> ResponseReaders.byFormat("jsonl").read(file))
                .isInstanceOf(UserInputException.class).hasMessageContaining("mine.jsonl, line 2");
    }

    @Test void aDamagedRecordIsNamedWithItsPlace() {
        String good = "Emotion: sad\nContext: ['a', \"b's\"]\ntrs: t\ntrs+multitask: m\nMOE: o\nMOE+oracle: c\nref: r\n\n";
        assertThat(moel(good).get(3).responses()).containsExactly(new GivenResponse("sad", List.of("a", "b's"), "r", "c"));
        assertThatThrownBy(() -> moel(good + good.replace("MOE: o\n", "")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("no line MOE:")
                .hasMessageContaining("result.txt, line 9");
        assertThatThrownBy(() -> moel(good + "What: is this\n"))
                .isInstanceOf(UserInputException.class).hasMessageContaining("line 9, character 1");
        assertThatThrownBy(() -> moel(good + "no key")).isInstanceOf(UserInputException.class).hasMessageContaining("line 9");
        assertThatThrownBy(() -> moel(good.replace("ref: r", "ref: r\nref: s"))).isInstanceOf(UserInputException.class)
                .hasMessageContaining("ref: twice").hasMessageContaining("line 8");
        assertThatThrownBy(() -> moel("nothing of this kind")).isInstanceOf(UserInputException.class).hasMessageContaining("line 1");
        assertThatThrownBy(() -> moel(good.replace("\"b's\"", "\"b's")))
                .isInstanceOf(UserInputException.class).hasMessageContaining("never closed")
                .hasMessageContaining("line 2, character 16");
    }

    @Test void aMissingFileIsNamed() {
        for (ResponseReader reader : ResponseReaders.all()) {
            assertThatThrownBy(() -> reader.read(folder.resolve("nowhere.txt"))).as(reader.format())
                    .isInstanceOf(UserInputException.class).hasMessageContaining("There is no file")
                    .hasMessageContaining("nowhere.txt");
        }
        assertThatThrownBy(() -> ResponseReaders.byFormat("moel").read(folder))
                .isInstanceOf(UserInputException.class).hasMessageContaining("cannot be read");
    }

    @Test void anUnknownFormatNamesTheKnownOnes() {
        assertThatThrownBy(() -> ResponseReaders.byFormat("gpt")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("moel, mime, kemp, empdg, cem, chatgpt, jsonl");
        assertThatThrownBy(() -> CorpusReaders.byFormat("gpt")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("mental-health-subreddits");
    }

    private List<NamedResponses> moel(String text) {
        try {
            return ResponseReaders.byFormat("moel").read(Files.writeString(folder.resolve("result.txt"), text)).sets();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<NamedResponses> real(String format, String path) {
        return ResponseReaders.byFormat(format).read(SharedData.data("model-outputs/" + path)).sets();
    }
}
