package org.empathyworkbench.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** The forms of JSON that this program writes; each reads all of them. */
public final class Json {
    /** Pretty-printed. */
    public static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    /** For lines of files and for stored settings. */
    public static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();
    /** As compact, but null members are written: tokenizer.json needs them. */
    public static final Gson WITH_NULLS = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    /** With the characters of HTML escaped: the database has held it so from its first version, and some of its keys are such texts. */
    public static final Gson HTML_SAFE = new Gson();

    private Json() { }
}
