package org.empathyworkbench.app.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.empathyworkbench.casestudy.CaseResponse;
import org.empathyworkbench.casestudy.CaseStudy;
import org.empathyworkbench.casestudy.CaseWords;
import org.empathyworkbench.torch.RandomStream;

/**
 * State of a presentation: responses are revealed one by one, system names on demand. Forward means the next response, then the next
 * case.
 */
public final class PresentationViewModel {
    private final List<CaseStudy> studies;
    private final ReadOnlyIntegerWrapper page = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper revealed = new ReadOnlyIntegerWrapper();
    private final BooleanProperty names = new SimpleBooleanProperty();
    private final BooleanProperty levels = new SimpleBooleanProperty();
    private final BooleanProperty marks = new SimpleBooleanProperty();
    private final BooleanProperty mixed = new SimpleBooleanProperty();

    /** @param first index of the first page, from 0 */
    public PresentationViewModel(List<CaseStudy> studies, int first) {
        if (studies.isEmpty()) throw new IllegalArgumentException("There is nothing to present.");
        this.studies = List.copyOf(studies);
        page.set(Math.max(0, Math.min(studies.size() - 1, first)));
    }

    public int pages() { return studies.size(); }

    /** From 0. */
    public ReadOnlyIntegerProperty pageProperty() { return page.getReadOnlyProperty(); }

    /** Number of revealed responses on the page. */
    public ReadOnlyIntegerProperty revealedProperty() { return revealed.getReadOnlyProperty(); }

    /** Whether system names are shown. Reset on each page. */
    public BooleanProperty namesProperty() { return names; }

    public BooleanProperty levelsProperty() { return levels; }

    public BooleanProperty marksProperty() { return marks; }

    /** Whether responses are in a random order, fixed per case, so that the position does not reveal the system. */
    public BooleanProperty mixedProperty() { return mixed; }

    public CaseStudy study() { return studies.get(page.get()); }

    /** Responses in display order. */
    public List<CaseResponse> responses() {
        List<CaseResponse> order = new ArrayList<>(study().responses());
        if (mixed.get()) {
            SplittableRandom random = RandomStream.of(study().id(), "presentation");
            for (int i = order.size() - 1; i > 0; i--) Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }

    /** {@code Response B}, or the system's name. */
    public String title(int response) { return names.get() ? CaseWords.system(responses().get(response)) : "Response " + letter(response); }

    /** A to Z, then AA. */
    private static String letter(int number) { return (number >= 26 ? letter(number / 26 - 1) : "") + (char) ('A' + number % 26); }

    /** @return false at the end */
    public boolean forwards() {
        if (revealed.get() < study().responses().size()) {
            revealed.set(revealed.get() + 1);
            return true;
        }
        return go(page.get() + 1);
    }

    /** @return false at the beginning */
    public boolean backwards() {
        if (revealed.get() > 0) {
            revealed.set(revealed.get() - 1);
            return true;
        }
        if (!go(page.get() - 1)) return false;
        revealed.set(study().responses().size());
        return true;
    }

    public void revealAll() { revealed.set(study().responses().size()); }

    /** Goes to another page with nothing revealed. @return false when there is none */
    public boolean go(int to) {
        if (to < 0 || to >= studies.size()) return false;
        revealed.set(0);
        names.set(false);
        page.set(to);
        return true;
    }
}
