package org.empathyworkbench.recipe;

import ai.djl.engine.Engine;
import java.util.Map;
import java.util.TreeMap;

/** Versions stored in a recipe: results are equal only if these are. */
public final class Versions {
    /** Incremented when equal recipes would no longer give equal results. */
    public static final String METHOD = "1";

    private Versions() { }

    static Map<String, String> here() {
        Map<String, String> versions = new TreeMap<>();
        String program = Versions.class.getPackage().getImplementationVersion();
        versions.put("workbench", program == null ? "development" : program);
        versions.put("method", METHOD);
        versions.put("djl", String.valueOf(Engine.getDjlVersion()));
        versions.put("java", System.getProperty("java.version"));
        versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }
}
