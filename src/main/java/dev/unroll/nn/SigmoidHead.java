package dev.unroll.nn;

import dev.unroll.math.Functions;

/**
 * K independent yes-or-no answers, p = sigmoid(s), and their binary cross-entropy.
 *
 * @implNote For each row, summed over the outputs k that have a target y in [0, 1]; the second form neither overflows nor cancels:
 *
 * <pre>
 *   loss = -y log p - (1 - y) log(1 - p)
 *        = max(s, 0) - s y + log(1 + exp(-|s|))
 * </pre>
 *
 * and backward:
 *
 * <pre>
 *   ds   = p - y                   0 where there is no target
 * </pre>
 */
final class SigmoidHead implements Head {
    private final OutputLayer layer;

    /** @param layer gives the scores */
    SigmoidHead(OutputLayer layer) {
        this.layer = layer;
    }

    @Override
    public OutputLayer layer() {
        return layer;
    }

    @Override
    public void answer(Block block) {
        int outputs = layer.outputs();
        float[] s = block.scores();
        float[] y = block.pass().batch().values();
        double[] losses = block.pass().work().losses;
        for (int r = 0; r < block.rows(); r++) {
            double loss = 0;
            int target = (block.from() + r) * outputs;
            for (int k = 0; k < outputs && y.length > 0; k++) {
                loss += Float.isNaN(y[target + k]) ? 0 : crossEntropy(s[r * outputs + k], y[target + k]);
            }
            losses[block.from() + r] = loss;
        }
        block.pass().packed().kernels.sigmoid(s, 0, block.rows() * outputs);
    }

    private static double crossEntropy(float s, float y) {
        double exp = Functions.exp(-Math.abs(s));
        return Math.max(s, 0) - (double) s * y + Functions.log(1 + exp);
    }

    @Override
    public void derive(Block block, float[] gradient) {
        int outputs = layer.outputs();
        float[] ds = block.scores();
        float[] y = block.pass().batch().values();
        int target = block.from() * outputs;
        for (int i = 0; i < block.rows() * outputs; i++) {
            ds[i] = y.length == 0 || Float.isNaN(y[target + i]) ? 0f : ds[i] - y[target + i];
        }
    }
}
