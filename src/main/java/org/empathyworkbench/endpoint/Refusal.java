package org.empathyworkbench.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.empathyworkbench.endpoint.Adaptations.Length;
import org.empathyworkbench.endpoint.Adaptations.Roles;

/**
 * Determines from a server's error which part of the request it rejects, and how to adapt it. Each adaptation moves further from the
 * original request and none is undone, so the process terminates.
 */
final class Refusal {
    /** 500 and 501: llama.cpp and others report errors of their chat template so. 200: with an error in the body. */
    private static final Set<Integer> OF_ROLES = Set.of(200, 400, 422, 500, 501);
    private static final Set<Integer> OF_PARAMETERS = Set.of(200, 400, 422, 501);

    private static final Map<String, Pattern> PARAMETERS = Map.of(
            "temperature", Pattern.compile("\\btemperature\\b"), "top_p",
            Pattern.compile("\\btop[_-]?p\\b"), "seed", Pattern.compile("\\b(?:random_)?seed\\b"),
            "max_tokens", Pattern.compile("\\bmax_tokens\\b"), "max_completion_tokens", Pattern.compile("\\bmax_completion_tokens\\b"));
    private static final Pattern EVERY_VALUE = Pattern.compile("unsupported param|unrecognized|unrecognised|unknown|extra|not "
            + "permitted|unexpected|not allowed|only the default|deprecated|cannot find field|cannot both"
            + "|is not supported|not support(?:ed)?(?: by| with| for|\\.|$)|not implemented|does not accept|additional propert");
    private static final Pattern OF_VALUE = Pattern.compile("too (?:large|long|small|high|low)|at (?:most|least)|less than|greater "
            + "than|exceed|maximum (?:context|value|of|is)|minimum|supports at most|context length|must be between|out of range|<=|>=");
    private static final Pattern SYSTEM_ROLE = Pattern.compile(
            "\\b(?:system|developer)\\b['\"`\u201d\u2019]?\\s*(?:role|message|prompt|instruction)|\\brole\\b.{0,40}['\"`]system['\"`]"
            + "|['\"`]system['\"`].{0,60}(?:role|support|allow|not one of|expected)|only "
            + "user(?:,| and)? ?(?:and )?assistant|\\binput should be 'user'");
    private static final Pattern REFUSED = Pattern.compile("not support|unsupported|not allowed|unexpected|invalid|not enabled|not one "
            + "of|unknown|only|must|doesn't|does not|cannot|can't|should|permitted|expected|not implemented|disabled|unrecogni[sz]ed");
    private static final Pattern ROLE_ORDER = Pattern.compile("alternat|(?:first|last|final) (?:message|role|turn)|(?:start|begin|end)s? "
            + "with (?:an? )?['\"`]?(?:user|assistant)|expected last role|consecutive|same role|roles? (?:order|must)|unexpected "
            + "role|must be from (?:the |an? )?user|assistant message.{0,40}(?:not|cannot|must)|role.{0,20}assistant.{0,60}not");

    private Refusal() { }

    /**
     * The next adaptation.
     *
     * @param now      the rejected form
     * @param sent     the parameters as sent, by name
     * @param messages number of messages
     * @param system   whether one of them had the system role
     * @return empty if the server rejects something else
     */
    static Optional<Adaptations> next(Adaptations now, int status, ServerError error,
            Map<String, String> sent, int messages, boolean system) {
        String text = error.message().toLowerCase(Locale.ROOT);
        boolean named = error.names().stream().anyMatch(name -> name.startsWith("messages") && name.contains("role"));
        if (OF_ROLES.contains(status)) {
            boolean ofSystem = named || SYSTEM_ROLE.matcher(text).find() && REFUSED.matcher(text).find();
            if (ofSystem || ROLE_ORDER.matcher(text).find()) return roles(now, messages, system);
        }
        if (!OF_PARAMETERS.contains(status)) return Optional.empty();
        Optional<String> parameter = parameter(error.names(), text, sent);
        if (parameter.isEmpty()) return Optional.empty();
        String name = parameter.get();
        boolean every = EVERY_VALUE.matcher(text).find();
        if (!name.startsWith("max_")) {
            boolean seed = name.equals("seed");                        // another value with each request
            return Optional.of(now.without(name, every || seed ? Adaptations.ANY : sent.get(name)));
        }
        boolean otherName = text.contains("max_completion_tokens") && sent.containsKey("max_tokens");
        // An out-of-range number must be changed by the user.
        if (!otherName && (!every || OF_VALUE.matcher(text).find()) || now.length() == Length.NOT_SENT) return Optional.empty();
        return Optional.of(now.with(now.length().next()));
    }

    private static Optional<Adaptations> roles(Adaptations now, int messages, boolean system) {
        if (now.roles() == Roles.AS_SET && system) return Optional.of(now.with(Roles.INSTRUCTION_IN_FIRST_TURN));
        return now.roles() == Roles.ONE_MESSAGE || messages < 2 ? Optional.empty() : Optional.of(now.with(Roles.ONE_MESSAGE));
    }

    /** The parameter named by the server, else the first in its message; of two that exclude each other top_p, which is usually 1. */
    private static Optional<String> parameter(Set<String> names, String text, Map<String, String> sent) {
        List<String> mentioned = new ArrayList<>();
        for (String name : names) {
            String last = name.substring(name.lastIndexOf('.') + 1);
            if (PARAMETERS.containsKey(last) && sent.containsKey(last)) mentioned.add(last);
        }
        if (mentioned.isEmpty()) {
            PARAMETERS.entrySet().stream().filter(one -> sent.containsKey(one.getKey()))
                    .map(one -> Map.entry(one.getKey(), at(one.getValue(), text))).filter(one -> one.getValue() >= 0)
                    .sorted(Map.Entry.comparingByValue()).forEach(one -> mentioned.add(one.getKey()));
        }
        if (mentioned.contains("temperature") && PARAMETERS.get("top_p").matcher(text).find() && sent.containsKey("top_p")
                && text.matches("(?s).*\\b(?:both|only one|together|either|simultaneous\\w*)\\b.*")) {
            return Optional.of("top_p");
        }
        return mentioned.stream().findFirst();
    }

    private static int at(Pattern name, String text) {
        Matcher found = name.matcher(text);
        return found.find() ? found.start() : -1;
    }
}
