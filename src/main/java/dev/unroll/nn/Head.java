package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.Output;
import java.util.Arrays;

/**
 * What a network makes of its scores: answers, a loss where there is a target, and the loss's gradient.
 *
 * <p>A row is a step, or a record where {@link Pooling} made one of its steps. Rows go through in blocks, each in one array: first the
 * scores s = W_y h + b_y, then the answers in their place, then, in training, ds in the place of these.
 */
sealed interface Head permits SoftmaxHead, SigmoidHead, LinearHead, CrfHead {
    /**
     * The head that the user asked for.
     *
     * @param rules what is known of the labels
     * @param layer gives the scores
     * @param builder takes the slots of the head's own
     */
    static Head of(HeadSpec spec, LabelRules rules, OutputLayer layer, Layout.Builder builder) {
        boolean softmax = spec.output() == Output.SOFTMAX && !spec.crf();
        if ((rules.weights().length > 0 && !softmax) || (rules.constraints().labels() > 0 && !spec.crf())) {
            throw new IllegalArgumentException("class weights are for softmax, constraints for a chain: " + spec);
        }
        if (spec.crf()) {
            return new CrfHead(layer, CrfHead.Place.add(builder, layer.outputs()), rules.constraints());
        }
        return switch (spec.output()) {
            case SOFTMAX -> new SoftmaxHead(layer, rules.weights());
            case SIGMOID -> new SigmoidHead(layer);
            case LINEAR -> new LinearHead(layer, spec.huber() == 0 ? Float.POSITIVE_INFINITY : (float) spec.huber());
        };
    }

    /** W_y and b_y. */
    OutputLayer layer();

    /** Puts answers into the scores' place, and the rows' losses into {@link Workspace#losses}. */
    void answer(Block block);

    /** Puts the loss's gradient by the scores into the answers' place; adds that by weights of the head's own. */
    void derive(Block block, float[] gradient);

    /** Rows of one block. */
    default int blockRows(int rows) {
        return layer().blockRows(rows);
    }

    /** Whether a row's answer is one label of several. */
    default boolean picksOne() {
        return false;
    }

    /** Picks each row's label by the block's scores, the lowest among equals; nothing where an answer is no label. */
    default void pick(Block block, int[] labels) {}

    /** How much a labelled row counts. */
    default float weight(Targets targets, int row) {
        return 1f;
    }

    /** The rows' losses, each times its weight, summed. */
    default Loss sum(Pass pass) {
        return Loss.of(pass.batch(), this, pass.work().losses);
    }

    /** How many losses there are: one for each row. */
    default int losses(Pass pass) {
        return pass.rows();
    }

    /**
     * All rows on their way through a head.
     *
     * @param batch whose targets
     * @param rows R, or N where records have one answer
     * @param packed the network's weights
     * @param work the network's scratch
     */
    record Pass(MiniBatch batch, int rows, PackedNetwork packed, Workspace work) {}

    /**
     * Some of them.
     *
     * @param pass all of them
     * @param from the first
     * @param rows how many
     */
    record Block(Pass pass, int from, int rows) {
        /** (rows, K) scores, then answers, then ds. */
        float[] scores() {
            return pass.work().block;
        }
    }

    /** The loss; each row's is left in the scratch. */
    default Loss score(Pass pass) {
        for (int from = 0; from < pass.rows(); from += blockRows(pass.rows())) {
            answer(scores(pass, from));
        }
        return sum(pass);
    }

    /** Everything that is said of a mini-batch. */
    default Outputs outputs(Pass pass) {
        int width = layer().outputs();
        float[] values = new float[Math.multiplyExact(pass.rows(), width)];
        int[] labels = new int[picksOne() ? pass.rows() : 0];
        for (int from = 0; from < pass.rows(); from += blockRows(pass.rows())) {
            Block block = scores(pass, from);
            pick(block, labels);
            answer(block);
            System.arraycopy(block.scores(), 0, values, from * width, block.rows() * width);
        }
        double[] losses = Arrays.copyOf(pass.work().losses, losses(pass));
        return new Outputs(width, values, labels, losses, sum(pass));
    }

    /** The loss, and its gradient by what the head reads, by W_y and b_y, and by weights of the head's own. */
    default Loss train(Pass pass, float[] gradient) {
        Arrays.fill(pass.work().dHeadInput, 0, pass.rows() * layer().width(), 0f);
        for (int from = 0; from < pass.rows(); from += blockRows(pass.rows())) {
            Block block = scores(pass, from);
            answer(block);
            derive(block, gradient);
            layer().backward(block, gradient);
        }
        return sum(pass);
    }

    private Block scores(Pass pass, int from) {
        Block block = new Block(pass, from, Math.min(blockRows(pass.rows()), pass.rows() - from));
        layer().forward(pass.packed().head, pass.work().headInput, from, block.rows(), block.scores());
        return block;
    }
}
