package org.empathyworkbench.identifier;

/** The unit that evidence scores are assigned to. */
public enum EvidenceUnit {
    /** One score per word. */
    WORD("words"),
    /** All words of a sentence have their mean score. */
    SENTENCE("sentences");

    private final String title;

    EvidenceUnit(String title) { this.title = title; }

    public String title() { return title; }
}
