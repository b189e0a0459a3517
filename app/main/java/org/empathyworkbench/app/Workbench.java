package org.empathyworkbench.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import org.empathyworkbench.app.cases.CaseAnswers;
import org.empathyworkbench.app.cases.CasesView;
import org.empathyworkbench.app.cases.CasesViewModel;
import org.empathyworkbench.app.compare.CompareView;
import org.empathyworkbench.app.compare.CompareViewModel;
import org.empathyworkbench.app.compare.EndpointColumns;
import org.empathyworkbench.app.control.Buttons;
import org.empathyworkbench.app.control.EmptyState;
import org.empathyworkbench.app.control.FileChoice;
import org.empathyworkbench.app.control.Theme;
import org.empathyworkbench.app.datasets.DatasetsView;
import org.empathyworkbench.app.datasets.DatasetsViewModel;
import org.empathyworkbench.app.datasets.ImportViewModel;
import org.empathyworkbench.app.datasets.ResponseImportViewModel;
import org.empathyworkbench.app.demo.DemoViewModel;
import org.empathyworkbench.app.empathy.SaveCaseButton;
import org.empathyworkbench.app.example.ExamplesViewModel;
import org.empathyworkbench.app.help.HelpView;
import org.empathyworkbench.app.help.HelpViewModel;
import org.empathyworkbench.app.home.HomeView;
import org.empathyworkbench.app.home.HomeViewModel;
import org.empathyworkbench.app.inference.InferenceDevice;
import org.empathyworkbench.app.inference.LoadedModels;
import org.empathyworkbench.app.inspector.InspectorState;
import org.empathyworkbench.app.inspector.InspectorView;
import org.empathyworkbench.app.inspector.InspectorViewModel;
import org.empathyworkbench.app.inspector.InspectorViewModel.Pauses;
import org.empathyworkbench.app.models.HubDownloadViewModel;
import org.empathyworkbench.app.models.HubSource;
import org.empathyworkbench.app.models.ModelImportViewModel;
import org.empathyworkbench.app.models.ModelsView;
import org.empathyworkbench.app.models.ModelsViewModel;
import org.empathyworkbench.app.newrun.NewRunViewModel;
import org.empathyworkbench.app.newrun.RunMemory;
import org.empathyworkbench.app.newrun.RunStart;
import org.empathyworkbench.app.runs.RunsView;
import org.empathyworkbench.app.runs.RunsViewModel;
import org.empathyworkbench.app.settings.EndpointsViewModel;
import org.empathyworkbench.app.settings.SettingsView;
import org.empathyworkbench.app.settings.SettingsViewModel;
import org.empathyworkbench.app.shell.Navigation;
import org.empathyworkbench.app.shell.PageView;
import org.empathyworkbench.app.shell.Preferences;
import org.empathyworkbench.app.shell.QueueQuestion;
import org.empathyworkbench.app.shell.Section;
import org.empathyworkbench.app.shell.ShellView;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.sweep.NewSweepViewModel;
import org.empathyworkbench.app.sweep.SweepsViewModel;
import org.empathyworkbench.app.talk.TalkView;
import org.empathyworkbench.app.talk.TalkViewModel;
import org.empathyworkbench.app.task.BackgroundTask;
import org.empathyworkbench.app.task.BackgroundTaskExecutor;
import org.empathyworkbench.app.task.CoalescedRunLater;
import org.empathyworkbench.app.task.Debounce;
import org.empathyworkbench.app.task.RunningTask;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.app.timeline.TimelineModels;
import org.empathyworkbench.app.timeline.TimelineView;
import org.empathyworkbench.app.timeline.TimelineViewModel;
import org.empathyworkbench.casestudy.CaseCollection;
import org.empathyworkbench.demo.DemoFolder;
import org.empathyworkbench.demo.DemoLauncher;
import org.empathyworkbench.demo.DemoLoop;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.hub.HubSettings;
import org.empathyworkbench.modelimport.ModelImport;
import org.empathyworkbench.run.CaseSaver;
import org.empathyworkbench.run.RunControl;
import org.empathyworkbench.run.RunLauncher;
import org.empathyworkbench.sweep.SweepControl;
import org.empathyworkbench.torch.ComputeDevice;
import org.empathyworkbench.workspace.RunInfo;
import org.empathyworkbench.workspace.Workspace;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Composition root: creates the objects that live as long as the window, and each page for an open workspace. Pages receive their
 * dependencies in the constructor.
 */
public final class Workbench implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
    /** Milliseconds without a key press before slow queries (evidence, what-if) start. */
    private static final double REST = 300;

    /** Time limit on closing the window, for pending stores of responses and typed text. */
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final Duration WORDS = Duration.ofSeconds(2);

    private final Preferences preferences;
    private final Path log;
    private final Theme theme;
    private final Navigation navigation = new Navigation();
    private final Consumer<Path> openFolder;
    private final FileChoice files;
    private final ObservableList<RunningTask> running = FXCollections.observableArrayList();
    private final BackgroundTaskExecutor tasks;
    private final BackgroundTaskExecutor inference;
    private final BackgroundTaskExecutor network;
    private final BackgroundTaskExecutor minutes;
    private final InferenceDevice device;
    private final ShellView shell;
    private final Endpoints endpoints;
    private final RunLauncher launcher = new RunLauncher();
    private final DemoLauncher demoLauncher = new DemoLauncher();
    private Workspace workspace;
    private LoadedModels loaded;

    /**
     * Requires a started JavaFX toolkit.
     *
     * @param openFolder shows a folder in the platform's file manager
     * @param files      file chooser dialogs
     */
    public Workbench(Preferences preferences, Path log, Consumer<Path> openFolder, FileChoice files) {
        this.files = files;
        this.preferences = preferences;
        this.log = log;
        this.openFolder = openFolder;
        this.endpoints = new Endpoints(preferences.folder(), System.getenv());
        this.theme = new Theme(preferences.darkProperty().get());
        theme.darkProperty().bindBidirectional(preferences.darkProperty());
        this.tasks = new BackgroundTaskExecutor("background", 3, running, this::failed);
        this.inference = new BackgroundTaskExecutor("inference", 1, running, this::failed);   // one thread uses the models in memory
        // requests that wait for a server must not delay others
        this.network = new BackgroundTaskExecutor("network", 6, running, this::failed);
        this.device = new InferenceDevice(preferences.deviceProperty()::get, sentence -> Platform.runLater(() -> noticed(sentence)));
        // long inference work in small parts, between short queries
        this.minutes = new BackgroundTaskExecutor("minutes", 1, running, this::failed);
        this.shell = new ShellView(navigation, theme.darkProperty(), running);
        HelpViewModel help = new HelpViewModel(tasks);
        shell.setHelp(new HelpView(help), help::show);
    }

    public Theme theme() { return theme; }

    public Navigation navigation() { return navigation; }

    public ShellView shell() { return shell; }

    /** Opens the workspace in a folder in place of the current one. If it cannot be opened, the current one stays open. */
    public void open(Path folder) { open(folder, Workspace::open); }

    /** Opens the workspace of a first start: the bundled corpus is added to an empty one. */
    public void welcome(Path folder) { open(folder, DemoLoop::welcome); }

    private void open(Path folder, Function<Path, Workspace> by) {
        tasks.run(BackgroundTask.of("Opening the workspace", progress -> by.apply(folder)).show(opened -> {
            shell.leave();
            LoadedModels before = loaded;
            if (before != null) inference.run(BackgroundTask.of("Closing the models", progress -> {
                before.close();
                return before;
            }).quietly());
            if (workspace != null) workspace.close();
            workspace = opened;
            loaded = new LoadedModels(opened, preferences.threadsProperty()::get, device);
            preferences.remember(opened.folder());
            RunControl control = new RunControl(opened, launcher);
            WorkspaceWatch watch = new WorkspaceWatch(opened, tasks, endpoints::look, control::advance);
            shell.show(watch, opened.folder().toString(), pages(opened, watch, control));
            shell.problemProperty().set(opened.readOnly() ? UserMessage.info(opened.readOnlyWords()) : null);
            lookForStrangers(opened, control, watch);
        }).failed(refused -> {
            failed(refused);
            if (workspace == null) shell.showNone(noWorkspace());
        }).latestOf("open workspace"));
    }

    private EmptyState noWorkspace() {
        Button choose = Buttons.primary("open-another", "Open another folder\u2026", Feather.FOLDER,
                () -> files.folder(shell, "Open a workspace", null).ifPresent(this::open));
        EmptyState none = new EmptyState(Feather.FOLDER, "No workspace is open", "The requested workspace could not be opened; "
                + "see the message above. Open another folder, or an empty one.", choose);
        none.setId("no-workspace");
        return none;
    }

    /** Reports damaged rows of the workspace, and asks about queued runs that came with it: none starts without confirmation. */
    private void lookForStrangers(Workspace opened, RunControl control, WorkspaceWatch watch) {
        watch.lookedProperty().subscribe(looked -> { if (looked && workspace == opened) tellDamaged(opened.damaged()); });
        if (opened.readOnly()) return;
        BackgroundTask<String> look = BackgroundTask.of("Reading the queue",
                progress -> RunControl.elsewhereWords(control.fromElsewhere()));
        tasks.run(look.show(waiting -> {
            if (workspace != opened || waiting.isEmpty()) return;
            shell.ask(new QueueQuestion(waiting, () -> answer("Starting the runs", control, watch, run -> control.resume(run.id())),
                    () -> shell.ask(null), () -> answer("Removing the runs", control, watch, run -> opened.runs().trash().put(run.id()))));
        }).quietly());
    }

    /** @param damaged faults found by the first read of the workspace, one sentence per row */
    private void tellDamaged(List<String> damaged) {
        if (damaged.isEmpty() || shell.problemProperty().get() != null) return;
        String more = damaged.size() == 1 ? "" : " " + (damaged.size() - 1) + " more rows are damaged too.";
        shell.problemProperty().set(UserMessage.warning(damaged.get(0) + more));
    }

    private void answer(String what, RunControl control, WorkspaceWatch watch, Consumer<RunInfo> each) {
        shell.ask(null);
        tasks.run(BackgroundTask.of(what, progress -> {
            List<RunInfo> all = control.fromElsewhere();
            // each is inserted at the front, so add them in reverse
            for (int i = all.size() - 1; i >= 0; i--) each.accept(all.get(i));
            return all;
        }).show(done -> watch.look()));
    }

    /** Reports an error that no page handles: shown once and logged once. */
    void failed(Throwable failure) {
        LOG.warn("Unhandled error", failure);
        shell.problemProperty().set(UserMessage.of(failure));
    }

    private void noticed(String sentence) { shell.problemProperty().set(UserMessage.info(sentence)); }

    @Override
    public void close() {
        shell.leave();
        minutes.close();
        inference.close();
        network.closeAfter(ANSWER);
        tasks.closeAfter(WORDS);
        if (loaded != null) loaded.close();
        if (workspace != null) workspace.close();
    }

    private Map<Section, Supplier<PageView>> pages(Workspace opened, WorkspaceWatch watch, RunControl control) {
        Map<Section, Supplier<PageView>> pages = new EnumMap<>(Section.class);
        SaveCaseButton keep = keepCase(opened, watch);
        DemoViewModel demo = new DemoViewModel(new DemoFolder(opened.folder()),
                seed -> demoLauncher.start(opened, seed, preferences.deviceProperty().get()), tasks);
        pages.put(Section.HOME,
                () -> new HomeView(new HomeViewModel(opened, watch, tasks), demo, navigation, opened.folder().getFileName().toString()));
        pages.put(Section.DATASETS, () -> datasets(opened, watch));
        pages.put(Section.MODELS, () -> models(opened, watch, demo));
        pages.put(Section.RUNS,
                () -> withTimeline(opened, watch, keep, new RunsView(new RunsViewModel(watch, opened, control, tasks, Clock.systemUTC()),
                        new NewRunViewModel(watch, tasks, RunStart.by(control), preferences.threadsProperty()::get, RunMemory.of(opened)),
                        sweeps(opened, watch, control), demo, navigation, files)));
        pages.put(Section.INSPECTOR, () -> new InspectorView(InspectorState.of(opened.pageStates(), tasks, new InspectorViewModel(loaded,
                loaded, inference, watch, new ExamplesViewModel(opened, watch, tasks),
                new Pauses(new CoalescedRunLater(), new Debounce(REST), new Debounce(REST), new Debounce(REST)))), keep, demo, navigation));
        pages.put(Section.COMPARE, () -> new CompareView(new CompareViewModel(loaded, opened, new CompareViewModel.Tasks(tasks,
                inference, minutes), watch, List.of(new EndpointColumns(endpoints, opened))), keep, demo, navigation));
        pages.put(Section.CASES, () -> cases(opened, watch));
        pages.put(Section.TALK, () -> new TalkView(
                new TalkViewModel(loaded, inference, network, tasks, opened, endpoints, watch, Clock.systemUTC()), navigation, keep));
        pages.put(Section.SETTINGS,
                () -> new SettingsView(new SettingsViewModel(preferences, opened.folder(), log, this::open, tasks, ComputeDevice::all),
                        new EndpointsViewModel(endpoints, opened, watch, tasks, network), files));
        return pages;
    }

    private RunsView withTimeline(Workspace opened, WorkspaceWatch watch, SaveCaseButton keep, RunsView runs) {
        TimelineViewModel model = new TimelineViewModel(TimelineModels.of(opened, loaded, preferences.threadsProperty()::get, device),
                inference, tasks, watch, new ExamplesViewModel(opened, watch, tasks), Clock.systemUTC());
        TimelineView timeline = new TimelineView(model, keep);
        return runs.with("Timeline", timeline, timeline::show).keepWith(keep);
    }

    private PageView cases(Workspace opened, WorkspaceWatch watch) {
        CasesViewModel model = new CasesViewModel(opened.cases(), watch, tasks);
        CaseSaver keeping = new CaseSaver(opened);
        CaseAnswers answers = new CaseAnswers(opened.cases(), opened.models(), model,
                loaded, inference, watch, keeping::withWeights, Clock.systemUTC());
        return new CasesView(model, answers, opened.exports(), shell::cover, navigation);
    }

    /** Saves cases for all pages. */
    private SaveCaseButton keepCase(Workspace opened, WorkspaceWatch watch) {
        return new SaveCaseButton(new CaseSaver(opened)::keep, () -> watch.contents().cases().stream().map(CaseCollection::name).toList(),
                tasks, name -> navigation.go(Section.CASES, name));
    }

    private SweepsViewModel sweeps(Workspace opened, WorkspaceWatch watch, RunControl control) {
        SweepControl sweeps = new SweepControl(opened, control);
        return new SweepsViewModel(watch, opened, sweeps, tasks, Clock.systemUTC(),
                new NewSweepViewModel(watch, opened, sweeps, tasks, preferences.threadsProperty()::get));
    }

    private PageView datasets(Workspace opened, WorkspaceWatch watch) {
        DatasetsViewModel model = new DatasetsViewModel(opened, watch, tasks);
        AtomicReference<DatasetsView> view = new AtomicReference<>();
        view.set(new DatasetsView(model, () -> new ImportViewModel(opened, tasks, name -> {
            view.get().closeImport();
            model.select(name);
        }), () -> new ResponseImportViewModel(opened, tasks, names -> watch.look()), files));
        return view.get();
    }

    private PageView models(Workspace opened, WorkspaceWatch watch, DemoViewModel demo) {
        ModelsViewModel model = new ModelsViewModel(opened, watch, tasks);
        AtomicReference<ModelsView> view = new AtomicReference<>();
        view.set(new ModelsView(model,
                () -> new ModelImportViewModel((folder, name) -> ModelImport.any(opened, folder, name), opened.models()::freeName,
                        inference, name -> {
                            view.get().closeImport();
                            model.select(name);
                        }),
                () -> new HubDownloadViewModel(HubSource.of(opened, this::hubSettings), opened.models()::freeName, tasks, name -> {
                    view.get().closeImport();
                    model.select(name);
                }), demo, navigation, openFolder, files));
        return view.get();
    }

    private HubSettings hubSettings() {
        HubSettings settings = HubSettings.of(System.getenv()).withEndpoint(preferences.hubEndpointProperty().get())
                .withProxy(preferences.hubProxyProperty().get());
        return settings.withOffline(settings.offline() || preferences.hubOfflineProperty().get());
    }
}
