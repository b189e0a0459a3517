package org.empathyworkbench.dialogue;

/** Who speaks: the person with the experience, or the one who answers with empathy. */
public enum Role { SPEAKER, LISTENER }
