package org.empathyworkbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class SubcommandTest {
    @ParameterizedTest
    @EnumSource
    void whatTheListSaysOfACommandIsWhatTheCommandSaysOfItself(Subcommand command) {
        CommandLine made = new CommandLine(command.make());
        assertThat(made.getCommandName()).isEqualTo(command.key());
        assertThat(made.getCommandSpec().usageMessage().description()).containsExactly(command.description());
    }

    @Test
    void onlyTheAskedCommandIsBuilt() {
        assertThat(built("--help")).isEmpty();
        assertThat(built()).isEmpty();
        assertThat(built("no-such-command", "train")).as("a word is a command only where it stands first").isEmpty();
        assertThat(built("train", "--help")).containsExactly("train");
        assertThat(built("-V", "import-model", "export")).containsExactly("import-model");
    }

    @Test
    void theListNamesEveryCommandAndAMistypedOneIsSuggested() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "--help")).isZero();
        for (Subcommand command : Subcommand.values()) assertThat(out.toString()).containsPattern("(?m)^  " + command.key() + " +\\p{Lu}");
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "trian")).isEqualTo(Main.BAD_ARGUMENTS);
        assertThat(err.toString()).contains("trian").contains("train");
    }

    /** Names of the commands that are there with their options, not as a line of the list alone. */
    private static List<String> built(String... arguments) {
        return Main.line(List.of(arguments)).getSubcommands().entrySet().stream()
                .filter(one -> one.getValue().getCommandSpec().userObject() != null)
                .map(Map.Entry::getKey).toList();
    }
}
