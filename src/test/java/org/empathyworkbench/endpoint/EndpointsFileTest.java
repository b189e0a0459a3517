package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.empathyworkbench.endpoint.EndpointServer.answer;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The person's file of endpoints, written by hand, by another version, or damaged. */
class EndpointsFileTest {
    private static final String GOOD = "{\"name\": \"good\", \"address\": \"http://127.0.0.1:1/v1\", \"model\": \"m\", \"later\": [1]}";

    @TempDir Path folder;
    private Endpoints endpoints;

    @BeforeEach void open() { endpoints = new Endpoints(folder, Map.of()); }

    private Path file() { return folder.resolve("endpoints.json"); }

    private void holds(String... entries) throws IOException { Files.writeString(file(), "[" + String.join(", ", entries) + "]"); }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"{\"name\": \"bad\", \"address\": \"file:///x\", \"model\": \"m\"}|That is not an address of a server",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"attempts\": 99}|Attempts are between 1 and 20",
        "{\"name\": \"bad\", \"model\": \"m\"}|not an address",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"attempts\": 2.5}|attempts must be a whole number",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": [\"m\", \"n\"]}|wrong kind",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"temperature\": \"hot\"}|temperature is not a number",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"key\": \"drawer\"}|is invalid; it must be none, keyring",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"adapted\": {\"roles\": \"x\"}}|adapted.roles",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"adapted\": 3}|wrong kind",
        "{\"name\": \"bad\", \"address\": \"http://a/v1\", \"model\": \"m\", \"topP\": 0}|Top-p lies above 0",
        "7|wrong kind", "{\"name\": \"GOOD\", \"address\": \"http://b/v1\", \"model\": \"m\"}|same name", "null|wrong kind"})
    void oneBadEntryLeavesTheOthersUsableAndIsNamedWithItsFile(String bad, String why) throws IOException {
        holds(GOOD, bad, GOOD.replace("good", "fine"));
        assertThat(endpoints.list()).extracting(Endpoint::name).containsExactly("good", "fine");
        assertThat(endpoints.problems()).hasSize(1);
        assertThat(endpoints.problems().get(0)).contains(file().toString())
                .contains("entry 2").contains(why).contains("the other endpoints can be used");
        assertThat(endpoints.get("fine").model()).isEqualTo("m");
    }

    @Test void whatIsNotChangedIsWrittenAsItStood() throws IOException {
        String bad = "{\"name\": \"bad\", \"address\": \"file:///x\", \"note\": \"mine\"}";
        holds(GOOD, bad);
        endpoints.put(Endpoint.of("new", "http://127.0.0.1:2/v1", "m"));
        assertThat(JsonParser.parseString(Files.readString(file())).getAsJsonArray().get(0)).isEqualTo(JsonParser.parseString(GOOD));
        assertThat(JsonParser.parseString(Files.readString(file())).getAsJsonArray().get(1)).isEqualTo(JsonParser.parseString(bad));
        assertThat(endpoints.list()).extracting(Endpoint::name).containsExactly("good", "new");
        assertThatThrownBy(() -> endpoints.get("bad")).isInstanceOf(UserInputException.class)
                .hasMessageContaining("entry 2 (\"bad\") cannot be used");
        endpoints.put(Endpoint.of("bad", "http://127.0.0.1:3/v1", "m"));
        assertThat(endpoints.list()).as("put in the place of the bad one").extracting(Endpoint::name).containsExactly("good", "bad", "new");
        holds(GOOD, bad);
        endpoints.remove("bad");
        assertThat(Files.readString(file())).doesNotContain("file:///x");
        assertThat(endpoints.problems()).as("removed with the entry, before the file is read again").isEmpty();
        assertThat(endpoints.list()).hasSize(1);
        assertThat(endpoints.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[{]", "{}", "", "null", "[1", "\u0000"})
    void whatIsNoListIsExplainedAndLeft(String text) throws IOException {
        Files.writeString(file(), text);
        assertThatThrownBy(() -> endpoints.list()).isInstanceOf(UserInputException.class)
                .hasMessageContaining(file().toString()).hasMessageContaining("not changed");
        assertThatThrownBy(() -> endpoints.put(Endpoint.of("new", "http://127.0.0.1:2/v1", "m"))).isInstanceOf(UserInputException.class);
        assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test void aFolderInItsPlaceIsExplained() throws IOException {
        Files.createDirectory(file());
        assertThatThrownBy(() -> endpoints.list()).isInstanceOf(UserInputException.class).hasMessageContaining("it is a folder");
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test void onlyThePersonCanReadTheFileAndAProxysPasswordIsShownNowhere() throws IOException {
        holds(GOOD);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        endpoints.put(Endpoint.of("far", "https://a.example/v1", "m").withProxy("http://bob:SECRET@proxy:3128"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).as("nothing is left beside it").containsExactly(file());
        }
        Endpoint far = endpoints.get("far");
        assertThat(far.proxy()).isEqualTo("http://bob:SECRET@proxy:3128");
        assertThat(far.shownProxy()).isEqualTo("http://...@proxy:3128");
        assertThat(far.toString()).doesNotContain("SECRET");
        assertThat(far.facts("p", far.settings(), 1).toString()).doesNotContain("SECRET");
        Endpoint wrong = far.withProxy("bob:SEC@RET@proxy");
        assertThatThrownBy(() -> endpoints.client(wrong)).isInstanceOf(UserInputException.class)
                .hasMessageNotContaining("SEC").hasMessageNotContaining("RET");
    }

    @Test void whatAServerRefusesIsRememberedInTheFileUntilItIsForgotten() throws IOException {
        try (EndpointServer server = new EndpointServer()) {
            for (int i = 0; i < 6; i++) {
                server.fails((s, exchange) -> {
                    boolean seed = s.seen().get(s.seen().size() - 1).body().has("seed");
                    s.send(exchange, seed ? 400 : 200,
                            seed ? "{\"error\": {\"message\": \"Unknown parameter: seed\"}}" : answer("Oh no.", "stop", "m"));
                });
            }
            endpoints.put(server.endpoint());
            ask(endpoints);
            assertThat(server.seen()).hasSize(2);
            assertThat(endpoints.get("double").adaptations().leftOut()).isEqualTo(Map.of("seed", "any"));
            ask(new Endpoints(folder, Map.of()));
            assertThat(server.seen()).as("another program knows it").hasSize(3);
            endpoints.put(server.endpoint().withPrice(new Price(1.0, 1.0, "EUR")));
            assertThat(endpoints.get("double").adaptations().none()).as("a new price leaves it").isFalse();
            endpoints.forgetAdaptations("double");
            assertThat(endpoints.get("double").adaptations().none()).isTrue();
            ask(endpoints);
            assertThat(server.seen()).as("asked as set again").hasSize(5);
            endpoints.put(Endpoint.of("double", server.address(), "another-model"));
            assertThat(endpoints.get("double").adaptations().none()).as("another model is another matter").isTrue();
        }
    }

    private static void ask(Endpoints by) {
        Endpoint endpoint = by.get("double");
        assertThat(by.client(endpoint).ask(List.of("I lost."), "", endpoint.settings(), 1, RequestListener.patiently()).text())
                .isEqualTo("Oh no.");
    }

    @Test void endpointsSurviveTheFile() {
        Endpoint whole = Endpoint.of("whole", "http://127.0.0.1:1/v1", "m").withUnwrap(false)
                .withAdaptations(new Adaptations(Map.of("seed", "any", "temperature", "0.9"),
                        Adaptations.Length.NOT_SENT, Adaptations.Roles.ONE_MESSAGE));
        endpoints.put(whole);
        assertThat(new Endpoints(folder, Map.of()).get("whole")).isEqualTo(whole);
    }
}
