package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.empathyworkbench.io.VisibleText;
import org.empathyworkbench.t5.T5Model;
import org.empathyworkbench.verification.Check;
import org.empathyworkbench.verification.Verification;
import org.empathyworkbench.verification.VerificationReport;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = VerifyCommand.DESCRIPTION, footer = {"", "CASES.json is one object (or holds "
                + "one under \"t5\"). Only \"input_ids\" is needed, one other table at least; everything is row by row:",
                "  input_ids, attention_mask       contexts, padded on the right; 1 for tokens, 0 for padding",
                "  labels, decoder_input_ids       y1..yT, -100 behind the end; the same after the start token",
                "  encoder_last_hidden_state, decoder_logits, token_nll, loss    without dropout, the loss a mean over tokens",
                "  grad_l2, grad_l2_total, grad_raw    norms of the loss' gradient by parameter, of all, and single cells",
                "  greedy                          {\"max_new_tokens\": 12, \"min_length\": "
                + "0, \"sequences_with_start\": [[0, ...], ...]}; also greedy_ANYTHING",
                "  beam                            as greedy, with num_beams, length_penalty "
                + "(1), early_stopping (false), sequences_scores; or a list of such",
                "  sampling_distribution, relative_position_bucket", "",
                "Tolerances: 5e-5 (loss 5e-6) times the greatest expected number where that is over 1; token ids must be the same.", "",
                "Example:", "  app/run verify models/t5-small t5-small-cases.json"})
final class VerifyCommand extends ModelCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Holds a T5 folder against reference vectors that another "
            + "program wrote: prints the greatest difference of every table; exit 1 past a tolerance.";

    @Parameters(index = "0", paramLabel = "MODEL_DIR", description = "A Hugging Face folder: config.json and model.safetensors.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "CASES.json", description = "The reference vectors.")
    private Path cases;

    @Override boolean needsWorkspace() { return false; }

    @Override int work(Workspace workspace, Console console) {
        try (T5Model model = T5Model.load(folder, device())) {
            VerificationReport report = Verification.run(model, cases);
            console.line("%s, %,d parameters, against %s", folder, model.parameterCount(), cases);
            console.table(List.of("table", "greatest difference", "tolerance", "numbers", "", "where"),
                    report.worst().stream().map(VerifyCommand::row).toList());
            if (!report.notChecked().isEmpty())
                console.line("Not compared: %s", VisibleText.line(String.join(", ", report.notChecked()), 1_000));
            console.line(report.passed() ? "Everything is within its tolerance." : "The model differs from the reference.");
            console.answer(ListCommand.ordered("model", folder.toString(), "cases", cases.toString(), "passed", report.passed(),
                    "tables", report.worst().stream().map(VerifyCommand::json).toList(),
                    "checks", report.checks().stream().map(VerifyCommand::json).toList(),
                    "notCompared", report.notChecked()));
            return report.passed() ? 0 : Main.FAILED;
        }
    }

    private static List<String> row(Check check) {
        return List.of(check.what(), number(check.difference()), number(check.tolerance()),
                String.format(Locale.ROOT, "%,d", check.compared()), check.passed() ? "ok" : "differs",
                check.difference() == 0 ? "" : VisibleText.line(check.where(), 120));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.1e", value);
    }

    private static Object json(Check check) {
        return ListCommand.ordered("what", check.what(), "where", check.where(), "difference", check.difference(),
                "tolerance", check.tolerance(), "compared", check.compared(), "passed", check.passed());
    }
}
