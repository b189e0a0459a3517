package org.empathyworkbench.torch;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers that programs read out of a tensor, one by one: a program text says {@code hp[@PPO_VALUE_CLIP]} and means the number
 * that Java set under that name. The order of the constants of one group is the order in the tensor; nothing else says it.
 */
public enum HyperParameter {
    ADAMW_LEARNING_RATE(Group.ADAMW),
    /** What a step takes off the weights that decay, times the learning rate. */
    ADAMW_WEIGHT_DECAY(Group.ADAMW),
    /** Greatest global L2 norm of the gradient; 0 for none. */
    ADAMW_CLIP(Group.ADAMW),
    ADAMW_BETA1(Group.ADAMW),
    ADAMW_BETA2(Group.ADAMW),
    ADAMW_EPSILON(Group.ADAMW),

    /** Epsilon of eq. 14: how far the ratio may move before it no longer pays. */
    PPO_CLIP_RANGE(Group.PPO),
    /** Alpha of eq. 13: weight of the value loss. */
    PPO_VALUE_WEIGHT(Group.PPO),
    /** How far a value may move before its error no longer falls; 0 for the plain squared error. */
    PPO_VALUE_CLIP(Group.PPO),
    /** What sums over tokens are divided by. */
    PPO_DIVISOR(Group.PPO),
    PPO_TEMPERATURE(Group.PPO),
    /** 1 where log-probabilities are those of the sampling distribution, 0 for those of the raw softmax. */
    PPO_BEHAVIOUR(Group.PPO),
    /** Greatest mean ratio of a mini-batch that still teaches; 0 for none. */
    PPO_RATIO_LIMIT(Group.PPO),

    /** Dropout of the encoders. */
    IDENTIFIER_DROPOUT(Group.IDENTIFIER),
    /** Dropout of the attention from response to context. */
    IDENTIFIER_ATTENTION_DROPOUT(Group.IDENTIFIER),
    /** Dropout before the last layer. */
    IDENTIFIER_HEAD_DROPOUT(Group.IDENTIFIER),
    /** Share of the target spread over all levels. */
    IDENTIFIER_LABEL_SMOOTHING(Group.IDENTIFIER),
    /** Weight of the loss by which tokens learn whether they are evidence; 0 for none. */
    IDENTIFIER_EVIDENCE_WEIGHT(Group.IDENTIFIER),
    /** Sum of the class weights of the whole batch. */
    IDENTIFIER_CLASS_WEIGHT_SUM(Group.IDENTIFIER),
    /** Tokens of the whole batch of which it is known whether they are evidence. */
    IDENTIFIER_KNOWN_TOKENS(Group.IDENTIFIER);

    /** Hyper-parameters that share one tensor. */
    public enum Group {
        ADAMW, PPO, IDENTIFIER;

        List<HyperParameter> members() { return Arrays.stream(HyperParameter.values()).filter(one -> one.group == this).toList(); }
    }

    private final Group group;

    HyperParameter(Group group) { this.group = group; }

    Group group() { return group; }

    /** Index in the tensor of its group, from 0. */
    int place() { return group.members().indexOf(this); }
}
