package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.util.Ec2Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.empathyworkbench.ChildJvm;
import org.empathyworkbench.Hang;
import org.empathyworkbench.generation.TinyGenerator;
import org.empathyworkbench.hub.HubServer;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.text.TextTokenizer;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No process of the program asks DJL's makers, or the cloud it may run on, for anything. Held in child processes, as people start them: one
 * under a trace of its connections where this system has one, and always one in which an attempt leaves a
 * class loaded that is loaded for nothing else.
 */
@Timeout(value = Hang.SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NoTelemetryTest {
    private static final String ID = "someone/tiny-t5";
    private static final Path STRACE = Path.of("/usr/bin/strace");

    @TempDir static Path made;
    @TempDir Path folder;

    /** Loads a tokenizer as the hub's path does first, or, to see that the test can fail, has DJL call home. */
    static final class Child {
        private Child() { }

        public static void main(String[] arguments) {
            if (arguments[0].equals("call-home")) Ec2Utils.callHome("Test");
            else TextTokenizer.load(Path.of(arguments[0])).close();
        }
    }

    @BeforeAll static void make() throws IOException {
        Torch.start(1);
        int vocabulary;
        try (TextTokenizer tokenizer = TinyGenerator.tokenizer(made)) {
            vocabulary = tokenizer.vocabularySize();
        }
        try (T5Model model = T5Model.random(TinyGenerator.second(vocabulary + 28), 7, Device.cpu())) {
            model.save(made);
        }
    }

    /** What the child wrote on both streams; no variable or property of this process tells it what to do. */
    private String run(List<String> prefix, List<String> flags, String main, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        try (ChildJvm child = ChildJvm.start(flags, main, builder -> {
            builder.command().addAll(0, prefix);
            builder.redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().keySet().removeAll(List.of("OPT_OUT_TRACKING", "DJL_OFFLINE"));
            builder.environment().put("EMPATHY_WORKBENCH_CONFIG", folder.resolve("config").toString());
        }, arguments.toArray(String[]::new))) {
            child.await(120);
        }
        return Files.readString(out);
    }

    /** With every class named as it is loaded: DJL's connection is Java's HttpURLConnection, which nothing of the program uses. */
    private boolean opensAConnection(String argument) throws IOException, InterruptedException {
        String loaded = run(List.of(), List.of("-Xlog:class+load"), Child.class.getName(), List.of(argument));
        assertThat(loaded)
                .contains(argument.equals("call-home") ? "ai.djl.util.Ec2Utils " : "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer ");
        return loaded.contains("sun.net.www.protocol.http.HttpURLConnection ");
    }

    @Test void loadingATokenizerFirstOpensNoConnection() throws IOException, InterruptedException {
        assertThat(opensAConnection("call-home")).as("the test sees an attempt when there is one").isTrue();
        assertThat(opensAConnection(made.resolve("tokenizer.json").toString())).isFalse();
    }

    @Test void importingFromAHubConnectsToTheHubAlone() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(STRACE) && traces(), "This system has no trace of system calls.");
        Path trace = folder.resolve("trace.txt");
        List<String> prefix = List.of(STRACE.toString(), "-f", "-qq", "-e", "trace=connect,sendto", "-o", trace.toString());
        run(prefix, List.of(), Child.class.getName(), List.of("call-home"));
        assertThat(outside(trace)).as("the test sees an attempt when there is one").anyMatch(line -> line.contains("169.254.169.254"));
        Files.delete(trace);
        try (HubServer server = new HubServer()) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (String name : List.of("config.json", "tokenizer.json", "model.safetensors"))
                files.put(name, Files.readAllBytes(made.resolve(name)));
            server.has(ID, files);
            String said = run(prefix, List.of(), Main.class.getName(), List.of("import-model", ID, "--name", "tiny", "--yes",
                    "--endpoint", server.endpoint(), "--proxy", "none", "--workspace", folder.resolve("work").toString()));
            assertThat(said).contains("Stored as model \"tiny\"");
        }
        assertThat(Files.readString(trace)).as("the connections to the hub were traced").contains("127.0.0.1");
        assertThat(outside(trace)).isEmpty();
    }

    private static boolean traces() throws IOException, InterruptedException {
        return new ProcessBuilder(STRACE.toString(), "-qq", "-o", "/dev/null", "true").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    /** Connections over a network to another machine, and questions to a name server. */
    private static List<String> outside(Path trace) throws IOException {
        return Files.readAllLines(trace).stream().filter(line -> line.contains("AF_INET"))
                .filter(line -> !line.contains("\"127.0.0.1\"") && !line.contains("::ffff:127.0.0.1") && !line.contains("\"::1\"")
                        && !line.contains("sin_addr=inet_addr(\"0.0.0.0\")")).toList();
    }
}
