package dev.unroll.nn;

import dev.unroll.data.Targets;
import dev.unroll.math.Functions;
import dev.unroll.math.Kernels;
import java.util.Arrays;

/**
 * One of K units or classes, p = softmax(s), and its cross-entropy.
 *
 * @implNote For each row with target y, which counts w_y:
 *
 * <pre>
 *   loss = -log p_y = max s - s_y + log sum exp(s - max s)
 *   p    = exp(s - max s) / sum exp(s - max s)
 * </pre>
 *
 * and backward:
 *
 * <pre>
 *   ds   = w_y (p - e_y)           0 where there is no target
 * </pre>
 */
final class SoftmaxHead implements Head {
    private final OutputLayer layer;
    private final float[] classWeights;

    /**
     * @param layer gives the scores
     * @param classWeights (K) w; empty = all 1
     */
    SoftmaxHead(OutputLayer layer, float[] classWeights) {
        if (classWeights.length != 0 && classWeights.length != layer.outputs()) {
            throw new IllegalArgumentException(
                    "class weights do not fit: weights=" + classWeights.length + " classes=" + layer.outputs());
        }
        this.layer = layer;
        this.classWeights = classWeights;
    }

    @Override
    public OutputLayer layer() {
        return layer;
    }

    @Override
    public boolean picksOne() {
        return true;
    }

    @Override
    public void pick(Block block, int[] labels) {
        int classes = layer.outputs();
        for (int r = 0; r < block.rows(); r++) {
            labels[block.from() + r] = Rows.largest(block.scores(), r * classes, classes);
        }
    }

    @Override
    public float weight(Targets targets, int row) {
        return classWeights.length == 0 ? 1f : classWeights[((Targets.Classes) targets).ids()[row]];
    }

    @Override
    public void answer(Block block) {
        Kernels kernels = block.pass().packed().kernels;
        double[] losses = block.pass().work().losses;
        for (int r = 0; r < block.rows(); r++) {
            losses[block.from() + r] = normalise(kernels, block.scores(), r, target(block, r));
        }
    }

    /** Turns row r's scores into probabilities and returns the target's loss, 0 without target. */
    private double normalise(Kernels kernels, float[] scores, int r, int target) {
        int classes = layer.outputs();
        int row = r * classes;
        float max = kernels.max(scores, row, classes);
        double score = target >= 0 ? scores[row + target] : 0;
        float sum = kernels.expAndSum(scores, row, classes, max);
        float scale = 1 / sum;
        for (int i = row; i < row + classes; i++) {
            scores[i] *= scale;
        }
        return target >= 0 ? max - score + Functions.log(sum) : 0;
    }

    @Override
    public void derive(Block block, float[] gradient) {
        int classes = layer.outputs();
        float[] ds = block.scores();
        for (int r = 0; r < block.rows(); r++) {
            int target = target(block, r);
            int row = r * classes;
            if (target < 0) {
                Arrays.fill(ds, row, row + classes, 0f);
                continue;
            }
            ds[row + target] -= 1;
            if (classWeights.length != 0) {
                for (int i = row; i < row + classes; i++) {
                    ds[i] *= classWeights[target];
                }
            }
        }
    }

    private static int target(Block block, int r) {
        int[] ids = block.pass().batch().classes();
        return ids.length == 0 ? -1 : ids[block.from() + r];
    }
}
