package org.empathyworkbench.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.RegularFiles;

/** The user's Hugging Face cache, shared by Python's transformers and the hub's command. Read-only. */
public final class HubCache {
    private HubCache() { }

    /** The cached snapshot of a model at a revision; it may lack files. */
    public static Optional<Path> find(HubId id, Map<String, String> environment) {
        Path model = folder(environment).resolve("models--" + id.folderName());
        try {
            Path reference = ContainedPath.resolveName(model.resolve("refs"), id.revision());
            String commit = RegularFiles.exists(reference) ? RegularFiles.readString(reference, 1_000).strip() : id.revision();
            Path snapshot = ContainedPath.resolveName(model.resolve("snapshots"), commit);
            return Files.isDirectory(snapshot) && Files.exists(snapshot.resolve(HubListing.CONFIG))
                    ? Optional.of(snapshot) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();                                            // an unreadable cache is treated as empty
        }
    }

    static Path folder(Map<String, String> environment) {
        for (String name : List.of("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")) {
            if (!environment.getOrDefault(name, "").isBlank()) return Path.of(environment.get(name));
        }
        if (!environment.getOrDefault("HF_HOME", "").isBlank()) return Path.of(environment.get("HF_HOME"), "hub");
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches))
                .resolve("huggingface").resolve("hub");
    }
}
