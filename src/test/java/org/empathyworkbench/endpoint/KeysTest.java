package org.empathyworkbench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.empathyworkbench.dialogue.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "reads permissions as Unix has them")
class KeysTest {
    private static final ApiKey KEY = ApiKey.of("sk-marked-77ab");
    private static final Endpoint SERVICE = Endpoint.of("service", "https://api.example.org/v1", "m");

    @TempDir Path folder;

    private Keys keys(Map<String, String> environment) {
        return new Keys(folder.resolve("config"), environment, CommandKeyring.of("Linux", environment));
    }

    private Path onlyKeyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("config/keys"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    /** A keyring command that keeps what it is given in a folder, and notes its arguments. */
    private Map<String, String> machine(String name, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path command = Files.writeString(bin.resolve(name), "#!/bin/sh\necho \"$@\" >> '" + folder + "/arguments'\n" + script);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = new HashMap<>(Map.of("PATH",
                bin + ":/bin:/usr/bin", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"));
        return environment;
    }

    private Map<String, String> linux() throws IOException {
        return machine("secret-tool", "case \"$1\" in\n store) cat > '" + folder + "/ring' ;;\n lookup) cat '"
                + folder + "/ring' 2>/dev/null || exit 1 ;;\n clear) rm -f '" + folder + "/ring' ;;\nesac\n");
    }

    @Test void withoutAKeyringAKeyLiesInAFileThatOnlyItsOwnerCanRead() throws IOException {
        Endpoint kept = keys(Map.of()).store(SERVICE, KEY, KeyPlace.KEYRING);
        assertThat(kept.key()).isEqualTo(KeyPlace.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyKeyFile()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyKeyFile().getParent()))).isEqualTo("rwx------");
        assertThat(keys(Map.of()).of(kept).secret()).isEqualTo(KEY.secret());
        keys(Map.of()).forget(kept);
        assertThatThrownBy(() -> keys(Map.of()).of(kept)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("no file with the key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
    void aFileThatOthersCanReadIsRefused(String permissions) throws IOException {
        Endpoint kept = keys(Map.of()).store(SERVICE, KEY, KeyPlace.FILE);
        Files.setPosixFilePermissions(onlyKeyFile(), PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> keys(Map.of()).of(kept)).isInstanceOf(UserInputException.class)
                .hasMessageContaining("Other users can read")
                .hasMessageContaining("Revoke the key").hasMessageNotContaining(KEY.secret());
    }

    @Test void theKeyringGetsTheKeyThroughItsInputAndNotThroughArguments() throws IOException {
        Map<String, String> environment = linux();
        Keys keys = keys(environment);
        assertThat(keys.hasKeyring()).isTrue();
        Endpoint kept = keys.store(SERVICE, KEY, KeyPlace.KEYRING);
        assertThat(kept.key()).isEqualTo(KeyPlace.KEYRING);
        assertThat(Files.exists(folder.resolve("config/keys"))).isFalse();
        assertThat(keys.of(kept).secret()).isEqualTo(KEY.secret());
        assertThat(Files.readString(folder.resolve("arguments")))
                .contains("store", "service@https://api.example.org").doesNotContain(KEY.secret());
        keys.forget(kept);
        assertThatThrownBy(() -> keys.of(kept)).isInstanceOf(UserInputException.class).hasMessageContaining("keyring has no key");
    }

    @Test void theKeychainOfAMacGetsTheKeyThroughItsInputToo() throws IOException {
        Map<String, String> environment = machine("security", "case \"$1\" in\n -i) sed -n 's/.* -w \"\\(.*\\)\"$/\\1/p' > '"
                + folder + "/ring' ;;\n find-generic-password) cat '" + folder + "/ring' ;;\nesac\n");
        Keys keys = new Keys(folder.resolve("config"), environment, CommandKeyring.of("Mac OS X", environment));
        Endpoint kept = keys.store(SERVICE, KEY, KeyPlace.KEYRING);
        assertThat(kept.key()).isEqualTo(KeyPlace.KEYRING);
        assertThat(keys.of(kept).secret()).isEqualTo(KEY.secret());
        assertThat(Files.readString(folder.resolve("arguments"))).doesNotContain(KEY.secret());
    }

    @Test void aKeyringThatDoesNotTakeItLeavesTheFile() throws IOException {
        Keys keys = keys(machine("secret-tool", "cat > /dev/null; exit 1\n"));
        Endpoint kept = keys.store(SERVICE, KEY, KeyPlace.KEYRING);
        assertThat(kept.key()).isEqualTo(KeyPlace.FILE);
        assertThat(keys.of(kept).secret()).isEqualTo(KEY.secret());
    }

    @Test void aKeyBelongsToItsServer() {
        Endpoint kept = keys(Map.of()).store(SERVICE, KEY, KeyPlace.FILE);
        Endpoint elsewhere = Endpoint.of("service", "https://other.example.org/v1", "m").withKey(kept.key(), "");
        assertThatThrownBy(() -> keys(Map.of()).of(elsewhere))
                .isInstanceOf(UserInputException.class).hasMessageContaining("for its address");
    }

    @Test void anEnvironmentVariableIsReadWhenItIsNeeded() {
        Endpoint endpoint = SERVICE.withKey(KeyPlace.ENVIRONMENT, "MY_KEY");
        assertThat(keys(Map.of("MY_KEY", " sk-x ")).of(endpoint).secret()).isEqualTo("sk-x");
        assertThatThrownBy(() -> keys(Map.of()).of(endpoint))
                .isInstanceOf(UserInputException.class).hasMessageContaining("MY_KEY is not set");
    }

    @Test void aKeySaysNothingOfItself() {
        assertThat(KEY.toString()).doesNotContain("marked");
        assertThat(String.valueOf(SERVICE.withKey(KeyPlace.FILE, ""))).doesNotContain("marked");
        for (String none : List.of("", "  ", "two words", "quo\"te", "zweiunddreißig\n"))
            assertThatThrownBy(() -> ApiKey.of(none)).isInstanceOf(UserInputException.class);
    }

    @Test void endpointsAreKeptForThePersonWithoutTheirKeys() throws IOException {
        Endpoints endpoints = new Endpoints(folder.resolve("config"), Map.of());
        Endpoint kept = endpoints.keys().store(SERVICE.withPrice(new Price(0.15, 0.6, "USD"))
                .withPrompt("Be kind.").withLimits(new Limits(30, 2, 10, 4)), KEY, KeyPlace.FILE);
        endpoints.put(kept);
        endpoints.put(Endpoint.of("local", "http://127.0.0.1:8080/v1", "llama"));
        assertThat(new Endpoints(folder.resolve("config"), Map.of()).list())
                .containsExactly(kept, Endpoint.of("local", "http://127.0.0.1:8080/v1", "llama"));
        assertThat(Files.readString(folder.resolve("config/endpoints.json"))).contains("api.example.org").doesNotContain(KEY.secret());
        endpoints.remove("service");
        assertThat(endpoints.list()).hasSize(1);
        assertThat(Files.list(folder.resolve("config/keys"))).isEmpty();
        assertThatThrownBy(() -> endpoints.get("gone")).isInstanceOf(UserInputException.class).hasMessageContaining("There are: local.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}"})
    void aDamagedListIsLeftAsItIs(String text) throws IOException {
        Path file = Files.createDirectories(folder.resolve("config")).resolve("endpoints.json");
        Files.writeString(file, text);
        assertThatThrownBy(() -> new Endpoints(folder.resolve("config"), Map.of()).list()).isInstanceOf(UserInputException.class);
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[{\"name\": \"x\"}]",
            "[{\"name\": \"x\", \"address\": \"http://a/v1\", \"model\": \"m\", \"attempts\": 99}]",
            "[{\"name\": \"x\", \"address\": \"http://a/v1\", \"model\": \"m\", \"key\": \"sk-secret\"}]"})
    void aDamagedEntryIsLeftAsItIsAndAKeyInItIsNotRepeated(String text) throws IOException {
        Path file = Files.createDirectories(folder.resolve("config")).resolve("endpoints.json");
        Files.writeString(file, text);
        Endpoints endpoints = new Endpoints(folder.resolve("config"), Map.of());
        assertThat(endpoints.list()).isEmpty();
        assertThat(endpoints.problems()).hasSize(1)
                .allSatisfy(problem -> assertThat(problem).contains("entry 1").doesNotContain("sk-secret"));
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}
