package org.empathyworkbench.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.empathyworkbench.endpoint.ApiKey;
import org.empathyworkbench.endpoint.ChatSettings;
import org.empathyworkbench.endpoint.Endpoint;
import org.empathyworkbench.endpoint.EndpointAnswer;
import org.empathyworkbench.endpoint.EndpointClient;
import org.empathyworkbench.endpoint.Endpoints;
import org.empathyworkbench.endpoint.KeyPlace;
import org.empathyworkbench.endpoint.Limits;
import org.empathyworkbench.endpoint.Price;
import org.empathyworkbench.endpoint.RequestListener;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.setting.Settings;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "endpoints", description = EndpointsCommand.DESCRIPTION,
        mixinStandardHelpOptions = true, subcommands = {EndpointsCommand.Add.class,
                        EndpointsCommand.All.class, EndpointsCommand.Remove.class,
                        EndpointsCommand.Test.class, EndpointsCommand.Forget.class},
        footer = {"", "Examples:", "  app/run endpoints add local --address http://127.0.0.1:8080/v1 --model llama3.1:8b",
                "  app/run endpoints test local", "  app/run respond --endpoint local --context \"I failed my exam today.\""})
final class EndpointsCommand implements Callable<Integer> {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Outside models: servers that speak OpenAI's chat "
            + "protocol, on this machine or as a service. They belong to you, not to a workspace.";

    @Spec private CommandSpec spec;

    @Override public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Main.BAD_ARGUMENTS;
    }

    static Endpoints endpoints() { return new Endpoints(ConfigFolder.ofThisPerson(), System.getenv()); }

    static Map<String, Object> json(Endpoint e) {
        return ListCommand.ordered("name", e.name(), "address", e.address().toString(), "model", e.model(), "key", e.key().words(),
                "pricePrompt", e.price().prompt(), "priceCompletion", e.price().completion(), "currency", e.price().currency(),
                "proxy", e.shownProxy().isEmpty() ? null : e.shownProxy(), "unwrap", e.unwrap(), "adapted", e.adaptations().words());
    }

    /** The list, and on standard error what of the file cannot be used. */
    private static List<Endpoint> list(Endpoints endpoints, Console console) {
        List<Endpoint> all = endpoints.list();
        endpoints.problems().forEach(console::progress);
        return all;
    }

    /** Needs no workspace. */
    abstract static class OfEndpoints extends WorkspaceCommand {
        @Override boolean needsWorkspace() { return false; }
    }

    @Command(name = "add", description = "Adds an outside model, or changes the one of this "
            + "name. A key is asked for, or read from standard input; it is never an argument.",
            footer = {"", "Examples:", "  app/run endpoints add local --address http://127.0.0.1:11434/v1 --model llama3.1:8b",
                "  app/run endpoints add service --address https://api.openai.com/v1 "
                + "--model gpt-4o-mini --key --price 0.15 0.60 --currency USD",
                "  app/run endpoints add service --address https://api.openai.com/v1 --model gpt-4o-mini --key-env OPENAI_API_KEY"})
    static final class Add extends OfEndpoints {
        @Parameters(paramLabel = "NAME", description = "What you call it.")
        private String name;

        @Option(names = "--address", required = true, paramLabel = "URL", description = "The base address; usually ends in /v1.")
        private String address;

        @Option(names = "--model", required = true, paramLabel = "ID", description = "The id that the server knows the model by.")
        private String model;

        @Option(names = "--key", description = "Ask for a key, or read it from standard input. It goes "
                + "into the system's keyring where there is one, else into a file that only you can read.")
        private boolean key;

        @Option(names = "--key-in-file", description = "With --key: into the file even where there is a keyring.")
        private boolean keyInFile;

        @Option(names = "--key-env", paramLabel = "VARIABLE", description = "The key stands in this environment variable.")
        private String keyVariable;

        @Option(names = "--unencrypted-key", description = "Let the key travel over http to another machine.")
        private boolean unencrypted;

        @Option(names = "--proxy", paramLabel = "HOST:PORT", defaultValue = "",
                description = "Or \"none\". Default: as Java and the environment say.")
        private String proxy;

        @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long the server may be silent. Default: 120.")
        private Integer timeout;

        @Option(names = "--attempts", paramLabel = "N", description = "At one answer. Default: 5.")
        private Integer attempts;

        @Option(names = "--per-minute", paramLabel = "N", description = "Requests a minute at most. Default: no limit.")
        private Integer perMinute;

        @Option(names = "--parallel", paramLabel = "N", description = "Questions at a time in a baseline. Default: 2.")
        private Integer parallel;

        @Option(names = "--price", arity = "2", paramLabel = "AMOUNT",
                description = "Of a million tokens sent, and of a million that come back.")
        private List<Double> price = List.of();

        @Option(names = "--currency", defaultValue = "", description = "Of the price.")
        private String currency;

        @Option(names = "--prompt", paramLabel = "FILE",
                description = "Instruction before the context. Default: an instruction with two examples.")
        private Path prompt;

        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "How it draws: serverDefaults, temperature, topP, maximumTokens.")
        private Map<String, String> changes = Map.of();

        @Option(names = "--keep-wrapping", description = "Leave names, quotes and marks around "
                + "its answers. Default: they are taken off, and what came is kept beside.")
        private boolean keepWrapping;

        @Override int work(Workspace none, Console console) {
            Endpoints endpoints = endpoints();
            Endpoint made;
            try {
                Limits d = Limits.DEFAULT;
                made = Endpoint.of(name, address, model).withUnwrap(!keepWrapping).withUnencrypted(unencrypted).withProxy(proxy)
                        .withLimits(new Limits(or(timeout, d.timeoutSeconds()), or(attempts, d.attempts()),
                                or(perMinute, d.requestsPerMinute()), or(parallel, d.parallel())))
                        .withPrice(new Price(price.isEmpty() ? null : price.get(0), price.isEmpty() ? null : price.get(1), currency))
                        .withSettings(Settings.with(ChatSettings.standard(), changes));
            } catch (IllegalArgumentException outOfRange) {
                throw refuse(outOfRange.getMessage());
            }
            if (prompt != null) made = made.withPrompt(PromptFile.read(prompt));
            if (key && keyVariable != null) throw refuse("--key and --key-env exclude each other.");
            if (keyVariable != null) made = made.withKey(KeyPlace.ENVIRONMENT, keyVariable);
            else if (key) made = endpoints.keys().store(made, ask(), keyInFile ? KeyPlace.FILE : KeyPlace.KEYRING);
            endpoints.put(made);
            console.line("%s: %s at %s, %s.", made.name(), made.model(), made.address(),
                    made.key() == KeyPlace.NONE ? "without a key" : "its key " + made.key().words());
            if (made.exposesKey() && !made.unencrypted())
                console.line("It cannot be asked yet: its key would travel unencrypted. Use https, or add it with --unencrypted-key.");
            console.answer(json(made));
            return 0;
        }

        private static int or(Integer given, int otherwise) { return given == null ? otherwise : given; }

        private ApiKey ask() {
            java.io.Console terminal = System.console();
            if (terminal != null) return ApiKey.of(new String(terminal.readPassword("Key for %s (it is not shown): ", name)));
            try {
                return ApiKey.of(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Command(name = "list", description = "The outside models that you have set up.")
    static final class All extends OfEndpoints {
        @Override int work(Workspace none, Console console) {
            List<Endpoint> all = list(endpoints(), console);
            if (all.isEmpty()) console.line("No endpoint yet: \"endpoints add\" adds one.");
            else
                console.table(List.of("endpoint", "model", "address", "key", "price of a million tokens"),
                        all.stream().map(e -> List.of(e.name(), e.model(), e.address().toString(), e.key().words(),
                                e.price().prompt() == null || e.price().completion() == null ? "not entered"
                                : e.price().prompt() + " sent, " + e.price().completion() + " back " + e.price().currency())).toList());
            for (Endpoint one : all)
                for (String adapted : one.adaptations().words())
                    console.line("%s: %s (\"endpoints forget %s\" asks as set again)", one.name(), adapted, one.name());
            console.answer(all.stream().map(EndpointsCommand::json).toList());
            return 0;
        }
    }

    @Command(name = "remove", description = "Removes an outside model and its key. What it answered stays.")
    static final class Remove extends OfEndpoints {
        @Parameters(paramLabel = "NAME", description = "The endpoint.")
        private String name;

        @Override int work(Workspace none, Console console) {
            endpoints().remove(name);
            console.line("Removed " + name + " and its key.");
            console.answer(Map.of("removed", name));
            return 0;
        }
    }

    @Command(name = "test",
            description = "Asks an outside model one short question: whether it answers, how long it takes, what it counts.")
    static final class Test extends OfEndpoints {
        @Parameters(paramLabel = "NAME", description = "The endpoint.")
        private String name;

        @Override int work(Workspace none, Console console) {
            Endpoints endpoints = endpoints();
            Endpoint endpoint = endpoints.get(name);
            EndpointClient client = endpoints.client(endpoint);
            EndpointAnswer answer = client.ask(List.of("I failed my exam today."),
                    endpoint.prompt(), endpoint.settings(), 1, asking(console));
            console.lines(answer.none() == null ? answer.text() : CostText.said(answer.none()));
            console.line(String.format(Locale.ROOT, "  %s, %.1f s, %s, cost %s%s", answer.model(), answer.seconds(),
                    answer.usage().words(), endpoint.price().words(endpoint.price().of(answer.usage())),
                    answer.limits().words().isEmpty() ? "" : ", " + answer.limits().words()));
            for (String line : CostText.beside(answer.details())) console.line("  " + line);
            console.answer(answerJson(endpoint, answer));
            return 0;
        }
    }

    @Command(name = "forget",
            description = "Forgets in what form a server takes questions: the next one is asked as it is set. What it answered stays.")
    static final class Forget extends OfEndpoints {
        @Parameters(paramLabel = "NAME", description = "The endpoint.")
        private String name;

        @Override int work(Workspace none, Console console) {
            Endpoint plain = endpoints().forgetAdaptations(name);
            console.line("%s is asked as it is set again.", plain.name());
            console.answer(json(plain));
            return 0;
        }
    }

    /** Waits are reported on standard error. */
    static RequestListener asking(Console console) {
        return new RequestListener() {
            @Override public void waiting(String why) { console.progress(why); }

            @Override public boolean cancelled() { return false; }
        };
    }

    static Map<String, Object> answerJson(Endpoint endpoint, EndpointAnswer answer) {
        Map<String, Object> json = ListCommand.ordered("response", answer.none() == null ? answer.text() : null, "noAnswer",
                answer.none() == null ? null : answer.none().key(), "finish", Settings.word(answer.finish()), "endpoint",
                endpoint.name(), "model", answer.model(), "askedAt", answer.askedAt().toString(), "promptTokens", answer.usage().known()
                        ? answer.usage().prompt() : null, "completionTokens", answer.usage().known() ? answer.usage().completion() : null,
                "cost", endpoint.price().of(answer.usage()), "currency", endpoint.price().currency(),
                "seconds", answer.seconds(), "attempts", answer.attempts());
        json.putAll(CostText.json(answer.details()));
        return json;
    }
}
