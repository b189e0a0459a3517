package org.empathyworkbench.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.t5.UnreadWeights;
import org.empathyworkbench.t5.WeightFiles;
import org.empathyworkbench.text.ContextLimits;
import org.empathyworkbench.text.SentencePieceTokenizer;

/**
 * Contents of a repository at one commit, shown to the user before a download.
 *
 * @param id      as requested
 * @param commit  the commit that the revision currently refers to; downloads are of this commit, even if the branch moves
 * @param licence as given in the model card, "not stated" if absent
 * @param gated   its owner requires accepting terms before a download
 * @param files   every file at the top level of the repository
 */
public record HubListing(HubId id, String commit, String licence, boolean gated, List<HubFile> files) {
    static final String CONFIG = "config.json";
    static final String TOKENIZER = "tokenizer.json";
    static final String GENERATION = "generation_config.json";
    private static final int MOST_SHOWN = 60;
    private static final int MOST_NAMES_SHOWN = 20;
    private static final long MOST_SMALL_BYTES = 100_000_000;
    private static final String NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N} ._+()=,@-]{0,199}";
    private static final String SHARD = "model-\\d{5}-of-\\d{5}\\.safetensors";

    public HubListing { files = List.copyOf(files); }

    /**
     * Parses the hub's response.
     *
     * @throws UserInputException if it is invalid
     */
    static HubListing of(HubId id, JsonObject json, String host) {
        String commit = text(json, "sha");
        if (!commit.matches("[0-9a-f]{40}")) {
            throw new UserInputException("The answer of " + host + " about " + id + " names no commit: its \"sha\" is \""
                    + VisibleText.line(commit, MOST_SHOWN) + "\", not 40 digits of 0-9 and "
                    + "a-f. Nothing was downloaded and nothing changed. Check the hub's address and the proxy in the settings.");
        }
        if (!(json.get("siblings") instanceof JsonArray siblings)) {
            throw new UserInputException("The answer of " + host + " about " + id
                    + " is not a listing of a model. Nothing was downloaded. Check the hub's address and the proxy in the settings.");
        }
        List<HubFile> files = new ArrayList<>();
        for (JsonElement sibling : siblings) {
            if (sibling.isJsonObject()) file(sibling.getAsJsonObject()).ifPresent(files::add);
        }
        Set<String> names = new HashSet<>();
        for (HubFile file : files) {
            if (!names.add(file.name())) {
                throw new UserInputException("The answer of " + host + " about " + id + " names the file " + file.name()
                        + " twice. Nothing was downloaded. Check the hub's address and the proxy in the settings.");
            }
        }
        String gated = text(json, "gated");
        return new HubListing(id, commit, licence(json), !gated.isEmpty() && !gated.equals("false"), files);
    }

    /**
     * The files that a T5 needs, small ones first: configuration, tokenizer, weights in one file or an index with its shards.
     *
     * @param tokenizer whether tokenizer.json is required from this repository
     * @throws UserInputException if it lacks one of them, with the reason and what to do
     */
    public List<HubFile> wanted(boolean tokenizer) {
        List<HubFile> wanted = new ArrayList<>();
        if (find(CONFIG).isEmpty() && unread().filter(found -> found.kind() == UnreadWeights.Kind.ADAPTER).isPresent()) throw noWeights();
        wanted.add(find(CONFIG).orElseThrow(() -> new UserInputException(id + " has no " + CONFIG
                + ", so it cannot be used here. Nothing was downloaded. It has: " + names() + ".")));
        if (tokenizer) wanted.addAll(tokenizerFiles());
        find(GENERATION).ifPresent(wanted::add);
        find(ContextLimits.FILE).ifPresent(wanted::add);
        if (find(WeightFiles.SINGLE).isPresent()) {
            wanted.add(find(WeightFiles.SINGLE).get());
        } else if (find(WeightFiles.INDEX).isPresent()) {
            wanted.add(find(WeightFiles.INDEX).get());
            files.stream().filter(file -> file.name().matches(SHARD)).forEach(wanted::add);
        } else {
            throw noWeights();
        }
        for (HubFile file : wanted) {
            if (!isWeights(file) && file.bytes() > MOST_SMALL_BYTES) {
                throw new UserInputException(String.format(Locale.ROOT, "%s of %s is said to have %,d MB, and no "
                        + "model's has more than %,d. Nothing was downloaded. Choose another model or revision.",
                        file.name(), id, file.bytes() / 1_000_000, MOST_SMALL_BYTES / 1_000_000));
            }
        }
        wanted.sort(Comparator.comparing((HubFile file) -> isWeights(file)).thenComparing(HubFile::name));
        return List.copyOf(wanted);
    }

    /** Whether a file contains weights: all other files are downloaded and checked first. */
    static boolean isWeights(HubFile file) { return file.name().endsWith(".safetensors"); }

    /** A file at the top of the repository. */
    public Optional<HubFile> find(String name) { return files.stream().filter(file -> file.name().equals(name)).findFirst(); }

    public static long bytes(List<HubFile> files) { return files.stream().mapToLong(HubFile::bytes).sum(); }

    /** Its files, for messages. */
    private String names() {
        int more = files.size() - MOST_NAMES_SHOWN;
        return files.stream().limit(MOST_NAMES_SHOWN).map(HubFile::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** tokenizer.json, or a file from which it can be converted. */
    private List<HubFile> tokenizerFiles() {
        Optional<HubFile> whole = find(TOKENIZER);
        if (whole.isPresent()) return List.of(whole.get());
        HubFile pieces = find(SentencePieceTokenizer.FILE).orElseThrow(() -> new UserInputException(id + " has no " + TOKENIZER
                + " and no " + SentencePieceTokenizer.FILE + ". Nothing was downloaded. Name a model with the same vocabulary to take its "
                + TOKENIZER + " from: google-t5/t5-small has that of every English T5, T5 v1.1 and FLAN-T5."));
        List<HubFile> files = new ArrayList<>(List.of(pieces));
        SentencePieceTokenizer.BESIDE.forEach(name -> find(name).ifPresent(files::add));
        return files;
    }

    private Optional<UnreadWeights> unread() { return UnreadWeights.among(files.stream().map(HubFile::name).toList()); }

    private UserInputException noWeights() {
        Optional<UnreadWeights> unread = unread();
        if (unread.isEmpty()) {
            return new UserInputException(id + " has no " + WeightFiles.SINGLE
                    + " and no other weights of a T5. Nothing was downloaded. It has: " + names() + ".");
        }
        String start = id + " has its weights only as " + VisibleText.line(unread.get().file(), 120)
                + ". " + unread.get().cause() + " Nothing was downloaded. ";
        if (unread.get().kind() != UnreadWeights.Kind.PYTORCH_MODEL)
            return new UserInputException(start + unread.get().way(id.repository()));
        return new UserInputException(start + "Two options: 1. the hub's converter (SFconvertbot) often "
                + "leaves safetensors in a pull request, listed under Community on the model's page: write "
                + id.repository() + "@refs/pr/N with its number; 2. convert it once with Python and import the folder OUT: "
                + WeightFiles.CONVERSION.replace("MODEL", id.repository()));
    }

    /**
     * Skips files in subfolders, files with names that are invalid on some file systems, and files without a size, which cannot be
     * verified.
     */
    private static Optional<HubFile> file(JsonObject sibling) {
        String name = text(sibling, "rfilename");
        JsonObject lfs = sibling.get("lfs") instanceof JsonObject object ? object : new JsonObject();
        String size = text(sibling, "size").isEmpty() ? text(lfs, "size") : text(sibling, "size");
        if (!name.matches(NAME) || !size.matches("\\d{1,13}")) return Optional.empty();
        Checksum checksum = Checksum.of(Checksum.Kind.SHA_256, text(lfs, "sha256"));
        if (checksum == null && lfs.size() == 0) checksum = Checksum.of(Checksum.Kind.GIT_BLOB, text(sibling, "blobId"));
        return Optional.of(new HubFile(name, Long.parseLong(size), checksum));
    }

    /** One line of text from the model's owner, made safe for display. */
    private static String licence(JsonObject json) { return VisibleText.line(licenceWords(json), 200); }

    private static String licenceWords(JsonObject json) {
        if (json.get("cardData") instanceof JsonObject card) {
            JsonElement licence = card.get("license");
            String named = text(card, "license_name");
            if (licence instanceof JsonArray several) {
                return StreamSupport.stream(several.spliterator(), false).filter(JsonElement::isJsonPrimitive)
                        .map(JsonElement::getAsString).collect(Collectors.joining(", "));
            }
            String one = text(card, "license");
            if (one.equals("other") && !named.isEmpty())
                return named + (text(card, "license_link").isEmpty() ? "" : " (" + text(card, "license_link") + ")");
            if (!one.isEmpty()) return one;
        }
        Predicate<JsonElement> says = tag -> tag.isJsonPrimitive() && tag.getAsString().startsWith("license:");
        if (json.get("tags") instanceof JsonArray tags) {
            Optional<JsonElement> tag = StreamSupport.stream(tags.spliterator(), false).filter(says).findFirst();
            if (tag.isPresent()) return tag.get().getAsString().substring("license:".length());
        }
        return "not stated";
    }

    private static String text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
