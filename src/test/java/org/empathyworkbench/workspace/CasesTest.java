package org.empathyworkbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.casestudy.CaseDraft;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.LevelScores;
import org.empathyworkbench.casestudy.Mark;
import org.empathyworkbench.casestudy.Ratings;
import org.empathyworkbench.casestudy.SampleCases;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
    @TempDir Path folder;
    private Workspace workspace;
    private Cases cases;
    private long collection;

    @BeforeEach void open() {
        workspace = Workspace.open(folder.resolve("one"));
        cases = workspace.cases();
        collection = cases.create("Lesson").id();
    }

    @AfterEach void close() { workspace.close(); }

    private CaseStudy add(String turn) {
        return cases.keep(collection, CaseDraft.of(List.of(turn)).reference("Oh.", null, SampleCases.AT));
    }

    @Test void aWholeCaseComesBackAsItWasAlsoFromACopiedWorkspace() throws IOException {
        CaseStudy given = SampleCases.whole();
        cases.add(collection, List.of(given));
        workspace.close();
        Path copy = folder.resolve("two");
        try (Stream<Path> all = Files.walk(folder.resolve("one"))) {
            for (Path from : all.toList()) Files.copy(from, copy.resolve(folder.resolve("one").relativize(from).toString()));
        }
        try (Workspace other = Workspace.open(copy)) {
            CaseStudy stored = other.cases().studies(other.cases().get("lesson").id()).get(0);
            assertThat(stored).usingRecursiveComparison().ignoringFields("id", "responses.id", "responses.renews").isEqualTo(given);
            assertThat(stored.responses().get(2).renews()).as("still says what it renews").isEqualTo(stored.responses().get(1).id());
        }
    }

    @Test void casesStandInAPersonsOrder() {
        List<Long> ids = Stream.of("a", "b", "c", "d").map(this::add).map(CaseStudy::id).toList();
        cases.move(ids.get(3), 0);
        cases.move(ids.get(0), 99);
        assertThat(cases.studies(collection)).extracting(one -> one.context().get(0)).containsExactly("d", "b", "c", "a");
        cases.remove(ids.get(1));
        add("e");
        assertThat(cases.studies(collection)).extracting(one -> one.context().get(0)).containsExactly("d", "c", "a", "e");
    }

    @Test void whatIsGeneratedAnewStandsBehindTheOldOneWhichStaysAsItWas() {
        CaseStudy study = cases.add(collection, List.of(SampleCases.whole())).get(0);
        CaseResponse old = study.responses().get(1);
        cases.addResponse(study.id(), CaseResponse.of(old.system(), old.from(), "Another.").stored(0, old.id()));
        CaseStudy now = cases.study(study.id()).orElseThrow();
        assertThat(now.responses()).extracting(CaseResponse::text)
                .containsExactly(study.responses().get(0).text(), old.text(), study.responses().get(2).text(), "Another.");
        assertThat(now.responses().get(1)).usingRecursiveComparison().isEqualTo(old);
        cases.moveResponse(now.responses().get(3).id(), 0);
        assertThat(cases.study(study.id()).orElseThrow().responses().get(0).text()).isEqualTo("Another.");
    }

    @Test void ratingsNotesAndMarksAreAPersonsAndChangeNothingElse() {
        CaseStudy study = add("I am ill.");
        CaseResponse before = study.responses().get(0);
        cases.judge(before.id(), new Ratings(5, 1, null), "kind", List.of(new Mark(0, 2, Mechanism.EMOTIONAL_REACTION)));
        cases.markTurn(study.id(), 0, List.of(new Mark(5, 8, Mechanism.INTERPRETATION)));
        cases.describe(study.id(), "Illness", "Ask first.");
        CaseStudy now = cases.study(study.id()).orElseThrow();
        assertThat(now.responses().get(0)).usingRecursiveComparison()
                .isEqualTo(before.judged(new Ratings(5, 1, null), "kind", List.of(new Mark(0, 2, Mechanism.EMOTIONAL_REACTION))));
        assertThat(now.marks()).containsExactly(List.of(new Mark(5, 8, Mechanism.INTERPRETATION)));
        assertThat(now.name()).isEqualTo("Illness");
        assertThatThrownBy(() -> cases.judge(before.id(), Ratings.NONE, "", List.of(new Mark(0, 99, Mechanism.EXPLORATION))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(cases.study(study.id()).orElseThrow()).as("nothing half-stored").usingRecursiveComparison().isEqualTo(now);
    }

    @Test void aReadingFillsWhatWasNotReadAndReplacesNothing() {
        CaseStudy study = cases.add(collection, List.of(SampleCases.whole())).get(0);
        Map<Long, LevelScores> other = new HashMap<>();
        study.responses().forEach(one -> other.put(one.id(), LevelScores.of("others", SampleCases.profile(0.5, 0.5, 0.5))));
        cases.read(study.id(), other, Map.of(study.responses().get(2).id(), 0.25));
        List<CaseResponse> now = cases.study(study.id()).orElseThrow().responses();
        assertThat(now).extracting(one -> one.reading().identifiers()).containsExactly("readers", "readers", "others");
        assertThat(now.get(2).reward()).isEqualTo(0.25);
    }

    @Test void collectionsHaveNamesOfTheirOwnAndGoWithTheirCases() {
        CaseCollection second = cases.create("Second");
        assertThatThrownBy(() -> cases.create("LESSON")).isInstanceOf(UserInputException.class).hasMessageContaining("already has");
        assertThatThrownBy(() -> cases.rename(second.id(), "Lesson")).isInstanceOf(UserInputException.class);
        assertThatThrownBy(() -> cases.get("Third")).isInstanceOf(UserInputException.class).hasMessageContaining("Lesson, Second");
        cases.rename(second.id(), "second");
        CaseStudy study = add("a");
        Instant before = cases.get("Lesson").changedAt();
        cases.moveTo(study.id(), second.id());
        assertThat(cases.get("Lesson").changedAt()).isAfter(before);
        assertThat(cases.list()).extracting(CaseCollection::cases).containsExactly(0, 1);
        cases.delete(second.id());
        assertThat(cases.study(study.id())).isEmpty();
        assertThatThrownBy(() -> cases.move(study.id(), 0)).isInstanceOf(UserInputException.class).hasMessageContaining("no longer");
    }
}
