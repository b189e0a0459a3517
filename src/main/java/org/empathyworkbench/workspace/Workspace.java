package org.empathyworkbench.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.empathyworkbench.dialogue.UserInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An opened workspace. Safe for use by several threads; several processes may have the same one open. Close it to let go of the database.
 */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    /** How long a writer waits for a writer of another process. */
    static final int BUSY_MILLIS = 5_000;

    private final WorkspaceFolder folder;
    private final Store store;
    private final Datasets datasets;
    private final Models models;
    private final Runs runs;
    private final Sweeps sweeps;
    private final SweepEvaluations sweepEvaluations;
    private final Evaluations evaluations;
    private final ResponseSets responseSets;
    private final Baselines baselines;
    private final AnswerCache paidAnswers;
    private final Conversations conversations;
    private final LevelCache levelCache;
    private final Cases cases;
    private final ProfileCache profileCache;
    private final PageStates pageStates;

    private Workspace(WorkspaceFolder folder, Store store, Clock clock, ProcessLiveness processes) {
        this.folder = folder;
        this.store = store;
        this.datasets = new Datasets(store, clock);
        this.models = new Models(store, folder);
        this.runs = new Runs(store, folder, clock, processes, OwnerKey.ofThisPerson());
        this.sweeps = new Sweeps(store, clock);
        this.sweepEvaluations = new SweepEvaluations(store, clock, processes);
        this.evaluations = new Evaluations(store, clock);
        this.responseSets = new ResponseSets(store, clock);
        this.baselines = new Baselines(store, clock);
        this.paidAnswers = new AnswerCache(store);
        this.conversations = new Conversations(store, clock);
        this.levelCache = new LevelCache(store);
        this.cases = new Cases(store, clock);
        this.profileCache = new ProfileCache(store);
        this.pageStates = new PageStates(store);
    }

    /**
     * Opens the workspace in {@code folder} and makes it when there is none. One that cannot be
     * written is opened to be read: {@link #readOnly}.
     *
     * @throws UserInputException           when {@code folder} is a file, or its database is another program's or a newer version's
     * @throws WorkspaceException when it cannot be read or written
     */
    public static Workspace open(Path folder) {
        return open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), BUSY_MILLIS, Files::isWritable);
    }

    static Workspace open(Path folder, Clock clock, ProcessLiveness processes, int busyMillis) {
        return open(folder, clock, processes, busyMillis, Files::isWritable);
    }

    /** @param writable whether a file or folder may be written */
    static Workspace open(Path folder, Clock clock, ProcessLiveness processes, int busyMillis, Predicate<Path> writable) {
        WorkspaceFolder whole = new WorkspaceFolder(folder.toAbsolutePath().normalize());
        Path path = whole.path();
        Path file = whole.database();
        whole.requireParts();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !(writable.test(path) && writable.test(file))) {
            return new Workspace(whole, Store.openToRead(file, busyMillis), clock, processes);
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UserInputException(path + " is a file, not a folder. It was not changed. Choose a folder for the workspace.");
        }
        DatabaseFiles.require(file, busyMillis);            // before anything is made in a folder that is another program's
        try {
            whole.makeParts();
        } catch (IOException failure) {
            throw new WorkspaceException(WorkspaceException.Reason.READ_ONLY, "The workspace folder cannot be made (" + path
                    + "). Nothing was changed. Choose a folder that you may write to.", failure);
        }
        Workspace opened = new Workspace(whole, Store.open(file, busyMillis), clock, processes);
        boolean ready = false;
        try {
            opened.takeIn();
            ready = true;
            return opened;
        } finally {
            if (!ready) opened.close();
        }
    }

    /** Stores what runs could not store when they ended. */
    private void takeIn() {
        try {
            runs.takeIn(models);
        } catch (WorkspaceException busy) {
            LOG.info("What runs kept beside the database is taken in another time", busy);
        }
    }

    /** Whether it can only be read: everything can be looked at, whatever would change it is refused. */
    public boolean readOnly() { return store.readOnly(); }

    /**
     * For work whose end would have to be stored. @throws WorkspaceException when this workspace can only
     * be read, before anything was done in vain
     */
    public void requireWritable() { store.requireWriter(); }

    /** For people, of a workspace that can only be read. */
    public String readOnlyWords() {
        return "This workspace can only be read (" + folder.path() + "): all of it can be looked at, nothing "
                + "can be changed. Copy the folder to a place that you may write to, to go on with it."
                + (unmerged() ? " What was written last may be missing here (workspace.db-wal)." : "");
    }

    private boolean unmerged() {
        try {
            return Files.size(folder.path().resolve(WorkspaceFolder.DATABASE + "-wal")) > 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** Absolute. */
    public Path folder() { return folder.path(); }

    /** Where exported tables, charts and texts go unless a person says otherwise. */
    public Path exports() { return folder.exports(); }

    public Datasets datasets() { return datasets; }

    public Models models() { return models; }

    public Runs runs() { return runs; }

    public Sweeps sweeps() { return sweeps; }

    public SweepEvaluations sweepEvaluations() { return sweepEvaluations; }

    /** Figures of runs' models on test contexts. */
    public Evaluations evaluations() { return evaluations; }

    public ResponseSets responseSets() { return responseSets; }

    /** Responses of outside models, as they come in. */
    public Baselines baselines() { return baselines; }

    /** What outside models answered to single questions. */
    public AnswerCache paidAnswers() { return paidAnswers; }

    public Conversations conversations() { return conversations; }

    public LevelCache levelCache() { return levelCache; }

    /** Contexts with responses, kept to be read. */
    public Cases cases() { return cases; }

    public ProfileCache profileCache() { return profileCache; }

    public PageStates pageStates() { return pageStates; }

    /**
     * What was found damaged in the database so far: sentences for people, one a row. Such rows are left out wherever rows are listed, and
     * refused where one is asked for.
     */
    public List<String> damaged() { return store.damaged(); }

    /** Another number after every change of the database, by whatever process. Cheap enough to be asked often. */
    public long version() { return store.version(); }

    Store store() { return store; }

    @Override public void close() { store.close(); }
}
