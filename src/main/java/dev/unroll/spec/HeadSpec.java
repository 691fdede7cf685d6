package dev.unroll.spec;

import java.io.Serializable;

/**
 * What a network says, and how that is measured in training.
 *
 * @param output {@code network.output}
 * @param pool {@code network.pool}
 * @param crf {@code network.crf}: the labels of a record's steps are a linear chain
 * @param huber {@code train.loss = huber:delta}: errors beyond delta count linearly; 0 = all are squared
 */
public record HeadSpec(Output output, Pool pool, boolean crf, double huber) implements Serializable {
    /** One of several units or classes at each step. */
    public static final HeadSpec SOFTMAX = new HeadSpec(Output.SOFTMAX, Pool.NONE, false, 0);

    /** Checks what the parts ask of each other. */
    public HeadSpec {
        Rule.range(Keys.TRAIN_LOSS, "huber:" + huber, huber >= 0 && huber <= 1e9);
        Rule.agree(
                Keys.NETWORK_CRF,
                crf,
                !crf || (output == Output.SOFTMAX && pool == Pool.NONE),
                "its labels exclude each other, one at each step: set network.output=softmax and network.pool=none");
        Rule.agree(
                Keys.TRAIN_LOSS,
                "huber:" + huber,
                huber == 0 || output == Output.LINEAR,
                "only network.output=linear has a choice");
    }
}
