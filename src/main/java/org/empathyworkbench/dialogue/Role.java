package org.empathyworkbench.dialogue;

/** Role of a turn's author: the speaker with the experience, or the empathetic listener. */
public enum Role { SPEAKER, LISTENER }
