package org.empathyworkbench.app.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.junit.jupiter.api.Test;

class PresentationViewModelTest {
    private final CaseStudy first = KeptCases.draft("rain").study(KeptCases.AT);
    private final CaseStudy second = KeptCases.draft("snow").study(KeptCases.AT);
    private final PresentationViewModel model = new PresentationViewModel(List.of(first, second), 0);

    @Test
    void responsesComeOneByOneAndThenTheNextCase() {
        for (int i = 1; i <= 4; i++) {
            assertThat(model.forwards()).isTrue();
            assertThat(model.revealedProperty().get()).isEqualTo(i);
        }
        assertThat(model.forwards()).isTrue();
        assertThat(model.study()).isEqualTo(second);
        assertThat(model.revealedProperty().get()).isZero();
        model.revealAll();
        assertThat(model.forwards()).as("the end").isFalse();
        for (int i = 0; i < 4; i++) model.backwards();
        model.backwards();
        assertThat(model.study()).isEqualTo(first);
        assertThat(model.revealedProperty().get()).as("a page that was left is found as it was").isEqualTo(4);
    }

    @Test
    void systemNamesAreHiddenUntilRevealedAndOnEachNewPage() {
        assertThat(model.title(1)).isEqualTo("Response B");
        model.namesProperty().set(true);
        assertThat(model.title(1)).isEqualTo("before");
        model.go(1);
        assertThat(model.title(1)).isEqualTo("Response B");
    }

    @Test
    void mixedResponsesAreAllThereInAnOrderThatStays() {
        model.mixedProperty().set(true);
        List<CaseResponse> order = model.responses();
        assertThat(order).containsExactlyInAnyOrderElementsOf(first.responses()).isEqualTo(model.responses());
        Set<String> firsts = new HashSet<>();
        for (long id = 1; id <= 20; id++) {
            CaseStudy one = new CaseStudy(id, "", "", first.context(), List.of(), "", "", KeptCases.AT, first.responses());
            PresentationViewModel mixed = new PresentationViewModel(List.of(one), 0);
            mixed.mixedProperty().set(true);
            firsts.add(mixed.responses().get(0).system());
        }
        assertThat(firsts).as("the position does not reveal the system").hasSize(4);
    }
}
