package org.empathyworkbench.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.empathyworkbench.dialogue.Example;
import org.empathyworkbench.dialogue.GivenResponse;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.torch.RandomStream;
import org.empathyworkbench.workspace.BaselineInfo;
import org.empathyworkbench.workspace.Baselines;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;

/**
 * An outside model answers the contexts of a split; its answers become a set of responses, to be evaluated and compared like any other.
 * With a limit the examples are those that {@code evaluate} samples with the same seed, so that both answer the same contexts. Each answer
 * is stored before its thread sends the next request; a context without an answer is recorded as such and excluded from the set; after an
 * error, a cancellation or a kill the same plan resumes where it stopped.
 */
public final class BaselineRun {
    /**
     * The plan of a baseline.
     *
     * @param set   the name of the set of responses
     * @param limit maximum number of examples, sampled by the seed; 0 for the whole split
     */
    public record Plan(String set, String dataset, Split split, int limit, long seed, String prompt, ChatSettings settings) { }

    /**
     * Progress.
     *
     * @param done     contexts requested, including earlier ones and those without an answer
     * @param asked    contexts of this session
     * @param usage    tokens of this session
     * @param none     number of contexts without an answer, by {@link NoAnswer#key}
     * @param cost     of this session; null if no price was entered
     * @param note     reason of the current wait; empty for none
     */
    public record State(int done, int wanted, int asked, Usage usage, Map<String, Integer> none, Double cost, String note) {
        /** "120 of 500, 51,000 + 2,900 tokens, 0.0123 USD, about 0.0390 USD to come". */
        public String words(Price price) {
            StringBuilder words = new StringBuilder(String.format(Locale.ROOT, "%,d of %,d", done, wanted));
            if (asked > 0) words.append(", ").append(usage.words());
            if (cost != null && asked > 0) {
                words.append(", ").append(price.words(cost));
                if (done < wanted) words.append(", about ").append(price.words(cost / asked * (wanted - done))).append(" to come");
            }
            if (!none.isEmpty()) words.append(", ").append(NoAnswer.words(none));
            return words.append(note.isEmpty() ? "" : ". " + note).toString();
        }
    }

    /** Receives progress, from several threads but never concurrently, and may cancel. */
    public interface Watching {
        void at(State state);

        boolean cancelled();
    }

    private final Workspace workspace;
    private final EndpointClient client;

    public BaselineRun(Workspace workspace, EndpointClient client) {
        this.workspace = workspace;
        this.client = client;
    }

    /**
     * Requests all missing answers.
     *
     * @throws UserInputException              if the plan does not fit, or the model does not answer; the message says what is stored
     * @throws CancellationException if cancelled by the user; received answers are stored
     */
    public State run(Plan plan, Watching watching) {
        List<Example> all = workspace.datasets().examples(plan.dataset(), plan.split());
        if (all.isEmpty())
            throw new UserInputException("The " + plan.split().key() + " split of \"" + plan.dataset()
                    + "\" has no contexts to answer. Nothing was sent. Choose another.");
        List<Example> examples = RandomStream.chosen(all, plan.limit(), plan.seed(), RandomStream.EVALUATION);
        Endpoint endpoint = client.endpoint();
        Baselines baselines = workspace.baselines();
        baselines.begin(new BaselineInfo(plan.set(), plan.dataset(), plan.split(), plan.limit(), plan.seed(), examples.size(),
                endpoint.name(), endpoint.address().toString(), endpoint.model(), plan.prompt(), words(plan.settings())));
        Set<Integer> answered = baselines.asked(plan.set());
        Deque<Integer> open = new ArrayDeque<>(IntStream.range(0, examples.size()).filter(i -> !answered.contains(i)).boxed().toList());
        Sitting sitting = new Sitting(plan, examples, open,
                new Tally(answered.size(), baselines.noAnswers(plan.set()), examples.size(), endpoint.price(), watching), watching);
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(endpoint.limits().parallel(), open.size())));
        try {
            List<Future<?>> working = IntStream.range(0, Math.min(endpoint.limits().parallel(), open.size()))
                    .<Future<?>>mapToObj(i -> threads.submit(sitting::work)).toList();
            Throwable first = null;
            for (Future<?> one : working) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    if (first == null || first instanceof CancellationException) first = e.getCause();
                } catch (InterruptedException e) {
                    sitting.stop.set(true);
                    Thread.currentThread().interrupt();
                    throw new CancellationException("Cancelled.");
                }
            }
            State state = sitting.tally.state("");
            if (first != null) throw ended(plan, state, first);
            return state;
        } finally {
            sitting.stop.set(true);
            threads.shutdown();
            baselines.discardIfEmpty(plan.set());
        }
    }

    private RuntimeException ended(Plan plan, State state, Throwable failure) {
        if (failure instanceof CancellationException cancel) return cancel;
        if (failure instanceof Error error) throw error;
        if (!(failure instanceof UserInputException bad)) return new IllegalStateException(failure);
        String kept = state.done() == 0 ? "" : String.format(Locale.ROOT,
                " %,d of %,d answers are stored in \"%s\"; the same command resumes from there.", state.done(), state.wanted(), plan.set());
        return new UserInputException(bad.getMessage() + kept, bad);
    }

    static Map<String, String> words(ChatSettings settings) {
        Map<String, String> words = new LinkedHashMap<>();
        Settings.toMap(settings).forEach((name, value) -> words.put(name, String.valueOf(value)));
        return words;
    }

    /** Counts received answers; one thread at a time. */
    private static final class Tally {
        private final int wanted;
        private final Price price;
        private final Watching watching;
        private int done;
        private int asked;
        private final Map<String, Integer> none;
        private Usage usage = Usage.ZERO;
        private boolean uncounted;
        private final Map<Thread, String> waiting = new LinkedHashMap<>();

        Tally(int done, Map<String, Integer> none, int wanted, Price price, Watching watching) {
            this.done = done;
            this.none = new TreeMap<>(none);
            this.wanted = wanted;
            this.price = price;
            this.watching = watching;
        }

        synchronized void came(EndpointAnswer answer) {
            done++;
            asked++;
            usage = usage.plus(answer.usage());
            uncounted |= !answer.usage().known();
            if (answer.none() != null) none.merge(answer.none().key(), 1, Integer::sum);
            waiting.remove(Thread.currentThread());
            watching.at(state(note()));
        }

        /** A thread's waiting note is shown until it has its answer, whatever other threads receive. */
        synchronized void waits(String why) {
            waiting.put(Thread.currentThread(), why);
            watching.at(state(why));
        }

        private String note() { return waiting.values().stream().findFirst().orElse(""); }

        synchronized State state(String note) {
            Usage counted = uncounted && usage.equals(Usage.ZERO) ? Usage.UNKNOWN : usage;
            return new State(done, wanted, asked, counted, new TreeMap<>(none), uncounted ? null : price.of(counted), note);
        }
    }

    private final class Sitting {
        private final Plan plan;
        private final List<Example> examples;
        private final Deque<Integer> open;
        private final Tally tally;
        private final Watching watching;
        private final AtomicBoolean stop = new AtomicBoolean();

        Sitting(Plan plan, List<Example> examples, Deque<Integer> open, Tally tally, Watching watching) {
            this.plan = plan;
            this.examples = examples;
            this.open = open;
            this.tally = tally;
            this.watching = watching;
        }

        private Integer next() {
            synchronized (open) {
                return open.poll();
            }
        }

        /** Worker of one thread. The first failure stops the others after their pending answer, which has to be paid for. */
        void work() {
            boolean whole = false;
            try {
                for (Integer position = next(); position != null && !stop.get(); position = next()) {
                    if (watching.cancelled()) throw new CancellationException("Cancelled.");
                    ask(position);
                }
                whole = true;
            } finally {
                if (!whole) stop.set(true);
            }
        }

        private void ask(int position) {
            Example example = examples.get(position);
            long seed = plan.seed() + position;
            EndpointAnswer answer = client.ask(example.context(), plan.prompt(), plan.settings(), seed, new RequestListener() {
                @Override public void waiting(String why) { tally.waits(why); }

                @Override public boolean cancelled() { return watching.cancelled(); }
            });
            ResponseOrigin origin = answer.origin(client.endpoint(), plan.prompt(), plan.settings(), seed);
            if (answer.none() != null) workspace.baselines().saveNoAnswer(plan.set(), position, answer.none().key(), origin);
            else
                workspace.baselines().save(plan.set(), position,
                        new GivenResponse(example.emotion(), example.context(), example.response(), answer.text()), origin);
            tally.came(answer);
        }
    }
}
