package org.empathyworkbench.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.empathyworkbench.evaluation.SignTest;
import org.empathyworkbench.evaluation.TTest;
import org.empathyworkbench.text.DecimalNumber;
import org.empathyworkbench.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = TestCommand.DESCRIPTION,
        footer = {"", "Kinds: sign (A/B comparisons, ties left out), one-sample (figures against one number), student (two groups of "
                + "one variance),", "welch (two groups), paired (two systems on the same items, in the same order).", "", "Examples:",
                "  app/run test sign --wins 42 --losses 35", "  app/run test one-sample --a \"69.3 69.5 69.2 69.6 69.5\" --number 67.74",
                "  app/run test welch --a \"69.3 69.5 69.2\" --b \"65.6 65.9 65.7\"",
                "  app/run test paired --a=-1.6,0.2,0.8 --b=-0.9,0.4,1.1 --json"})
final class TestCommand extends WorkspaceCommand {
    /** Also in the list of commands, which takes it at compile time and so loads no command. */
    static final String DESCRIPTION = "Tests whether two systems differ: by wins and losses, or by figures of several seeds or items.";

    /** Which test. */
    enum Kind { SIGN, ONE_SAMPLE, STUDENT, WELCH, PAIRED }

    @Parameters(paramLabel = "KIND", description = "sign, one-sample, student, welch or paired.")
    private String kind;

    @Option(names = "--wins", description = "Of the first system.")
    private Integer wins;

    @Option(names = "--losses", description = "Of the first system.")
    private Integer losses;

    @Option(names = "--a", paramLabel = "NUMBERS", description = "Figures of the first system, parted by blanks or commas.")
    private String a;

    @Option(names = "--b", paramLabel = "NUMBERS", description = "Figures of the second system.")
    private String b;

    @Option(names = "--number", description = "The figure that one-sample compares with.")
    private Double number;

    @Override boolean needsWorkspace() { return false; }

    @Override int work(Workspace none, Console console) {
        Kind chosen = Arrays.stream(Kind.values()).filter(one -> word(one).equals(kind.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> refuse("KIND is sign, one-sample, student, welch or paired, not \"" + kind + "\"."));
        if (chosen == Kind.SIGN) return sign(console);
        if (wins != null || losses != null) throw refuse("--wins and --losses belong to the sign test.");
        if (a == null) throw refuse("There is no --a. Give the figures of the first system.");
        boolean one = chosen == Kind.ONE_SAMPLE;
        if (one && (number == null || b != null)) throw refuse("one-sample compares --a with one --number.");
        if (!one && (b == null || number != null)) throw refuse(word(chosen) + " compares --a with --b.");
        double[] x = numbers("--a", a);
        double[] y = one ? new double[0] : numbers("--b", b);
        if (chosen == Kind.PAIRED && x.length != y.length)
            throw refuse("Pairs need as many figures in --a (" + x.length + ") as in --b (" + y.length + ").");
        TTest test = switch (chosen) {
            case ONE_SAMPLE -> TTest.oneSample(x, number);
            case STUDENT -> TTest.student(x, y);
            case WELCH -> TTest.welch(x, y);
            default -> TTest.paired(x, y);
        };
        if (!Double.isFinite(test.t())) {
            throw refuse((chosen == Kind.PAIRED ? "All differences" : one ? "All figures of --a" : "All figures of each group")
                    + " are equal, so there is no spread that a t-test could compare with.");
        }
        double difference = TTest.mean(x) - (one ? number : TTest.mean(y));
        console.line("%s t-test: mean difference %+.6g, t = %.6f, df = %.4f, p = %.6g two-sided, %.6g that the first is not greater.",
                word(chosen), difference, test.t(), test.df(), test.twoSided(), test.greater());
        Map<String, Object> json = ListCommand.ordered("test", word(chosen), "meanA", TTest.mean(x), "interval95A", TTest.interval95(x),
                "difference", difference, "t", test.t(), "df", test.df(), "pTwoSided", test.twoSided(), "pGreater", test.greater());
        console.answer(json);
        return 0;
    }

    private int sign(Console console) {
        if (wins == null || losses == null || a != null || b != null || number != null)
            throw refuse("The sign test takes --wins and --losses alone.");
        if (wins < 0 || losses < 0 || (long) wins + losses > 100_000) throw refuse("Wins and losses are counts, together at most 100,000.");
        SignTest test = new SignTest(wins, losses);
        console.line("Sign test: %d wins, %d losses, ties left out: p = %.6g two-sided, %.6g that the first does not win more often.",
                wins, losses, test.twoSided(), test.winsGreater());
        console.answer(ListCommand.ordered("test", "sign", "wins", wins, "losses",
                losses, "pTwoSided", test.twoSided(), "pGreater", test.winsGreater()));
        return 0;
    }

    private double[] numbers(String option, String text) {
        String[] words = text.strip().split("[,;\\s]+");
        if (words.length < 2) throw refuse(option + " has two figures at least, parted by blanks or commas.");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            numbers[i] = DecimalNumber.parse(word).orElseThrow(() -> refuse(option + ": \"" + word + "\" is no finite decimal number."));
        }
        return numbers;
    }

    private static String word(Kind kind) { return kind.name().toLowerCase(Locale.ROOT).replace('_', '-'); }
}
