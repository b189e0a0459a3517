package org.empathyworkbench.evaluation;

import org.empathyworkbench.setting.Setting;

/** What a generator is evaluated on; how it draws tokens is said by the sampling settings beside this. */
public record EvaluationSettings(
        @Setting(label = "Examples", meaning = "At most so many examples of the split, drawn once by the seed; 0 takes all.",
                group = "Evaluation", min = 0, max = 10_000_000, paper = "all")
        int examples,
        @Setting(label = "Response tokens", meaning = "Perplexity is measured on so many tokens from a response's beginning, its end token "
                + "among them; 0 takes as many as the model was trained with.", group = "Evaluation", min = 0, max = 1_024, paper = "50")
        int responseTokens,
        @Setting(label = "Batch of the code's perplexity",
                meaning = "The authors' code takes the mean of batch means; this is the size of those batches.",
                group = "Evaluation", min = 1, max = 10_000, code = "8")
        int batch) {

    /** All examples, responses as long as in the model's training (50 tokens in the paper), batches of 8. */
    public static EvaluationSettings paper() { return new EvaluationSettings(0, 0, 8); }

    /** The same on a drawn part of the split. */
    public static EvaluationSettings on(int examples) { return new EvaluationSettings(examples, 0, 8); }
}
