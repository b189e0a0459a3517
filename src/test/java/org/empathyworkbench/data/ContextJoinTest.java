package org.empathyworkbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.SharedData;
import org.empathyworkbench.data.ContextJoin.By;
import org.empathyworkbench.data.ContextJoin.Result;
import org.empathyworkbench.dialogue.Dialogue;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ContextJoinTest {
    @Test void caseMarksAndShortFormsDoNotMatterButWordsDo() {
        ContextJoin join = new ContextJoin(List.of(example("", "I don't know. It's late and I can't sleep, you're right!"),
                example("", "I know. It's late and I can't sleep, you're right!")));
        Result result = join.join(List.of(given("i do not know . it is late and i can not sleep , you are right", "")));
        assertThat(result.records().get(0)).containsExactly(0);
        assertThat(result.records().get(1)).isEmpty();
        assertThat(result.words()).isEqualTo("1 of 1 responses joined: 1 by context alone");
    }

    @Test void partedAndWrittenOutShortFormsAreOne() {
        for (String same : List.of("I've won't can't he'd it's rabbit's", "i 've wo n't ca n't he 'd it 's rabbit 's",
                "i have will not cannot he would it is rabbit is", "I\u2019ve won\u2019t can\u2019t he\u2019d it\u2019s rabbit\u2019s")) {
            assertThat(ContextJoin.bare(same)).as(same).isEqualTo("ihavewillnotcannothewoulditisrabbitis");
        }
        assertThat(ContextJoin.bare("* just * 'quoted' 100 %"))
                .isEqualTo(ContextJoin.bare("*just* ' quoted ' 100%")).isEqualTo("justquoted100");
        assertThat(ContextJoin.bare("")).isEmpty();
    }

    @Test void aContextThatWasCutIsFoundByItsLastTurnAndTheReference() {
        ContextJoin join = new ContextJoin(List.of(example("What is wrong?", "Hello", "Hi", "My cat is ill.")));
        assertThat(join.join(List.of(given("my cat is ill .", "oh no !"), given("my cat is ill .", "what is wrong ?"))).records().get(0))
                .containsExactly(1);
        assertThat(join.join(List.of(given("my cat is ill .", "oh no !"))).records().get(0)).isEmpty();
    }

    @Test void responsesThatAnswerNoContextAreTold() {
        ContextJoin join = new ContextJoin(List.of(new Example("1", "", List.of("I won."), "Great!")));
        GivenResponse known = new GivenResponse("", List.of("i won ."), "great !", "wow");
        GivenResponse foreign = new GivenResponse("", List.of("i lost ."), "oh !", "oh");
        assertThat(join.join(List.of(known, foreign)).words())
                .isEqualTo("1 of 2 responses joined: 1 by context and reference; 1 answer no context of it");
        assertThat(join.join(List.of(known)).words()).isEqualTo("1 of 1 responses joined: 1 by context and reference");
    }

    @Test void equalContextsAndSeveralResponsesGoRound() {
        ContextJoin join = new ContextJoin(List.of(example("r", "a"), example("s", "b"), example("r", "a")));
        Result twice = join.join(List.of(given("a", "r"), given("b", "s"),
                given("a", "r"), given("a", "r"), given("b", "s"), given("a", "r")));
        assertThat(twice.records()).containsExactly(new int[] {0, 3}, new int[] {1, 4}, new int[] {2, 5});
        assertThat(twice.joined()).isEqualTo(6);
        Result once = join.join(List.of(given("a", "r")));
        assertThat(once.records()).containsExactly(new int[] {0}, new int[] {}, new int[] {0});
        assertThat(once.joined()).isEqualTo(1);
    }

    @Test void publishedOutputsFindTheirContextsInTheCorpusWholeAndWithoutTheirPlaces() {
        List<Example> test = corpus().stream().filter(dialogue -> dialogue.split() == Split.TEST)
                .flatMap(dialogue -> dialogue.examples().stream()).toList();
        assertThat(test).hasSize(5_259);
        ContextJoin join = new ContextJoin(test);
        List<GivenResponse> moel = read("moel", "moel/generation_result.txt").get(2).responses();
        Result ofMoel = join.join(moel);
        assertThat(ofMoel.counts()).isEqualTo(Map.of(By.CONTEXT_AND_REFERENCE, 5_249, By.LAST_TURN_AND_REFERENCE, 6));
        assertThat(ofMoel.words())
                .isEqualTo("5,255 of 5,255 responses joined: 5,249 by context and reference, 6 by last turn and reference");
        int otherEmotion = 0;
        for (int i = 0; i < test.size(); i++) {
            for (int record : ofMoel.records().get(i))
                if (!test.get(i).emotion().isEmpty() && !moel.get(record).emotion().equals(test.get(i).emotion())) otherEmotion++;
        }
        assertThat(otherEmotion).as("two conversations begin with the same three turns").isLessThanOrEqualTo(2);
        // MIME and KEMP are in MoEL's order, of which the join knows nothing: each context must find the same place in all three.
        for (GivenFile file : List.of(new GivenFile("mime", "mime/output.txt", 3), new GivenFile("kemp", "kemp/KEMP.txt", 1))) {
            List<NamedResponses> sets = read(file.format, file.path);
            assertThat(sets).hasSize(file.systems);
            for (NamedResponses set : sets) {
                Result result = join.join(set.responses());
                assertThat(result.joined()).as(set.name()).isEqualTo(5_255);
                assertThat(result.records()).as(set.name()).usingElementComparator(Arrays::compare).isEqualTo(ofMoel.records());
            }
        }
        for (NamedResponses set : read("empdg", "empdg")) {
            Result result = join.join(set.responses());
            assertThat(result.joined()).as(set.name()).isEqualTo(2_713);
            for (int i = 0; i < test.size(); i++) {
                if (result.records().get(i).length == 0) continue;
                assertThat(set.responses().get(result.records().get(i)[0]).reference())
                        .as(set.name()).isEqualTo(moel.get(ofMoel.records().get(i)[0]).reference());
            }
        }
    }

    @Test void everyOpeningOfTheChatgptStudyIsFoundInTheWholeCorpus() {
        List<Example> all = corpus().stream().flatMap(dialogue -> dialogue.examples().stream()).toList();
        List<NamedResponses> sets = read("chatgpt", "chatgpt/dataset_and_ratings.csv");
        assertThat(sets).extracting(NamedResponses::name).containsExactly("chatgpt-human", "chatgpt", "chatgpt-empathy");
        assertThat(sets).allMatch(set -> set.responses().size() == 2_000);
        Result result = new ContextJoin(all).join(sets.get(1).responses());
        assertThat(result.joined()).isEqualTo(2_000);
    }

    private record GivenFile(String format, String path, int systems) { }

    private static List<Dialogue> corpus() {
        List<Path> paths = new ArrayList<>(List.of(SharedData.data("empathetic-dialogues/by-emotion"),
                SharedData.data("empathetic-dialogues/with-conv-ids")));
        return CorpusReaders.byFormat("empathetic-dialogues-by-emotion").read(paths).dialogues();
    }

    private static List<NamedResponses> read(String format, String path) {
        return ResponseReaders.byFormat(format).read(SharedData.data("model-outputs/" + path)).sets();
    }

    private static Example example(String reference, String... turns) { return new Example("", "", List.of(turns), reference); }

    private static GivenResponse given(String context, String reference) { return new GivenResponse("", List.of(context), reference, "x"); }
}
