package org.empathyworkbench.endpoint;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.dialogue.UserInputException;

/**
 * System keyring through the platform's command: {@code secret-tool} (Secret Service: GNOME Keyring, KWallet) on Linux, {@code security}
 * (Keychain) on macOS. The key is passed through the command's standard input, never through its arguments, which every user of the machine
 * can read. The maintained libraries for this bring D-Bus in Java or native code, which is too much for three short commands. Windows has
 * no such command: there the key is stored in a file readable only by its owner.
 */
final class CommandKeyring implements Keyring {
    private static final String SERVICE = "empathy-workbench";
    /** The user may have to unlock it first. */
    private static final long PATIENCE_SECONDS = 90;

    private final boolean mac;
    private final String program;
    private final Map<String, String> environment;

    private CommandKeyring(boolean mac, String program, Map<String, String> environment) {
        this.mac = mac;
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    static CommandKeyring of(String osName, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean mac = os.contains("mac");
        String name = mac ? "security" : os.contains("linux") ? "secret-tool" : "";
        String program = name.isEmpty() ? ""
                : Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).map(Path::toString).findFirst().orElse("");
        return new CommandKeyring(mac, program, environment);
    }

    @Override public boolean present() {
        if (program.isEmpty()) return false;
        if (mac) return true;
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return !environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isBlank()
                || !runtime.isBlank() && Files.exists(Path.of(runtime, "bus"));
    }

    @Override public void store(String account, ApiKey key) throws IOException {
        Outcome outcome = mac ? run("add-generic-password -U -s " + SERVICE + " -a \"" + account + "\" -w \"" + key.secret() + "\"\n", "-i")
                : run(key.secret(), "store", "--label=Empathy Workbench: " + account, "service", SERVICE, "account", account);
        if (outcome.status != 0) throw new IOException("the keyring rejected it");
        if (find(account).filter(found -> found.secret().equals(key.secret())).isEmpty())
            throw new IOException("the keyring did not store it");
    }

    @Override public Optional<ApiKey> find(String account) throws IOException {
        Outcome outcome = mac ? run("", "find-generic-password", "-s", SERVICE, "-a", account, "-w")
                : run("", "lookup", "service", SERVICE, "account", account);
        if (outcome.status != 0 || outcome.out.isBlank()) return Optional.empty();
        try {
            return Optional.of(ApiKey.of(outcome.out));
        } catch (UserInputException noKey) {
            return Optional.empty();
        }
    }

    @Override public void forget(String account) throws IOException {
        if (mac) run("", "delete-generic-password", "-s", SERVICE, "-a", account);
        else run("", "clear", "service", SERVICE, "account", account);
    }

    private record Outcome(int status, String out) { }

    private Outcome run(String in, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(in.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closedEarly) {
            process.destroy();
            throw closedEarly;
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the keyring did not respond for " + PATIENCE_SECONDS + " s");
            }
            return new Outcome(process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
