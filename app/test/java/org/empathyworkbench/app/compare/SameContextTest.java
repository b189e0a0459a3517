package org.empathyworkbench.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.empathyworkbench.dialogue.GivenResponse;
import org.junit.jupiter.api.Test;

class SameContextTest {
    @Test
    void caseMarksAndShortFormsDoNotMatterButWordsDo() {
        SameContext set = new SameContext(List.of(given("i do not know . it is late and i can not sleep , you are right", "so sorry")));
        assertThat(set.find(List.of("I don't know. It's late and I can't sleep, you're right!"), "")).isPresent();
        assertThat(set.find(List.of("I do n't know . It 's late and I ca n't sleep , you 're right"), "")).isPresent();
        assertThat(set.find(List.of("I know. It's late and I can't sleep, you're right!"), "")).isEmpty();
    }

    @Test
    void aContextCutByTheSystemIsFoundByItsLastTurnAndTheReference() {
        SameContext set = new SameContext(List.of(given("my cat is ill .", "oh no !"), given("my cat is ill .", "what is wrong ?")));
        assertThat(set.find(List.of("Hello", "Hi", "My cat is ill."), "What is wrong?").orElseThrow().reference()).isEqualTo("what is wrong ?");
        assertThat(set.find(List.of("Hello", "Hi", "My cat is ill."), "")).isEmpty();
    }

    private static GivenResponse given(String context, String reference) { return new GivenResponse("", List.of(context), reference, "x"); }
}
