package org.empathyworkbench.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.endpoint.ChatMessage.Role;

/**
 * Prompt of an outside model: plain text, editable by the user. Without {@code {context}} in it, it is the instruction, and the turns
 * follow as messages, the speaker's as the user's and the listener's as the assistant's. With {@code {context}} in it, the whole is one
 * message and the turns are inserted there as lines.
 */
public final class ChatPrompt {
    /** Placeholder of the turns in a single-message prompt. */
    public static final String CONTEXT = "{context}";

    /**
     * The default: an instruction and two worked examples. The paper compares with ChatGPT and Llama3 under a two-shot prompt that it does
     * not print; wording and examples here are this program's own. The paper's prompt can be entered instead if known.
     */
    public static final String TWO_SHOT = """
            This is an exercise in empathetic conversation. A speaker tells a listener about something that happened to them and how it \
            made them \
            feel. You are the listener. Say the listener's next turn: one or two short sentences, as people talk, \
            that show that you understood \
            what the speaker feels. Write the turn alone, without a name before it.

            Example 1
            Speaker: I studied for weeks and still failed the driving test this morning.
            Listener: Oh no, after all that work you must be so disappointed. What went wrong?

            Example 2
            Speaker: My sister surprised me at the airport yesterday.
            Listener: What a lovely surprise! Had you not seen her for long?
            Speaker: Almost two years. I cried right there in the hall.
            Listener: I can imagine, two years is a long time to miss somebody you love.""";

    /** Line breaks that {@link String#lines} does not know. */
    private static final Pattern OTHER_BREAK = Pattern.compile("[\\x0B\\f\\x85\\u2028\\u2029]");

    private ChatPrompt() { }

    /**
     * The messages of the request.
     *
     * @param context turns, oldest first, speaker and listener alternating, the last one the speaker's
     * @param roles   which roles may be used
     * @throws UserInputException if there is no context
     */
    public static List<ChatMessage> messages(String prompt, List<String> context, Adaptations.Roles roles) {
        List<ChatMessage> messages = messages(prompt, context);
        if (roles == Adaptations.Roles.AS_SET || messages.size() < 2) return messages;
        if (roles == Adaptations.Roles.ONE_MESSAGE) {
            String told = prompt.isBlank() ? "" : prompt.strip() + "\n\n";
            return List.of(new ChatMessage(Role.USER, told + lines(context) + "\nListener:"));
        }
        if (messages.get(0).role() != Role.SYSTEM) return messages;
        List<ChatMessage> without = new ArrayList<>(messages.subList(1, messages.size()));
        without.set(0, new ChatMessage(Role.USER, messages.get(0).text() + "\n\n" + without.get(0).text()));
        return without;
    }

    /** As {@link #messages(String, List, Adaptations.Roles)}, with the prompt in the system role. */
    public static List<ChatMessage> messages(String prompt, List<String> context) {
        if (context.isEmpty()) throw new UserInputException("There is no context to answer. Nothing was sent. Give at least one turn.");
        List<ChatMessage> messages = new ArrayList<>();
        if (prompt.contains(CONTEXT)) {
            messages.add(new ChatMessage(Role.USER, prompt.replace(CONTEXT, lines(context))));
            return messages;
        }
        if (!prompt.isBlank()) messages.add(new ChatMessage(Role.SYSTEM, prompt.strip()));
        for (int i = 0; i < context.size(); i++) {
            boolean speaker = (context.size() - 1 - i) % 2 == 0;                 // counted from the end, which is the speaker's
            if (messages.isEmpty() || messages.get(messages.size() - 1).role() == Role.SYSTEM) {
                // many servers' templates require the user's message first
                messages.add(speaker ? new ChatMessage(Role.USER, context.get(i))
                        : new ChatMessage(Role.USER, "(You began: \"" + context.get(i) + "\")"));
            } else if (speaker && messages.get(messages.size() - 1).role() == Role.USER) {
                messages.set(messages.size() - 1,
                        new ChatMessage(Role.USER, messages.get(messages.size() - 1).text() + "\n" + context.get(i)));
            } else {
                messages.add(new ChatMessage(speaker ? Role.USER : Role.ASSISTANT, context.get(i)));
            }
        }
        return messages;
    }

    private static String lines(List<String> context) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < context.size(); i++) {
            lines.append(i == 0 ? "" : "\n").append((context.size() - 1 - i) % 2 == 0 ? "Speaker: " : "Listener: ").append(context.get(i));
        }
        return lines.toString();
    }

    /** The answer as a turn: on one line. */
    static String turn(String answer) {
        return OTHER_BREAK.matcher(answer.strip()).replaceAll("\n").lines().map(String::strip)
                .filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }
}
