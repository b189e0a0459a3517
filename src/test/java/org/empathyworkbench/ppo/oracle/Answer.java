package org.empathyworkbench.ppo.oracle;

import java.util.List;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Example;

/** One response of a batch with everything that the equations say about its tokens; arrays are (T). */
final class Answer {
    final Example example;
    final int[] context;
    final int[] tokens;
    final boolean ended;
    final String text;
    EmpathyProfile profile;
    EmpathyProfile target;
    double reward;
    double score;
    /** The tokens that can be chosen at each place under the distribution that log-probabilities are of. */
    List<int[]> sets;
    double[] old;
    double[] values;
    double[] entropy;
    double[] outside;
    double[] reference;
    double[] fullKl;
    double[] uncharged;
    double[] rewards;
    double[] advantages;
    double[] returns;

    Answer(Example example, int[] context, int[] tokens, boolean ended, String text) {
        this.example = example;
        this.context = context;
        this.tokens = tokens;
        this.ended = ended;
        this.text = text;
    }

    /** (T) [start, y1 .. yT-1]. */
    int[] input(int start) {
        int[] input = new int[tokens.length];
        input[0] = start;
        System.arraycopy(tokens, 0, input, 1, tokens.length - 1);
        return input;
    }
}
