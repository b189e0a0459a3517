package org.empathyworkbench.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.app.FakeEndpoint;
import org.empathyworkbench.app.TinyModels;
import org.empathyworkbench.app.shell.WorkspaceWatch;
import org.empathyworkbench.app.task.SameThreadTasks;
import org.empathyworkbench.app.task.UserMessage;
import org.empathyworkbench.dialogue.Split;
import org.empathyworkbench.endpoint.BaselineRun;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.endpoint.KeyPlace;
import org.empathyworkbench.workspace.CachedAnswer;
import org.empathyworkbench.workspace.ResponseOrigin;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsViewModelTest {
    @TempDir Path folder;
    private FakeEndpoint server;
    private Workspace workspace;
    private EndpointsViewModel model;
    private final List<UserMessage> refused = new ArrayList<>();
    private int stored;

    @BeforeEach
    void start() throws IOException {
        server = new FakeEndpoint();
        workspace = Workspace.open(folder.resolve("workspace"));
        workspace.datasets().add("demo", "made", TinyModels.corpus());
        SameThreadTasks tasks = new SameThreadTasks();
        WorkspaceWatch watch = new WorkspaceWatch(workspace, tasks);
        watch.look();
        model = new EndpointsViewModel(new Endpoints(folder.resolve("config"), Map.of("SOME_KEY", "sk-env")),
                workspace, watch, tasks, tasks);
        model.look();
    }

    @AfterEach
    void stop() {
        server.close();
        workspace.close();
    }

    private EndpointDraft draft(String name) {
        EndpointDraft draft = EndpointDraft.empty();
        draft.nameProperty().set(name);
        draft.addressProperty().set(server.address());
        draft.modelProperty().set("tiny-llama");
        return draft;
    }

    private Endpoint save(EndpointDraft draft) {
        model.save(draft, () -> stored++, refused::add);
        assertThat(refused).isEmpty();
        return model.all().stream().filter(one -> one.name().equals(draft.nameProperty().get())).findFirst().orElseThrow();
    }

    @Test
    void anEnteredKeyIsStoredInTheKeyringAndClearedInTheForm() throws IOException {
        server.wants("sk-typed");
        EndpointDraft draft = draft("service");
        draft.keyProperty().set(KeyPlace.FILE);
        draft.typedKeyProperty().set("sk-typed");
        Endpoint endpoint = save(draft);
        assertThat(draft.typedKeyProperty().get()).isEmpty();
        assertThat(Files.readString(folder.resolve("config/endpoints.json"))).doesNotContain("sk-typed");
        model.test(endpoint);
        assertThat(model.news().get("service").good()).isTrue();
        assertThat(model.news().get("service").text())
                .contains("I hear you, sorry: I failed my exam today.", "tiny-llama-q4", "100 + 7 tokens", "cost unknown");
        EndpointDraft renamed = EndpointDraft.of(endpoint);
        renamed.nameProperty().set("other name");
        save(renamed);
        model.test(model.all().get(0));
        assertThat(model.news().get("other name").good()).as("the key moved with its endpoint").isTrue();
        model.remove(model.all().get(0));
        assertThat(model.all()).isEmpty();
        assertThat(Files.list(folder.resolve("config/keys"))).isEmpty();
    }

    @Test
    void wrongFieldsAreExplainedAndNothingIsStored() {
        EndpointDraft draft = draft("service");
        draft.pricePromptProperty().set("cheap");
        model.save(draft, () -> stored++, refused::add);
        draft.pricePromptProperty().set("");
        draft.addressProperty().set("somewhere");
        model.save(draft, () -> stored++, refused::add);
        draft.addressProperty().set(server.address());
        draft.keyProperty().set(KeyPlace.FILE);
        model.save(draft, () -> stored++, refused::add);
        draft.keyProperty().set(KeyPlace.NONE);
        draft.attemptsProperty().set("99");
        model.save(draft, () -> stored++, refused::add);
        assertThat(refused).extracting(UserMessage::happened).satisfiesExactly(one -> assertThat(one).contains("a number such as 0.15"),
                one -> assertThat(one).contains("not an address of a server"),
                one -> assertThat(one).contains("The key is missing"), one -> assertThat(one).contains("Attempts are between 1 and 20"));
        assertThat(stored).isZero();
        assertThat(model.all()).isEmpty();
    }

    @Test
    void aNameIsGivenOnce() {
        save(draft("local"));
        model.save(draft("Local"), () -> stored++, refused::add);
        assertThat(refused.get(0).happened()).contains("already an endpoint named");
    }

    @Test
    void aWrongKeyIsBadNews() {
        server.wants("another");
        model.test(save(draft("local")));
        assertThat(model.news().get("local").good()).isFalse();
        assertThat(model.news().get("local").text()).contains("requires a key");
    }

    @Test
    void theServersModelsAreLookedUpBeforeAnythingIsStored() {
        EndpointDraft draft = draft("");
        draft.modelProperty().set("");
        List<String> found = new ArrayList<>();
        model.lookUpModels(draft, found::addAll, refused::add);
        assertThat(found).containsExactly("tiny-llama");
        assertThat(refused).isEmpty();
    }

    @Test
    void aBaselineIsStoredAsAResponseSet() {
        EndpointDraft draft = draft("local");
        draft.pricePromptProperty().set("1");
        draft.priceCompletionProperty().set("2");
        draft.currencyProperty().set("EUR");
        Endpoint endpoint = save(draft);
        assertThat(model.datasets()).containsExactly("demo");
        model.baseline(endpoint, new BaselineRun.Plan(model.baselineName(endpoint, "demo"),
                "demo", Split.TEST, 5, 1, endpoint.prompt(), ChatSettings.standard()));
        assertThat(model.news().get("local").text()).contains("\"local on demo\"", "5 of 5", "500 + 35 tokens", "0.000570 EUR");
        assertThat(workspace.responseSets().responses("local on demo")).hasSize(5);
        assertThat(model.spent(endpoint)).isEqualTo("5 answers in this workspace, 500 + 35 tokens, 0.000570 EUR");
        model.baseline(endpoint,
                new BaselineRun.Plan("local on demo", "demo", Split.TEST, 6, 1, endpoint.prompt(), ChatSettings.standard()));
        assertThat(model.news().get("local").good()).isFalse();
        assertThat(model.news().get("local").text()).contains("started with another plan");
    }

    @Test
    void missingTokenCountsAreNotShownAsZero() {
        EndpointDraft draft = draft("local");
        draft.pricePromptProperty().set("1");
        draft.priceCompletionProperty().set("2");
        draft.currencyProperty().set("EUR");
        Endpoint endpoint = save(draft);
        kept(endpoint, 1, null, null);
        kept(endpoint, 2, 50L, null);
        model.look();
        assertThat(model.spent(endpoint)).isEqualTo("2 answers in this workspace, tokens not counted by the server");
        kept(endpoint, 3, 100L, 7L);
        model.look();
        assertThat(model.spent(endpoint))
                .isEqualTo("3 answers in this workspace, at least 100 + 7 tokens, 0.000114 EUR (2 answers not counted)");
    }

    private void kept(Endpoint endpoint, long seed, Long promptTokens, Long completionTokens) {
        workspace.paidAnswers().add(new CachedAnswer(List.of("I won."), "How nice!",
                new ResponseOrigin("local", endpoint.address().toString(), endpoint.model(), endpoint.model(), "Listen.", Map.of(), seed,
                        Instant.EPOCH, promptTokens, completionTokens, "stop", ""), null, ""));
    }
}
