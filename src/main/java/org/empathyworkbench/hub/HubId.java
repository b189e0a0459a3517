package org.empathyworkbench.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * Id of a model on the hub: {@code google/flan-t5-small}, {@code t5-small}, or with a revision {@code google/t5-v1_1-small@refs/pr/2}.
 *
 * @param repository owner and name, or the name alone of an old model
 * @param revision   a branch, a tag, a commit or a pull request
 */
public record HubId(String repository, String revision) {
    public static final String MAIN = "main";

    private static final String PART = "[A-Za-z0-9_][\\w.-]{0,95}";
    private static final Pattern PLAIN = Pattern.compile("(" + PART + "(?:/" + PART + ")?)(?:@([\\w./-]{1,200}))?");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/\\s]+/(" + PART + "/" + PART
            + "|" + PART + ")(?:/(?:tree|blob|resolve)/([^/\\s?#]+(?:/pr/\\d+)?)[^\\s]*)?/?");

    /** @throws UserInputException if the text is not a valid id */
    public static HubId of(String text) {
        String id = text.strip();
        for (Pattern pattern : new Pattern[] {PLAIN, ADDRESS}) {
            Matcher matcher = pattern.matcher(id);
            if (matcher.matches() && plain(id))
                return new HubId(matcher.group(1), matcher.group(2) == null ? MAIN : matcher.group(2).replace("%2F", "/"));
        }
        throw new UserInputException("\"" + id + "\" is not a model id of the hub. Nothing was downloaded. Write it as "
                + "owner/name, such as google/flan-t5-small, with @revision after it for another than the main revision.");
    }

    /** Whether a text is a valid id; a folder's name often is. */
    public static boolean fits(String text) {
        return (PLAIN.matcher(text.strip()).matches() || ADDRESS.matcher(text.strip()).matches()) && plain(text);
    }

    /** The hub allows neither in a name; folder names here use "--" as separator. */
    private static boolean plain(String text) { return !text.contains("..") && !text.replaceFirst("@.*", "").contains("--"); }

    /** The name without its owner: the display name. */
    public String name() { return repository.substring(repository.indexOf('/') + 1); }

    /** A name for a folder: {@code owner--name}. */
    String folderName() { return repository.replace("/", "--"); }

    /** The revision as one part of an address. */
    String escapedRevision() { return URLEncoder.encode(revision, StandardCharsets.UTF_8).replace("+", "%20"); }

    @Override public String toString() { return revision.equals(MAIN) ? repository : repository + "@" + revision; }
}
