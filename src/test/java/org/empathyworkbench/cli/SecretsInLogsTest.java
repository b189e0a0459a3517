package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.empathyworkbench.cli.Typed.Done;
import org.empathyworkbench.io.ConfigFolder;
import org.empathyworkbench.workspace.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What refused and failed commands leave behind in logs. */
class SecretsInLogsTest {
    @TempDir Path home;
    private Path folder;

    @BeforeEach void make() {
        folder = home.resolve("work");
        Workspace.open(folder).close();
    }

    @Test void theLogNamesTheCommandAndItsOptionsAndNoValue() throws IOException {
        Typed.in(folder, "import-model", "someone/secretname", "--endpoint",
                "http://127.0.0.1:1", "--proxy", "http://bob:SECRET@127.0.0.1:1", "--yes");
        Typed.in(folder, "respond", "--model", "gen\ntouch x", "--context", "My cat died of grief yesterday");
        Typed.in(folder, "respond", "--model=Inquisition", "--context=--My secret sorrow", "--json");
        Path log = folder.resolve(Failure.LOG);
        assertThat(log).content().contains("app/run import-model --workspace --endpoint --proxy --yes")
                .contains("app/run respond --workspace --model --context")
                .contains("app/run respond --workspace --model --context --json").contains("\tat ")
                .doesNotContain("SECRET").doesNotContain("bob").doesNotContain("cat died").doesNotContain("grief")
                .doesNotContain("touch").doesNotContain("Inquisition").doesNotContain("sorrow")
                .doesNotContain("secretname");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log))).isEqualTo("rw-------");
    }

    @Test void aLogThatIsALinkIsNotWritten() throws IOException {
        Path victim = Files.writeString(home.resolve("bashrc"), "a stand-in's file\n");
        Files.createSymbolicLink(folder.resolve(Failure.LOG), victim);
        Done done = Typed.in(folder, "respond", "--model", "gen\ntouch x", "--context", "x");
        assertThat(done.status()).isEqualTo(Main.FAILED);
        assertThat(done.err()).contains("gen\\ntouch x").doesNotContain("gen\ntouch");
        assertThat(victim).hasContent("a stand-in's file\n");
        assertThat(ConfigFolder.ofThisPerson().resolve(Failure.LOG)).content().contains("app/run respond --workspace --model --context");
    }

    @Test void whereNoWorkspaceIsTheLogGoesToTheUsersOwnFolder() throws IOException {
        Path own = ConfigFolder.ofThisPerson().resolve(Failure.LOG);
        Files.deleteIfExists(own);
        Path file = home.resolve("file");
        Files.writeString(file, "a file where a workspace belongs");
        Map<String, Long> before = sizes();
        assertThat(Typed.in(file, "list").status()).isEqualTo(Main.FAILED);
        assertThat(sizes()).isEqualTo(before);
        assertThat(own).content().contains("app/run list --workspace").doesNotContain(home.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own))).isEqualTo("rw-------");
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) all.put(one.toString(), Files.size(one));
        }
        return all;
    }

    @Test void anArgumentThatBeginsWithAnAtSignIsAText() throws IOException {
        Path arguments = Files.writeString(home.resolve("arguments"), "--help");
        Done done = Typed.in(folder, "cases", "add", "C", "--context", "@" + arguments);
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(Typed.in(folder, "cases", "show", "C").out()).contains("@" + arguments);
    }

    @Test void strangersWordsReachTheTerminalVisiblyAndJsonExactly() throws IOException {
        String odd = "\u001b]0;owned\u0007\u001b[2J\u202etxt\u009b31m";
        Path cases = Files.writeString(home.resolve("cases.jsonl"), new Gson().toJson(Map.of("title", "line\nforged" + odd, "context",
                List.of("Hi" + odd), "responses", List.of(Map.of("system", odd, "text", "two\nlines" + odd, "note", odd)))) + "\n");
        assertThat(Typed.in(folder, "cases", "import", "C", cases.toString()).status()).isZero();
        for (Done done : List.of(Typed.in(folder, "cases", "list", "C"), Typed.in(folder, "cases", "show", "C"),
                Typed.in(folder, "respond", "--model", odd, "--context", "x"), Typed.in(folder, "cases", "show", odd),
                Typed.run("list" + odd), Typed.in(folder, "list", "--" + odd))) {
            assertThat(done.out() + done.err()).doesNotContain("\u001b").doesNotContain("\u0007")
                    .doesNotContain("\u202e").doesNotContain("\u009b").contains("\\u");
        }
        assertThat(Typed.in(folder, "cases", "show", "C").out()).contains("two\nlines").contains("line\\nforged");
        Done json = Typed.in(folder, "cases", "show", "C", "--json");
        assertThat(json.out()).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("\u009b");
        assertThat(json.json().getAsJsonArray().get(0).getAsJsonObject().get("title").getAsString()).isEqualTo("line\nforged" + odd);
    }

    @Test void aSentenceHasABoundedLength() {
        Done done = Typed.in(folder, "respond", "--model", "m".repeat(100_000), "--context", "x", "--json");
        assertThat(done.err()).hasSizeLessThan(3_200);
        assertThat(done.out()).hasSizeLessThan(3_400);
    }
}
