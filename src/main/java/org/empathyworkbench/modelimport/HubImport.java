package org.empathyworkbench.modelimport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.FileFault;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.hub.DownloadListener;
import org.empathyworkbench.hub.Hub;
import org.empathyworkbench.hub.HubCache;
import org.empathyworkbench.hub.HubFile;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.hub.HubListing;
import org.empathyworkbench.hub.HubSettings;
import org.empathyworkbench.io.ContainedPath;
import org.empathyworkbench.io.FileTrees;
import org.empathyworkbench.t5.T5Config;
import org.empathyworkbench.t5.WeightFiles;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;

/**
 * Takes a T5 from the hub into the workspace: 1. looked up, shown to the user, 2. the small files downloaded and read, so that gigabytes
 * of a model that cannot be used are never fetched, 3. the weights downloaded, 4. imported like a folder. What came before a cut or a
 * cancel stays in the workspace's folder {@code downloads} for the next attempt and goes when the model is stored.
 */
public final class HubImport {
    private static final String DOWNLOADS = "downloads";
    private static final String TOKENIZER = ImportedTokenizer.NAME;

    /**
     * A planned download, for the user to confirm.
     *
     * @param model     the repository
     * @param files     required files of it
     * @param tokenizer another repository with tokenizer.json; empty if the model has its own
     * @param bytes     of all files
     * @param present   bytes left by an earlier attempt
     */
    public record Plan(HubListing model, List<HubFile> files, Optional<HubListing> tokenizer, long bytes, long present) { }

    private final Workspace workspace;
    private final HubSettings settings;

    public HubImport(Workspace workspace, HubSettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    /**
     * Looks a model up. Downloads nothing.
     *
     * @param tokenizer an id whose tokenizer.json is taken instead of the model's own; empty for none
     * @throws UserInputException when there is none, it is no T5 that can be used, or the hub cannot be asked
     */
    public Plan look(HubId id, String tokenizer, BooleanSupplier cancelled) {
        Hub hub = new Hub(settings);
        HubListing model = hub.list(id, cancelled);
        Optional<HubListing> other = tokenizer.isBlank() ? Optional.empty() : Optional.of(hub.list(HubId.of(tokenizer), cancelled));
        List<HubFile> files = new ArrayList<>(model.wanted(other.isEmpty()));
        other.ifPresent(listing -> files.add(0, listing.find(TOKENIZER).orElseThrow(() -> new UserInputException(listing.id()
                + " has no " + TOKENIZER + " to take. Nothing was downloaded. google-t5/t5-small has one that fits every English T5."))));
        return new Plan(model, List.copyOf(files), other, HubListing.bytes(files), present(model, files));
    }

    /**
     * Downloads and stores what was looked up.
     *
     * @param name of the model in the workspace
     * @throws UserInputException              when it cannot be done; what came stays for the next attempt
     * @throws CancellationException if cancelled by the user; likewise
     */
    public ModelInfo store(Plan plan, String name, DownloadListener listener, BooleanSupplier cancelled) {
        ModelImport.requireFree(workspace, name);
        HubListing model = plan.model();
        Hub hub = new Hub(settings);
        try {
            Path folder = place(model);
            clearOthers(model, folder);
            Whole told = new Whole(listener, plan.bytes() - present(model, plan.files()));
            List<HubFile> small = plan.files().stream()
                    .filter(file -> !isWeights(file) && !(plan.tokenizer().isPresent() && file.name().equals(TOKENIZER))).toList();
            hub.download(model, small, folder, told.next(), cancelled);
            plan.tokenizer()
                    .ifPresent(other -> hub.download(other, List.of(other.find(TOKENIZER).orElseThrow()), folder, told.next(), cancelled));
            check(folder, model);
            hub.download(model, plan.files().stream().filter(HubImport::isWeights).toList(), folder, told.next(), cancelled);
            listener.at(1, 1, "Loading the model once to see that it works");
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("licence", model.licence());
            facts.put("hub id", model.id().toString());
            facts.put("hub commit", model.commit());
            plan.tokenizer().ifPresent(other -> facts.put("tokenizer of", other.id().toString()));
            ModelInfo stored = ModelImport.generator(workspace, folder, name,
                    "downloaded from " + settings.endpoint().getHost() + ", " + model.id(), facts, true);
            FileTrees.delete(folder);
            return stored;
        } catch (IOException e) {
            throw new UserInputException("The folder for downloads cannot be used (" + FileFault.words(e)
                    + "). Nothing was imported. Look for space and permissions of " + downloads() + ".", e);
        }
    }

    /** Throws away what earlier attempts left behind of a model. @throws UserInputException when it cannot be deleted */
    public void discard(Plan plan) {
        try {
            FileTrees.delete(place(plan.model()));
        } catch (IOException e) {
            throw new UserInputException("What was left of the download cannot be deleted (" + e.getMessage()
                    + "). Nothing else was changed. Look at the permissions of " + downloads() + ".", e);
        }
    }

    /**
     * Stores a model from the user's Hugging Face cache, without a network.
     *
     * @throws UserInputException if there is none
     */
    public ModelInfo storeOffline(HubId id, String name) {
        Path cached = HubCache.find(id, settings.variables()).orElseThrow(() ->
                new UserInputException("Offline mode is on, and " + id + " was not downloaded to this machine before. Nothing was "
                        + "imported. Switch offline mode off, or bring the model's folder from a machine with a network and import that."));
        return ModelImport.generator(workspace, cached, name, "from this machine's downloads of " + id,
                Map.of("hub id", id.toString(), "hub commit", cached.getFileName().toString()), false);
    }

    /** Everything that can be known without the weights. */
    private static void check(Path folder, HubListing model) {
        T5Config config = T5Config.read(folder.resolve("config.json"));
        ContextLimits.read(folder);                                             // refuses what cannot be
        try (ImportedTokenizer imported = ImportedTokenizer.of(folder, config.vocabularySize())) {
            TextTokenizer.load(imported.file(), config.vocabularySize()).close();
        }
        Path index = folder.resolve(WeightFiles.INDEX);
        if (!Files.exists(index)) return;
        for (String shard : WeightFiles.shards(index)) {
            if (model.find(shard).isEmpty()) {
                throw new UserInputException(model.id() + " names the shard " + shard
                        + " in its index, but does not have it. Nothing was imported. Choose another revision.");
            }
        }
    }

    /** Makes one progress of several downloads. */
    private static final class Whole {
        private final DownloadListener listener;
        private final long total;
        private long before;
        private long now;

        Whole(DownloadListener listener, long total) {
            this.listener = listener;
            this.total = Math.max(1, total);
        }

        DownloadListener next() {
            before = now;
            return (bytes, ofPart, what) -> {
                now = before + bytes;
                listener.at(Math.min(now, total), total, what);
            };
        }
    }

    private static boolean isWeights(HubFile file) { return file.name().endsWith(".safetensors"); }

    private Path downloads() { return workspace.folder().resolve(DOWNLOADS); }

    /**
     * @throws IOException when the folder, or the one for downloads, is a link: a workspace that came from
     * elsewhere says nothing about where files go
     */
    private Path place(HubListing model) throws IOException {
        return ContainedPath.resolve(workspace.folder(), DOWNLOADS + "/" + Hub.folderName(model));
    }

    private long present(HubListing model, List<HubFile> files) {
        try {
            return Hub.present(place(model), files);
        } catch (IOException e) {
            return 0;                                                           // what cannot be seen will be fetched
        }
    }

    /**
     * Parts of other commits of the same model can never be completed. Whatever has another name
     * than such a folder stays, and so does a link.
     */
    private static void clearOthers(HubListing model, Path folder) throws IOException {
        if (!Files.isDirectory(Objects.requireNonNull(folder.getParent()))) return;
        try (Stream<Path> all = Files.list(folder.getParent())) {
            for (Path other : all.filter(path -> !path.equals(folder) && Hub.isFolderOf(model, path.getFileName().toString())
                    && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
                FileTrees.delete(other);
            }
        }
    }
}
