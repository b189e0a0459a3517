package org.empathyworkbench.endpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Separates reasoning in a model's content from the answer. Servers that do not parse it send it in the tags of the model's template:
 * {@code <think>...</think>} and similar, {@code [THINK]}, gpt-oss's channels.
 *
 * <p>Reasoning is: 1. blocks at the start of the content, including nested and consecutive ones; an unclosed one extends to the end, so
 * that there is no answer. 2. Everything before an end tag whose start tag was written by the template. 3. After the start only a block
 * that fills whole lines, or one that begins a line and was truncated at the maximum length. A tag within a line of the answer, or in
 * quotes or backticks, is part of the answer.
 *
 * @param reasoning without its tags; empty for none
 * @param answer    the rest; empty if there is no answer
 * @param marked    whether anything was separated, even an empty block
 */
record ReasoningSplit(String reasoning, String answer, boolean marked) {
    /** The name of an element such as {@code <think>}. Attributes are allowed, as in {@code <details type="reasoning" done="true">}. */
    private static final String NAMES = "think|thinking|thought|thoughts|reasoning|reason|reflection|scratchpad|analysis|"
            + "seed:think|antthinking|ant_thinking|internal_monologue";
    private static final Pattern MARK = Pattern.compile("(?i)<(/?)(" + NAMES + ")(?:\\s[^<>]{0,200})?>"
            + "|<(details)\\s[^<>]{0,200}type=\"reasoning\"[^<>]{0,200}>|<(/)(details)>"
            + "|\\[(/?)(THINK|THINKING|REASONING)]"
            + "|<\\|(begin|end)_of_(thought|thinking|reasoning)\\|>"
            + "|<\\|(START|END)_(THINKING|REASONING)\\|>"
            + "|\u25c1(/?)(think)\u25b7"
            + "|<unused(94|95)>(?:thought\\b)?");
    private static final Pattern CHANNEL = Pattern.compile("(?i)(?:<\\|start\\|>\\s*[\\w.:-]{0,"
            + "40}\\s*)?<\\|channel\\|>\\s*(\\w{1,40})[^<]{0,200}(?:<\\|constrain\\|>[^<]{0,60})?<\\|message\\|>");
    private static final Pattern CHANNEL_END = Pattern.compile("(?i)<\\|(?:end|return|call|start)\\|>(?:\\s*assistant\\s*$)?");
    /**
     * gpt-oss's channels from a server that drops the special tokens but not the names between them: {@code analysisThe user is
     * sad.assistantfinalOh no.}
     */
    private static final Pattern BARE_CHANNEL = Pattern.compile("^analysis(?=[A-Z\"'(*\\d])");
    private static final String BARE_FINAL = "assistantfinal";
    /** A content with more tags than this is searched at its start only, which bounds the time. */
    private static final int MOST_MARKS = 2_000;
    private static final String QUOTING = "`\"'\u201c\u201d\u2018\u2019\u00ab\u00bb";

    /** @param to end, exclusive */
    private record Mark(int from, int to, boolean opens, String name) { }

    /** @param cut whether the answer was truncated at the maximum length */
    static ReasoningSplit of(String content, boolean cut) {
        ReasoningSplit channels = channels(content);
        if (channels != null) return channels;
        String text = content.strip();
        List<Mark> marks = marks(text);
        List<String> reasoning = new ArrayList<>();
        int at = 0;                                                    // start of the rest
        int mark = 0;                                                  // the first tag in it
        while (mark < marks.size()) {
            if (marks.get(mark).from == at && marks.get(mark).opens) {
                int last = closing(marks, mark);
                add(reasoning, text.substring(marks.get(mark).to, last < 0 ? text.length() : marks.get(last).from));
                if (last < 0) return new ReasoningSplit(String.join("\n\n", reasoning), "", true);
                mark = last;
            } else {
                int lone = lone(text, marks, mark);
                if (lone < 0) break;
                add(reasoning, text.substring(at, marks.get(lone).from));
                mark = lone;
            }
            at = marks.get(mark).to;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
            mark++;
        }
        StringBuilder answer = new StringBuilder();
        boolean lines = marks.size() <= MOST_MARKS && takeLines(text, at, marks, mark, cut, answer, reasoning);
        if (marks.size() > MOST_MARKS) answer.append(text, at, text.length());
        return new ReasoningSplit(String.join("\n\n", reasoning), answer.toString().strip(), at > 0 || lines);
    }

    private static void add(List<String> reasoning, String part) { if (!part.isBlank()) reasoning.add(part.strip()); }

    private static List<Mark> marks(String text) {
        List<Mark> marks = new ArrayList<>();
        Matcher found = MARK.matcher(text);
        while (found.find()) {
            boolean closes;
            String name;
            if (found.group(2) != null) {
                closes = !found.group(1).isEmpty();
                name = found.group(2);
            } else if (found.group(3) != null || found.group(5) != null) {
                closes = found.group(5) != null;
                name = "details";
            } else if (found.group(7) != null) {
                closes = !found.group(6).isEmpty();
                name = "[" + found.group(7);
            } else if (found.group(9) != null) {
                closes = found.group(8).equalsIgnoreCase("end");
                name = "of_" + found.group(9);
            } else if (found.group(11) != null) {
                closes = found.group(10).equalsIgnoreCase("END");
                name = "|" + found.group(11);
            } else if (found.group(13) != null) {
                closes = !found.group(12).isEmpty();
                name = "\u25c1";
            } else {
                closes = found.group(14).equals("95");
                name = "unused";
            }
            marks.add(new Mark(found.start(), found.end(), !closes, name.toLowerCase(Locale.ROOT)));
        }
        return marks;
    }

    /** The tag that closes a block: the one at equal depth, else the last of its name; -1 for none. */
    private static int closing(List<Mark> marks, int opening) {
        int depth = 0;
        int last = -1;
        for (int i = opening; i < marks.size(); i++) {
            if (!marks.get(i).name.equals(marks.get(opening).name)) continue;
            depth += marks.get(i).opens ? 1 : -1;
            if (!marks.get(i).opens) last = i;
            if (depth == 0) return i;
        }
        return last;
    }

    /** An unquoted end tag without a preceding start tag, from a position on; -1 for none. */
    private static int lone(String text, List<Mark> marks, int first) {
        Set<String> open = new HashSet<>();
        for (int i = first; i < marks.size(); i++) {
            Mark one = marks.get(i);
            if (one.opens) open.add(one.name);
            else if (!open.contains(one.name) && !one.name.equals("details") && !quoted(text, one)) return i;
        }
        return -1;
    }

    private static boolean quoted(String text, Mark mark) {
        return mark.from > 0 && QUOTING.indexOf(text.charAt(mark.from - 1)) >= 0
                || mark.to < text.length() && QUOTING.indexOf(text.charAt(mark.to)) >= 0;
    }

    /**
     * Copies the rest into the answer, without the blocks that fill whole lines.
     *
     * @return whether there were any
     */
    private static boolean takeLines(String text, int from, List<Mark> marks,
            int first, boolean cut, StringBuilder answer, List<String> reasoning) {
        int at = from;
        boolean any = false;
        for (int i = first; i < marks.size(); i++) {
            Mark begin = marks.get(i);
            if (!begin.opens || begin.from < at || !beginsLine(text, begin.from)) continue;
            int last = closing(marks, i);
            if (last >= 0 ? !endsLine(text, marks.get(last).to) : !cut) continue;
            answer.append(text, at, begin.from);
            add(reasoning, text.substring(begin.to, last < 0 ? text.length() : marks.get(last).from));
            at = last < 0 ? text.length() : marks.get(last).to;
            any = true;
            if (last < 0) break;
            i = last;
        }
        answer.append(text, at, text.length());
        return any;
    }

    private static boolean beginsLine(String text, int at) {
        for (int i = at - 1; i >= 0 && text.charAt(i) != '\n'; i--) if (!Character.isWhitespace(text.charAt(i))) return false;
        return true;
    }

    private static boolean endsLine(String text, int at) {
        for (int i = at; i < text.length() && text.charAt(i) != '\n'; i++) if (!Character.isWhitespace(text.charAt(i))) return false;
        return true;
    }

    /** gpt-oss: channel "final" is the answer, all else is not. Null if the content has no channels. */
    private static ReasoningSplit channels(String content) {
        String text = content.strip();
        Matcher bare = BARE_CHANNEL.matcher(text);
        if (bare.find()) {
            int end = text.indexOf(BARE_FINAL, bare.end());
            String before = text.substring(bare.end(), end < 0 ? text.length() : end);
            return new ReasoningSplit(before.strip(), end < 0 ? "" : text.substring(end + BARE_FINAL.length()).strip(), true);
        }
        Matcher header = CHANNEL.matcher(text);
        if (!header.find() || header.start() > 0
                && (QUOTING.indexOf(text.charAt(header.start() - 1)) >= 0 || !text.substring(header.start()).startsWith("<|")))
            return null;
        List<String> reasoning = new ArrayList<>();
        StringBuilder answer = new StringBuilder();
        add(reasoning, CHANNEL_END.matcher(text.substring(0, header.start())).replaceAll(""));
        while (true) {
            boolean ofAnswer = header.group(1).equalsIgnoreCase("final");
            int from = header.end();
            boolean more = header.find();
            String part = text.substring(from, more ? header.start() : text.length());
            Matcher end = CHANNEL_END.matcher(part);
            if (end.find()) part = part.substring(0, end.start());
            if (!ofAnswer) add(reasoning, part);
            else answer.append(answer.length() == 0 ? "" : "\n\n").append(part.strip());
            if (!more) break;
        }
        return new ReasoningSplit(String.join("\n\n", reasoning), answer.toString().strip(), true);
    }
}
