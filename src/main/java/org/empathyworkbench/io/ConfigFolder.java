package org.empathyworkbench.io;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The user's configuration folder, by the platform's convention: preferences, log, endpoints. Shared by window and commands. */
public final class ConfigFolder {
    private static final String NAME = "empathy-workbench";

    private ConfigFolder() { }

    /** Folder of the current user. */
    public static Path ofThisPerson() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** EMPATHY_WORKBENCH_CONFIG when set, else the platform's folder for configuration. */
    public static Path of(String osName, Path home, Map<String, String> environment) {
        String chosen = environment.getOrDefault("EMPATHY_WORKBENCH_CONFIG", "");
        if (!chosen.isBlank()) return Path.of(chosen);
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) return Path.of(environment.getOrDefault("APPDATA", home.resolve("AppData/Roaming").toString()), NAME);
        if (os.contains("mac")) return home.resolve("Library/Application Support").resolve(NAME);
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (xdg.isBlank() ? home.resolve(".config") : Path.of(xdg)).resolve(NAME);
    }
}
