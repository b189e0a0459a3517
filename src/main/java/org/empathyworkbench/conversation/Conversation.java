package org.empathyworkbench.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An immutable conversation with all its branches. Steps form a tree; one path of it is displayed, from the first step to {@code at}.
 * Nothing is deleted: rewording an earlier step, or choosing another of its answers, starts a new branch. With two participants both
 * receive the same user turns, and each its own answers.
 *
 * @param participants one or two
 * @param identifiers  that score the answers; empty for none
 * @param steps        by id
 * @param at           the last displayed step; 0 before the first
 */
public record Conversation(String title, List<Participant> participants, String identifiers, Map<Integer, Step> steps, int at) {
    public Conversation {
        participants = List.copyOf(participants);
        steps = Collections.unmodifiableMap(new TreeMap<>(steps));
    }

    public static Conversation with(List<Participant> participants, String identifiers) {
        return new Conversation("", participants, identifiers, Map.of(), 0);
    }

    /** What is shown, the first step first. */
    public List<Step> path() {
        List<Step> path = new ArrayList<>();
        for (Step step = steps.get(at); step != null; step = steps.get(step.parent())) path.add(0, step);
        return path;
    }

    public boolean isEmpty() { return steps.isEmpty(); }

    /**
     * The turns before a side's answer in a step, ending with the step's user turn. For a step without an answer of the side only the user
     * turn is included.
     */
    public List<String> context(int step, int side) {
        List<String> turns = new ArrayList<>();
        for (Step one = steps.get(step); one != null; one = steps.get(one.parent())) {
            Answer answer = one.answer(side);
            if (one.id() != step && answer != null) turns.add(0, answer.text());
            turns.add(0, one.text());
        }
        return join(turns, step, side);
    }

    /** If a side did not answer, the adjacent user turns are joined: turns alternate. */
    private List<String> join(List<String> turns, int step, int side) {
        List<Boolean> speaker = new ArrayList<>();
        for (Step one = steps.get(step); one != null; one = steps.get(one.parent())) {
            if (one.id() != step && one.answer(side) != null) speaker.add(0, false);
            speaker.add(0, true);
        }
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            if (i > 0 && speaker.get(i) && speaker.get(i - 1))
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + " " + turns.get(i));
            else joined.add(turns.get(i));
        }
        return joined;
    }

    private Step step(int id) { return Objects.requireNonNull(steps.get(id)); }

    /** Appends a user turn after the displayed path. */
    public Conversation say(String text, Instant now) { return sayAfter(at, text, now); }

    private Conversation sayAfter(int parent, String text, Instant now) {
        int id = nextId();
        Map<Integer, Step> all = new TreeMap<>(steps);
        all.put(id, Step.said(id, parent, text, now, participants.size()));
        String named = title.isEmpty() && parent == 0 ? titleOf(text) : title;
        return new Conversation(named, participants, identifiers, all, id);
    }

    /** Words a step of the past otherwise: another branch, still without answers. */
    public Conversation reword(int step, String text, Instant now) { return sayAfter(step(step).parent(), text, now); }

    /** Moves back to a step, so that the next turn starts a new branch. */
    public Conversation backTo(int step) { return new Conversation(title, participants, identifiers, steps, step); }

    /**
     * A side answers a step, again perhaps: the new answer holds. Where the talk went on already, it begins another branch; the older
     * answers stand in both.
     */
    public Conversation answer(int step, int side, Answer answer) {
        Step before = step(step);
        if (!hasChildren(step) || before.answer(side) == null) return put(before.add(side, answer));
        int id = nextId();
        Step fork = before.under(id, before.parent()).add(side, answer);
        return new Conversation(title, participants, identifiers, plus(fork), id);
    }

    /** Lets another of a side's answers hold. Where the talk went on already, goes to the branch in which it holds, or begins it. */
    public Conversation choose(int step, int side, int number) {
        Step before = step(step);
        if (before.chosen().get(side) == number) return this;
        if (!hasChildren(step)) return put(before.choose(side, number));
        Step wanted = before.choose(side, number);
        Optional<Step> twin = siblings(step).stream()
                .filter(one -> one.id() != step && one.text().equals(wanted.text()) && sameAnswers(one, wanted)).findFirst();
        if (twin.isPresent()) return goTo(twin.get().id());
        int id = nextId();
        return new Conversation(title, participants, identifiers, plus(wanted.under(id, before.parent())), id);
    }

    private static boolean sameAnswers(Step one, Step other) {
        for (int side = 0; side < Math.min(one.sides(), other.sides()); side++) {
            Answer a = one.answer(side);
            Answer b = other.answer(side);
            if (a == null ? b != null : b == null || !a.text().equals(b.text()) || !a.at().equals(b.at())) return false;
        }
        return true;
    }

    /** What identifiers read in an answer; nothing else changes. */
    public Conversation read(int step, int side, int number, Answer read) { return put(step(step).replace(side, number, read)); }

    /** Steps that stand in the place of this one, itself among them, oldest first: each begins a branch. */
    public List<Step> siblings(int step) {
        int parent = step(step).parent();
        return steps.values().stream().filter(one -> one.parent() == parent).toList();
    }

    /** Shows the newest way on from a step. */
    public Conversation goTo(int step) {
        int now = step;
        for (Optional<Step> child = newestChild(now); child.isPresent(); child = newestChild(now)) now = child.get().id();
        return backTo(now);
    }

    private Optional<Step> newestChild(int step) {
        return steps.values().stream().filter(one -> one.parent() == step).max(Comparator.comparingInt(Step::id));
    }

    public boolean hasChildren(int step) { return steps.values().stream().anyMatch(one -> one.parent() == step); }

    /**
     * A way through the conversation.
     *
     * @param end    its last step
     * @param length how many steps it has
     * @param begins the step that it does not share with the branch before it; its first step for the first one
     */
    public record Branch(int end, int length, Step begins) { }

    /** Every way through the conversation, oldest end first. */
    public List<Branch> branches() {
        List<Branch> branches = new ArrayList<>();
        Map<Integer, Boolean> seen = new LinkedHashMap<>();
        for (Step end : steps.values()) {
            if (hasChildren(end.id())) continue;
            List<Step> path = backTo(end.id()).path();
            Step begins = path.stream().filter(step -> !seen.containsKey(step.id())).findFirst().orElse(end);
            path.forEach(step -> seen.put(step.id(), true));
            branches.add(new Branch(end.id(), path.size(), begins));
        }
        return branches;
    }

    public Conversation withTitle(String to) { return new Conversation(to.strip(), participants, identifiers, steps, at); }

    public Conversation withIdentifiers(String to) { return new Conversation(title, participants, to, steps, at); }

    /** Replaces the participants. Earlier participants' answers are kept; missing answers of a new one stay empty. */
    public Conversation withParticipants(List<Participant> to) {
        Map<Integer, Step> all = new TreeMap<>();
        steps.forEach((id, step) -> all.put(id, step.withSides(to.size())));
        return new Conversation(title, to, identifiers, all, at);
    }

    private Conversation put(Step step) {
        Map<Integer, Step> all = new TreeMap<>(steps);
        all.put(step.id(), step);
        return new Conversation(title, participants, identifiers, all, at);
    }

    private Map<Integer, Step> plus(Step step) {
        Map<Integer, Step> all = new TreeMap<>(steps);
        all.put(step.id(), step);
        return all;
    }

    private int nextId() { return steps.keySet().stream().max(Comparator.naturalOrder()).orElse(0) + 1; }

    private static String titleOf(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= 48) return line;
        int end = line.lastIndexOf(' ', 46);
        return line.substring(0, end < 20 ? 46 : end) + "…";
    }
}
