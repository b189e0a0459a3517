package org.empathyworkbench.identifier;

/** What a score of evidence belongs to. */
public enum EvidenceUnit {
    /** Each word has its own. */
    WORD("words"),
    /** All words of a sentence have the mean of theirs. */
    SENTENCE("sentences");

    private final String title;

    EvidenceUnit(String title) { this.title = title; }

    public String title() { return title; }
}
