package org.empathyworkbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.hub.HubFile;
import org.empathyworkbench.hub.HubId;
import org.empathyworkbench.hub.HubSettings;
import org.empathyworkbench.modelimport.HubImport;
import org.empathyworkbench.modelimport.ModelImport;
import org.empathyworkbench.workspace.ModelInfo;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import-model", description = ImportModelCommand.DESCRIPTION, footer = {"", "Examples:",
                "  app/run import-model ~/models/t5-small --name t5-small", "  app/run import-model google/flan-t5-small --dry-run",
                "  app/run import-model google/flan-t5-small --yes",
                "  app/run import-model google/t5-v1_1-small@refs/pr/2 --tokenizer google-t5/t5-small --yes", "",
                "The environment is followed: HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, HTTPS_PROXY, NO_PROXY; and Java's https.proxyHost."})
final class ImportModelCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Brings a T5 into the workspace: from a Hugging Face folder (config.json, "
            + "tokenizer.json or spiece.model, model.safetensors or its shards), or from the hub by its id; "
            + "or identifiers from a folder that their training made. From the hub, files, sizes and licence "
            + "are shown before anything is downloaded; a download that was cut goes on where it stopped.";

    @Option(names = "--name", paramLabel = "NAME", description = "What the model is to be called. Default: the folder's or the hub's name.")
    private String name;

    @Option(names = "--dry-run", description = "Only list the files, their sizes and the licence.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Download without asking.")
    private boolean yes;

    @Option(names = "--offline",
            description = "Ask no server; use what transformers or the hub's own tool downloaded to this machine before.")
    private boolean offline;

    @Option(names = "--tokenizer", paramLabel = "HUB-ID", description = "Take tokenizer.json from this model instead; for "
            + "models without a tokenizer. One that has only spiece.model needs none: a tokenizer.json is made from it.")
    private String tokenizer = "";

    @Option(names = "--endpoint", paramLabel = "URL",
            description = "The hub's address, or a mirror's. Default: HF_ENDPOINT, else " + HubSettings.HOME + ".")
    private String endpoint = "";

    @Option(names = "--proxy", paramLabel = "HOST:PORT",
            description = "The proxy to go through, or \"none\". Default: as Java and the environment say.")
    private String proxy = "";

    @Parameters(paramLabel = "DIR|HUB-ID", description = "The model's folder, or its id on the hub: owner/name, owner/name@revision.")
    private String source;

    @Override int work(Workspace workspace, Console console) {
        if (Files.exists(Path.of(source)) || !HubId.fits(source)) return folder(workspace, console, Path.of(source));
        console.progress("There is no folder \"" + source + "\" here, so the hub is asked.");
        return hub(workspace, console, HubId.of(source));
    }

    private int folder(Workspace workspace, Console console, Path folder) {
        console.progress("Reading " + folder + " ...");
        return stored(console, ModelImport.any(workspace, folder, name == null ? nameOf(folder) : name));
    }

    private static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        if (last == null)
            throw new UserInputException(folder + " has no name for the model. Nothing was imported. Choose one with --name.");
        return last.toString();
    }

    private int hub(Workspace workspace, Console console, HubId id) {
        HubSettings settings = HubSettings.of(System.getenv()).withEndpoint(endpoint).withProxy(proxy);
        settings = settings.withOffline(offline || settings.offline());
        HubImport hub = new HubImport(workspace, settings);
        String wanted = name == null ? id.name() : name;
        if (settings.offline()) return stored(console, hub.storeOffline(id, wanted));
        HubImport.Plan plan = hub.look(id, tokenizer, () -> false);
        show(console, plan);
        if (dryRun) {
            console.answer(json(plan));
            return 0;
        }
        if (!yes && !agreed(plan)) {
            throw new UserInputException("Nothing was downloaded. Add --yes to download these files without being asked.");
        }
        ConsoleProgress progress = new ConsoleProgress(console, id.name());
        return stored(console, hub.store(plan, wanted, (bytes, total, what) -> progress.at(total == 0 ? 1 : (double) bytes / total, what),
                () -> Thread.currentThread().isInterrupted()));
    }

    private static void show(Console console, HubImport.Plan plan) {
        console.line("%s on the hub, commit %s", plan.model().id(), plan.model().commit());
        console.line("Licence: %s%s", plan.model().licence(), plan.model().gated() ? "; its owner wants terms accepted first" : "");
        for (HubFile file : plan.files()) {
            boolean other = plan.tokenizer().isPresent() && file.name().equals("tokenizer.json");
            console.line("  %-34s %10s%s%s", file.name(), size(file.bytes()),
                    other ? "  of " + plan.tokenizer().get().id() : "", file.checksum() == null ? "  no checksum" : "");
        }
        console.line("Together %s%s.", size(plan.bytes()),
                plan.present() > 0 ? ", of which " + size(plan.present()) + " are here already" : "");
    }

    /** Prompts the user on an interactive terminal. */
    private static boolean agreed(HubImport.Plan plan) {
        if (System.console() == null) return false;
        String answer = System.console().readLine("Download %s under the licence %s? [y/N] ",
                size(plan.bytes() - plan.present()), plan.model().licence());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private static int stored(Console console, ModelInfo model) {
        console.line("Stored as model \"%s\": %,d parameters.", model.name(), model.parameters());
        String unused = model.facts().get(ModelImport.UNUSED);
        if (unused != null) console.line("Tensors in its files that a T5 does not use: %s.", unused);
        console.answer(ListCommand.json(model));
        return 0;
    }

    private static Object json(HubImport.Plan plan) {
        return ListCommand.ordered("id", plan.model().id().toString(), "commit", plan.model().commit(), "licence",
                plan.model().licence(), "gated", plan.model().gated(), "bytes", plan.bytes(), "present", plan.present(),
                "files", plan.files().stream().map(file -> ListCommand.ordered("name", file.name(), "bytes", file.bytes(),
                                "checksum", String.valueOf(file.checksum()))).toList());
    }

    static String size(long bytes) {
        if (bytes < 1_000) return bytes + " B";
        if (bytes < 1_000_000) return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        if (bytes < 1_000_000_000) return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
