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

/** An opened workspace. Thread-safe; several processes may open the same one. Must be closed to release the database. */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    /** Time-out for a writer of another process. */
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
     * Opens the workspace in {@code folder} and creates it if there is none. One that cannot be written is opened read-only: {@link
     * #readOnly}.
     *
     * @throws UserInputException           if {@code folder} is a file, or its database is another program's or a newer version's
     * @throws WorkspaceException if it cannot be read or written
     */
    public static Workspace open(Path folder) {
        return open(folder, Clock.systemUTC(), ProcessLiveness.ofThisMachine(), BUSY_MILLIS, Files::isWritable);
    }

    static Workspace open(Path folder, Clock clock, ProcessLiveness processes, int busyMillis) {
        return open(folder, clock, processes, busyMillis, Files::isWritable);
    }

    /** @param writable tests whether a file or folder can be written */
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
        DatabaseFiles.require(file, busyMillis);            // before anything is created in another program's folder
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

    /** Imports ends of runs that could not be stored in the database. */
    private void takeIn() {
        try {
            runs.takeIn(models);
        } catch (WorkspaceException busy) {
            LOG.info("Ends of runs stored beside the database will be imported later", busy);
        }
    }

    /** Whether it is read-only: changes are rejected. */
    public boolean readOnly() { return store.readOnly(); }

    /**
     * To be called before work whose result must be stored.
     *
     * @throws WorkspaceException if this workspace is read-only
     */
    public void requireWritable() { store.requireWriter(); }

    /** Message about a read-only workspace. */
    public String readOnlyWords() {
        return "This workspace can only be read (" + folder.path() + "): everything can be viewed, nothing "
                + "can be changed. Copy the folder to a location that you may write to, to continue with it."
                + (unmerged() ? " The latest changes may be missing here (workspace.db-wal)." : "");
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

    /** Default folder of exported tables, charts and texts. */
    public Path exports() { return folder.exports(); }

    public Datasets datasets() { return datasets; }

    public Models models() { return models; }

    public Runs runs() { return runs; }

    public Sweeps sweeps() { return sweeps; }

    public SweepEvaluations sweepEvaluations() { return sweepEvaluations; }

    /** Evaluations of runs' models on test contexts. */
    public Evaluations evaluations() { return evaluations; }

    public ResponseSets responseSets() { return responseSets; }

    /** Responses of outside models, stored as they are received. */
    public Baselines baselines() { return baselines; }

    /** Cache of outside models' answers to single requests. */
    public AnswerCache paidAnswers() { return paidAnswers; }

    public Conversations conversations() { return conversations; }

    public LevelCache levelCache() { return levelCache; }

    /** Saved contexts with responses. */
    public Cases cases() { return cases; }

    public ProfileCache profileCache() { return profileCache; }

    public PageStates pageStates() { return pageStates; }

    /** Damage found in the database so far: messages, one per row. Damaged rows are left out of lists, and accessing one is an error. */
    public List<String> damaged() { return store.damaged(); }

    /** Another number after every change of the database, by whatever process. Cheap enough to be asked often. */
    public long version() { return store.version(); }

    Store store() { return store; }

    @Override public void close() { store.close(); }
}
